import { describe, expect, test } from "vitest";
import { checkGolden, goldenProblems, loadGolden } from "../../mappings/golden.ts";
import { loadPolicy } from "../../mappings/load.ts";
import { formatProblem } from "../../mappings/problem.ts";
import type { Policy } from "../../src/core/policy.ts";
import { formatInstant } from "../../src/core/time.ts";
import { shippedPolicy, shippedSources, shippedText } from "./shipped.ts";

const policy = shippedPolicy();
const HEADER = "name,tier,severity,arrival,aim,due,note";
const load = (text: string, under: Policy = policy) => loadGolden({ text, file: "golden.csv" }, under);
const loadRows = (...rows: readonly string[]) => load([HEADER, ...rows].join("\n"));

/** The shipped policy after an edit of its text. */
function edited(from: string, to: string): Policy {
  const sources = shippedSources();
  expect(sources.text).toContain(from);
  const loaded = loadPolicy({ ...sources, text: sources.text.replace(from, to) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure.problems));
  return loaded.value;
}

/** The names of the shipped rows that differ under a policy. */
function differing(under: Policy): readonly string[] {
  const { rows, problems } = load(shippedText("golden.csv"), under);
  expect(problems).toEqual([]);
  return checkGolden(under, rows)
    .filter(({ differences }) => differences.length > 0)
    .map(({ row }) => row.name);
}

