import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const TIERLINE = join(import.meta.dirname, "../../cli/tierline.ts");

/** The real command in its own process, started somewhere else than in the project. */
function start(...args: readonly string[]) {
  return spawn(process.execPath, [TIERLINE, ...args], { cwd: tmpdir(), stdio: ["pipe", "pipe", "pipe"] });
}

test("simulate works in a pipe from any folder: answers on stdout, problems on stderr, exit 1", async () => {
  const child = start("simulate");
  child.stdin.end('{"id":1,"created_at":"2026-12-24T16:30:00Z","tier":"pro","severity":2}\n{"id":2}\n');
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  expect(JSON.parse(output)).toMatchObject({ id: 1, due: "2026-12-29T16:30:00Z" });
  expect(JSON.parse(errors)).toMatchObject({ line: 2, reason: "bad_ticket" });
  expect(code).toBe(1);
});

test("a reader that closes the pipe early ends the command without a complaint", async () => {
  const child = start("simulate");
  child.stdin.on("error", () => {});
  const row = '{"id":1,"created_at":"2026-12-24T16:30:00Z","tier":"pro","severity":1}\n';
  child.stdout.once("data", () => child.stdout.destroy());
  child.stdin.write(row.repeat(2000));
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect({ errors, code }).toEqual({ errors: "", code: 0 });
});

test("wrong usage exits 2", async () => {
  const child = start("explain", "--tier", "pro");
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect(errors).toContain("required option '--severity <n>' not specified");
  expect(code).toBe(2);
});
