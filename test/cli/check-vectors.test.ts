import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tierline } from "./terminal-double.ts";

const folder = mkdtempSync(join(tmpdir(), "tierline-vectors-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FACTS = "test/fixtures/business-time.json";

test("all facts hold: the closing line counts them, and the exit code is 0", async () => {
  const { code, output } = await tierline(["vectors", FACTS]);
  expect(output.trimEnd().split("\n").at(-1)).toMatch(/^[1-9]\d+ passed, 0 failed$/);
  expect(code).toBe(0);
});

test("a difference is printed with both answers, counted over all files, and the exit code is 1", async () => {
  const fact = JSON.parse(readFileSync(FACTS, "utf8")).find(({ op }: { op: string }) => op === "add");
  const wrong = join(folder, "wrong.json");
  writeFileSync(
    wrong,
    JSON.stringify([{ ...fact, semantics: "elapsed", unit: "hours", expected: "2001-01-01T00:00:00Z" }]),
  );
  const { code, output } = await tierline(["vectors", wrong, wrong]);
  expect(output).toContain("expected 2001-01-01T00:00:00Z, got ");
  expect(output).toMatch(/^0 passed, 2 failed$/m);
  expect(code).toBe(1);
});
