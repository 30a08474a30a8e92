import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const BUILT = join(ROOT, "dist/worker");

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "scripts/bundle-worker.ts")], { stdio: "pipe" });
});

const read = (file: string): string => readFileSync(join(BUILT, file), "utf8");

/** The modules that stand before the program answers: itself, and what it imports at once. */
function startsWith(): readonly string[] {
  const modules = new Set<string>();
  const load = (file: string) => {
    if (modules.has(file)) return;
    modules.add(file);
    for (const [, imported = ""] of read(file).matchAll(/\b(?:from|import)"\.\/([\w-]+\.js)"/g)) load(imported);
  };
  load("worker.js");
  return [...modules];
}

test("what an isolate of the Worker starts with is at most 130 kB packed", () => {
  const program = startsWith();
  expect(program).toEqual(["worker.js", "shared.js"]);
  const packed = gzipSync(program.map(read).join(""), { level: 9 }).length;
  expect(packed).toBeLessThanOrEqual(130_000);
});

test("what it does without until it is asked for is beside it", () => {
  const modules = readdirSync(BUILT).filter((file) => file.endsWith(".js"));
  expect(modules.toSorted()).toEqual(["app.js", "github-source.js", "mapping-files.js", "shared.js", "worker.js"]);
});

test("the program exports what the runtime calls and nothing else", () => {
  const names = /export\{([^}]*)\}/
    .exec(read("worker.js"))?.[1]
    ?.split(",")
    .map((each) => each.split(" as ").at(-1));
  expect(names?.toSorted()).toEqual(["DeskObject", "DirectoryObject", "default"]);
});
