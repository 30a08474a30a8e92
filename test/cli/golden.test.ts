import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readTerms } from "../../cli/terms.ts";
import { shippedText } from "../mappings/shipped.ts";
import { tierline } from "./terminal-double.ts";

const root = mkdtempSync(join(tmpdir(), "tierline-golden-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The shipped mappings in a folder of their own, with one file edited; the policy's path. */
function mappings(name: string, file: string, from: string, to: string): string {
  const folder = join(root, name);
  cpSync(join(import.meta.dirname, "../../mappings"), folder, { recursive: true });
  const text = readFileSync(join(folder, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  return join(folder, "support-policy.yaml");
}

const FOUR_HOURS = [": 3 hours, 24x7", ": 4 hours, 24x7"] as const;

describe("tierline golden", () => {
  test("prints every row as passed and counts them", async () => {
    const { code, output } = await tierline(["golden"]);
    const rows = shippedText("golden.csv").trimEnd().split("\n").length - 1;
    expect(output).toMatch(/^passed +2 {2}Growth critical$/m);
    expect(output.trimEnd().split("\n").at(-1)).toBe(`${rows} passed, 0 failed`);
    expect(code).toBe(0);
  });

  test("prints what differs with both answers, and ends with 1", async () => {
    const policy = mappings("differs", "support-policy.yaml", ...FOUR_HOURS);
    const { code, output } = await tierline(["golden", "--policy", policy]);
    expect(output).toMatch(/^FAILED +6 {2}Pro critical\n {10}due: expected 2026-11-17 13:00, got 2026-11-17 14:00$/m);
    expect(output).toMatch(/^38 passed, 2 failed$/m);
    expect(code).toBe(1);
  });

  test("--json has each row with what differs", async () => {
    const policy = mappings("json", "support-policy.yaml", ...FOUR_HOURS);
    const { code, output } = await tierline(["golden", "--policy", policy, "--json"]);
    const { rows, problems } = JSON.parse(output);
    expect(rows).toHaveLength(40);
    expect(rows[4]).toEqual({
      ...{ name: "Pro critical", line: 6, tier: "pro", severity: 1, arrived: "2026-11-17T10:00:00Z", passed: false },
      differences: [{ column: "due", expected: "2026-11-17 13:00", found: "2026-11-17 14:00" }],
    });
    expect(problems).toHaveLength(2);
    expect(code).toBe(1);
  });

  test("holds another reading to the table when asked for one", async () => {
    const { code, output } = await tierline(["golden", "--zone", "Europe/London"]);
    expect(output).toMatch(/^FAILED +\d+ {2}GMT in summer$/m);
    expect(code).toBe(1);
  });

  test("names what is wrong in the table with its place, and ends with 1", async () => {
    const table = join(root, "wrong.csv");
    writeFileSync(table, "name,tier,severity,arrival,due\nA,pro,1,soon,2026-11-17 13:00\n");
    const { code, output } = await tierline(["golden", table]);
    expect(output).toMatch(new RegExp(`^${table}:2:9: arrival: "soon" is not a date and time$`, "m"));
    expect(output).toMatch(/^1 problem\.$/m);
    expect(code).toBe(1);
  });

  test("ends with 2 where there is no such file, and says what it reads in --help", async () => {
    const missing = await tierline(["golden", join(root, "none.csv")]);
    expect(missing).toMatchObject({ code: 2, errors: expect.stringContaining("there is no such file") });
    const help = await tierline(["golden", "--help"]);
    expect(help).toMatchObject({ code: 0, output: expect.stringContaining("one worked example of the contract") });
  });
});

describe("a golden row that differs", () => {
  const policy = mappings("blocked", "support-policy.yaml", ...FOUR_HOURS);

  test("is a problem of `tierline policy check`", async () => {
    const { code, output } = await tierline(["policy", "check", policy]);
    expect(output).toMatch(/golden\.csv:6:\d+: due: "Pro critical" differs: the policy gives 2026-11-17 14:00\./);
    expect(output).toMatch(/^2 problems\.$/m);
    expect(code).toBe(1);
  });

  test("keeps the server from starting, with the row's place", async () => {
    const terms = await readTerms({ policy });
    expect(terms).toMatchObject({
      ok: false,
      failure: {
        reason: "problems",
        code: 1,
        message: expect.stringMatching(/golden\.csv:6:\d+: due: "Pro critical"/),
      },
    });
  });

  test("is none of a reading that the files don't have: it was asked for on purpose", async () => {
    expect(await readTerms({ policy, zone: "Europe/London" })).toMatchObject({ ok: true });
  });
});

test("a policy without a golden table beside it is checked and served as before", async () => {
  const policy = mappings("alone", "support-policy.yaml", ...FOUR_HOURS);
  rmSync(join(root, "alone", "golden.csv"));
  expect(await tierline(["policy", "check", policy])).toMatchObject({ code: 0 });
  expect(await readTerms({ policy })).toMatchObject({ ok: true });
  const elsewhere = await tierline(["policy", "check", policy, "--golden", "mappings/golden.csv"]);
  expect(elsewhere).toMatchObject({ code: 1, output: expect.stringContaining("Pro critical") });
});
