import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { closingLine, runVectors } from "../cli/vectors.ts";

const FACTS = readFileSync(new URL("fixtures/business-time.json", import.meta.url), "utf8");

/** One fact of the published file, changed. */
function changed(id: string, change: Record<string, unknown>): string {
  const facts: readonly Record<string, unknown>[] = JSON.parse(FACTS);
  return JSON.stringify(facts.filter((fact) => fact["id"] === id).map((fact) => ({ ...fact, ...change })));
}

describe("facts of other projects' engines", () => {
  test("every elapsed and between fact is reproduced; day rules that aren't offered stand apart", () => {
    const report = runVectors(FACTS, "business-time.json");
    expect(report).toEqual({
      lines: [
        "business-time.json: 9 not offered by the policy (biz_day 3, bt_day 5, wh_day 1)",
        "business-time.json: 1 another reading (due at the next opening, not at close)",
      ],
      passed: 94,
      failed: 0,
      notOffered: 9,
      otherReading: 1,
    });
    expect(closingLine([report, report])).toBe("188 passed, 0 failed");
  });

  test.each([
    [
      "biz-001",
      { expected: "2006-01-04T16:00:01Z" },
      "biz-001: expected 2006-01-04T16:00:01Z, got 2006-01-04T16:00:00Z",
    ],
    ["biz-024", { expected: 1 }, "biz-024: expected 1 s, got 142200 s"],
    [
      "biz-016",
      { expected: "2006-01-15T11:00:01Z" },
      "biz-016: expected 2006-01-15T11:00:01Z, got 2006-01-08T12:00:00Z",
    ],
    [
      "biz-014",
      { start: "tomorrow" },
      'fact 1: start: expected an instant such as 2026-12-24T16:30:00Z, not "tomorrow"',
    ],
    ["biz-014", { pauses: [] }, "fact 1: pauses: pauses go with add and between"],
    [
      "biz-014",
      { calendar: { tz: "Mars/Olympus", hours: {} } },
      "fact 1: calendar.tz: expected an IANA zone such as Europe/London",
    ],
    [
      "biz-014",
      { calendar: { tz: "Etc/UTC", hours: { mon: [["17:00", "09:00"]] } } },
      "fact 1: calendar.hours.mon.0: expected to close after it opens",
    ],
    [
      "biz-014",
      { calendar: { tz: "Etc/UTC", hours: {}, overrides: { "2006-02-30": [] } } },
      'fact 1: calendar.overrides.0.0: expected a date such as 2026-12-24, not "2006-02-30"',
    ],
  ])("a difference or a fact that can't be read is a line: %s %j", (id, change, line) => {
    expect(runVectors(changed(id, change), "f.json")).toMatchObject({
      failed: 1,
      passed: 0,
      lines: [`f.json: ${line}`],
    });
  });

  test.each(["", "{}", "null"])("a file that is no list of facts fails: %j", (text) => {
    expect(runVectors(text, "f.json")).toMatchObject({ failed: 1, lines: ["f.json: expected a JSON list of facts"] });
  });

  test("a calendar that never opens answers never", () => {
    const closed = { calendar: { tz: "Etc/UTC", hours: {} } };
    expect(runVectors(changed("biz-001", closed), "f.json").lines).toEqual([
      "f.json: biz-001: expected 2006-01-04T16:00:00Z, got never",
    ]);
  });

  test("day facts of a rule that is offered are run", () => {
    const day = { semantics: "same_time", start: "2006-01-02T13:00:00Z", amount: 1 };
    const report = runVectors(changed("biz-011", { ...day, expected: "2006-01-03T13:00:00Z" }), "f.json");
    expect(report).toMatchObject({ passed: 1, notOffered: 0 });
  });
});
