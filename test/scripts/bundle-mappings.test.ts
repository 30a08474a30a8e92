import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** What the script needs of the house, to bundle other mappings than the shipped ones. */
const house = mkdtempSync(join(tmpdir(), "tierline-bundle-"));
for (const part of ["cli", "mappings", "scripts", "src", "package.json"]) {
  cpSync(join(ROOT, part), join(house, part), { recursive: true });
}
symlinkSync(join(ROOT, "node_modules"), join(house, "node_modules"));
afterAll(() => rmSync(house, { recursive: true }));

test("the Worker is given no mappings that a golden row contradicts", () => {
  const table = join(house, "mappings/golden.csv");
  const shipped = readFileSync(table, "utf8");
  const bundle = () =>
    spawnSync(process.execPath, ["scripts/bundle-mappings.ts"], { cwd: house, encoding: "utf8", timeout: 60_000 });

  writeFileSync(table, shipped.replace("before 2026-11-18 10:00", "2026-11-18 10:00"));
  const refused = bundle();
  expect(refused.stderr).toMatch(/golden\.csv:7:\d+: due: "Pro major" differs: the policy gives before /);
  expect(refused.status).toBe(1);
  expect(existsSync(join(house, "dist/worker/mappings.txt"))).toBe(false);

  writeFileSync(table, shipped);
  expect(bundle()).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(join(house, "dist/worker/mappings.txt"))).toBe(true);
});
