import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../cli/commands.ts";
import { run } from "../cli/run.ts";
import { instant } from "../src/core/time.ts";

const ROOT = join(import.meta.dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

/** What a command prints. */
async function output(args: readonly string[], input = ""): Promise<string> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(input);
  const printed = text(stdout);
  const now = () => instant(Date.UTC(2026, 11, 1));
  await run(COMMANDS, args, {
    input: stdin,
    output: stdout,
    errors: stderr,
    environment: {},
    fetch,
    now,
    wait: () => Promise.resolve(),
    end: () => undefined,
  });
  stdout.end();
  return printed;
}

test("the README's explanation is what the command prints", async () => {
  const [, block = ""] = /```\n\$ npm run tierline -- explain [^\n]*\n([\s\S]*?)```/.exec(readme) ?? [];
  const printed = await output(["explain", "--tier", "pro", "--severity", "2", "--at", "2026-12-24T16:30:00Z"]);
  expect(printed.trimEnd()).toBe(block.trimEnd());
});

test("the README's simulated line begins as the command's does", async () => {
  const [, line = ""] = /\n(\{"id":"7"[^…]*)…/.exec(readme) ?? [];
  const printed = await output(["simulate"], "id,created_at,tier,severity\n7,2026-12-05T11:00:00Z,growth,4\n");
  expect(line).not.toBe("");
  expect(printed.startsWith(line)).toBe(true);
});

describe("links in the documents lead somewhere", () => {
  const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...markdownIn("docs")];
  test.each(pages)("%s", (page) => {
    const links = [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\((?!https?:)([^)#]+)\)/g)];
    const dead = links.map(([, link = ""]) => link).filter((link) => !existsSync(join(ROOT, dirname(page), link)));
    expect(dead).toEqual([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file));
}