describe("the shipped table", () => {
  const { rows, problems } = load(shippedText("golden.csv"));

  test("has no problem, and every row holds by the shipped policy", () => {
    expect(problems).toEqual([]);
    expect(differing(policy)).toEqual([]);
  });

  test("has every cell of the contract's table, and each row a name of its own", () => {
    const cells = new Set(rows.map(({ tier, severity }) => `${tier} ${severity}`));
    expect(cells.size).toBe(policy.tiers.size * 4);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  test.each<[edit: string, from: string, to: string, row: string]>([
    ["a target", "severity_2: 1 - 2 business days", "severity_2: 2 business days", "Growth major"],
    ["the word Under", "severity_2: Under 1 business day", "severity_2: 1 business day", "Pro major"],
    ["Saturday's hours", "saturday: 9am - 4pm GMT", "saturday: 9am - 5pm GMT", "Enterprise over a Saturday"],
    ["the zone", "zone: Etc/GMT", "zone: Europe/London", "GMT in summer"],
    ["the day rule", "day_rule: same_time", "day_rule: close_of_business", "Growth enhancement"],
    ["a holiday list", "lists: [england-and-wales, united-states]", "lists: [england-and-wales]", "Over a US holiday"],
    ["the other list", "lists: [england-and-wales, united-states]", "lists: [united-states]", "Over a UK holiday"],
  ])("notices a change of %s", (_, from, to, row) => {
    expect(differing(edited(from, to))).toContain(row);
  });

  test.each(["growth", "pro", "enterprise"])("notices a change of any promise of %s", (tier) => {
    const { text } = shippedSources();
    const level = text.slice(text.indexOf(`\n  ${tier}:\n`));
    const times = /initial_response_time:\n(?: {6}severity_\d: .*\n){4}/.exec(level)?.[0] ?? "";
    for (const line of times.split("\n").slice(1, 5)) {
      const at = text.indexOf(line, text.indexOf(level));
      const sources = shippedSources();
      const changed = `${text.slice(0, at)}${line.replace(/: .*/, ": 77 hours, 24x7")}${text.slice(at + line.length)}`;
      const loaded = loadPolicy({ ...sources, text: changed });
      expect(loaded.ok && differing(loaded.value).length, line).toBeGreaterThan(0);
    }
  });
});

describe("a row", () => {
  test("is read with times on the wall of the policy's zone, or with their own offset", () => {
    const london = edited("zone: Etc/GMT", "zone: Europe/London");
    const text = `${HEADER}\nA,Pro,2,2026-07-15 17:30,,before 2026-07-16T17:30:00+02:00,`;
    const [row] = load(text, london).rows;
    expect(row && formatInstant(row.arrived)).toBe("2026-07-15T16:30:00Z");
    expect(row && row.due !== null && formatInstant(row.due.at)).toBe("2026-07-16T15:30:00Z");
    expect(row?.due?.strict).toBe(true);
  });

  test.each<[row: string, column: number, message: string]>([
    [",pro,1,2026-11-17 10:00,,2026-11-17 13:00,", 1, "name: the row needs a name"],
    ["A,gold,1,2026-11-17 10:00,,2026-11-17 13:00,", 3, 'tier: "gold" is no tier of the policy'],
    ["A,pro,5,2026-11-17 10:00,,2026-11-17 13:00,", 7, 'severity: "5" is no severity'],
    ["A,pro,1,17/11/2026 10:00,,2026-11-17 13:00,", 9, 'arrival: "17/11/2026 10:00" is not a date and time'],
    ["A,pro,1,2026-02-30 10:00,,2026-11-17 13:00,", 9, 'arrival: "2026-02-30 10:00" is not a date and time'],
    ["A,pro,1,,,2026-11-17 13:00,", 9, 'arrival: "" is not a date and time'],
    ["A,pro,1,2026-11-17 10:00,soon,2026-11-17 13:00,", 26, 'aim: "soon" is not a date and time'],
    ["A,pro,1,2026-11-17 10:00,,,", 27, 'due: "" is not a date and time'],
    ["A,pro,1,2026-11-17 10:00,,after 2026-11-17 13:00,", 27, 'due: "after 2026-11-17 13:00" is not a date and time'],
    ["A,pro,1,2026-11-17 10:00,", 1, "this row has 5 fields where the header has 7"],
  ])("%s is refused", (row, column, message) => {
    const { problems } = loadRows("Fine,pro,1,2026-11-17 10:00,,2026-11-17 13:00,", row);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: "golden.csv", line: 3, column, message });
    if (!message.includes("needs a name")) expect(problems[0]?.accepted).not.toEqual([]);
  });

  test.each([
    ["skips", "2026-03-29 01:30", "there is no 2026-03-29 01:30 in Europe/London: the clocks go forward then"],
    ["shows twice", "2026-10-25 01:30", "2026-10-25 01:30 comes twice in Europe/London: the clocks go back then"],
  ])("whose time the wall %s is refused, with the offset to write", (_, time, message) => {
    const london = edited("zone: Etc/GMT", "zone: Europe/London");
    const { problems } = load(`${HEADER}\nA,pro,1,${time},,2026-11-17 13:00,`, london);
    expect(problems.map((problem) => problem.message)).toEqual([`arrival: ${message}`]);
    const offset = load(`${HEADER}\nA,pro,1,2026-10-25T01:30:00+01:00,,2026-11-17 13:00,`, london);
    expect(offset.problems).toEqual([]);
  });

  test("that differs is told at its cell, with what the policy gives", () => {
    const { rows } = loadRows(
      "Right,pro,1,2026-11-17 10:00,,2026-11-17 13:00,",
      "Wrong,growth,2,2026-11-17 10:00,2026-11-18 11:00,2026-11-19 10:00,",
      "Not before,pro,1,2026-11-17 10:00,,before 2026-11-17 13:00,",
      "No range,growth,2,2026-11-17 10:00,,2026-11-19 10:00,",
      "Not owed,pro,1,2026-11-17 10:00,,none,",
    );
    const outcomes = checkGolden(policy, rows);
    expect(outcomes.map(({ row, differences }) => [row.name, differences])).toEqual([
      ["Right", []],
      ["Wrong", [{ column: "aim", expected: "2026-11-18 11:00", found: "2026-11-18 10:00" }]],
      ["Not before", [{ column: "due", expected: "before 2026-11-17 13:00", found: "2026-11-17 13:00" }]],
      ["No range", [{ column: "aim", expected: "", found: "2026-11-18 10:00" }]],
      ["Not owed", [{ column: "due", expected: "none", found: "2026-11-17 13:00" }]],
    ]);
    const [first] = goldenProblems(outcomes);
    expect(first && formatProblem(first)).toBe(
      [
        'golden.csv:3:33: aim: "Wrong" differs: the policy gives 2026-11-18 10:00. Mend the policy, or this row if the contract says so',
        "  found:    2026-11-18 11:00",
      ].join("\n"),
    );
  });

  test("says nothing of the aim where the table has no such column", () => {
    const { rows, problems } = load(
      "due,arrival,severity,tier,name\n2026-11-19 10:00,2026-11-17 10:00,2,growth,No range",
    );
    expect(problems).toEqual([]);
    expect(checkGolden(policy, rows).map(({ differences }) => differences)).toEqual([[]]);
  });
});

test.each<[problem: string, text: string, message: string]>([
  ["is empty", "", "the file is empty"],
  ["lacks a column", "name,tier,severity,arrival\n", "the header lacks due"],
  ["misspells one", "name,tier,severity,arival,due\n", 'unknown column "arival"; did you mean "arrival"?'],
  ["has semicolons", "name;tier;severity;arrival;due\n", "the columns are not separated by commas"],
  ["never closes a quote", `${HEADER}\n"A,pro`, "this quoted field is never closed"],
])("a table that %s is refused", (_, text, message) => {
  expect(load(text).problems.map((problem) => problem.message)).toContain(message);
});
