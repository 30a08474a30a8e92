import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { shippedText } from "../mappings/shipped.ts";
import { tierline } from "./terminal-double.ts";

const folder = mkdtempSync(join(tmpdir(), "tierline-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("the mappings as shipped have no problems", async () => {
  const { code, output } = await tierline(["policy", "check"]);
  expect(output).toMatch(/^No problems: 3 tiers, \d+ organization rows, \d+ golden rows, policy version \w+\.$/m);
  expect(code).toBe(0);
});

test("a problem is named with file, line and column, and what would be accepted; the exit code is 1", async () => {
  const line =
    shippedText("support-policy.yaml")
      .split("\n")
      .findIndex((text) => text.includes(": Under 1 business day")) + 1;
  const policy = file("broken.yaml", shippedText("support-policy.yaml").replace(": Under 1 business day", ": soonish"));
  const { code, output } = await tierline(["policy", "check", policy]);
  expect(output).toMatch(new RegExp(`^${policy}:${line}:\\d+: .*\\n {2}found: .*soonish`, "m"));
  expect(output).toMatch(/accepted: .*business day/);
  expect(output).toMatch(/^1 problem\.$/m);
  expect(code).toBe(1);
});

test("organizations are checked against the policy, and --json gives each problem's place", async () => {
  const organizations = file("orgs.csv", shippedText("organizations.csv").replace(",enterprise,", ",platinum,"));
  const { code, output } = await tierline(["policy", "check", "--organizations", organizations, "--json"]);
  expect(JSON.parse(output).problems).toMatchObject([{ file: organizations, line: 2, bad: "platinum" }]);
  expect(code).toBe(1);
});

test("a warning comes before the loaded holidays end, and is no problem", async () => {
  const { code, output } = await tierline(["policy", "check"], { now: "2028-12-01T00:00:00Z" });
  expect(output).toMatch(/^warning: .*2029/m);
  expect(code).toBe(0);
});

test("a policy with problems answers nothing: simulate refuses it with the same places", async () => {
  const policy = file("typo.yaml", shippedText("support-policy.yaml").replace(": 6 hours, 24x7", ": 6 hors, 24x7"));
  const { code, output, errors } = await tierline(["simulate", "--policy", policy], { input: "" });
  expect(errors).toMatch(new RegExp(`${policy}:\\d+:\\d+: `));
  expect({ code, output }).toEqual({ code: 1, output: "" });
});
