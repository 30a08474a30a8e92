import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const start = (...args: string[]) =>
  spawn(process.execPath, ["emulator/main.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });

test("the emulator runs by itself and says how to reach it", async () => {
  const child = start("--port", "0", "--subdomain", "acme");
  try {
    const [chunk] = await once(child.stdout, "data");
    const [zendesk = "", github = ""] = String(chunk).split("GitHub emulator");
    const originIn = (text: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    const origin = originIn(zendesk);
    expect(await (await fetch(`${origin}/emulator`)).json()).toMatchObject({ subdomain: "acme", origin });
    const second = await fetch(`${originIn(github)}/emulator`);
    expect(await second.json()).toMatchObject({ owner: "openback-support", apps: [] });
  } finally {
    child.kill();
  }
});

test("a port that is no number is refused with what is wrong", async () => {
  const child = start("--port", "many");
  const [chunk] = await once(child.stderr, "data");
  expect(String(chunk)).toContain('--port must be a number, not "many"');
  expect(await once(child, "close")).toEqual([2, null]);
});
