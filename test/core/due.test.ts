import { describe, expect, test } from "vitest";
import { promised } from "../../src/core/due.ts";
import { SEVERITIES, type TierName } from "../../src/core/policy.ts";
import { formatInstant } from "../../src/core/time.ts";
import {
  at,
  decided,
  ENTERPRISE,
  GROWTH,
  kinds,
  NEVER_OPEN,
  POLICY,
  PRO,
  policyWith,
  policyWithTier,
  target,
  tierOf,
} from "../support/given.ts";

type Row = readonly [sev1: string, sev2: string, sev3: string, sev4: string];

/**
 * Every cell of the contract's table, worked by hand on a calendar. November 2026 begins on a Sunday; 25, 26 and 28
 * December 2026 and 1 January 2027 are holidays.
 */
const CELLS: readonly { arrival: string; is: string; growth: Row; pro: Row; enterprise: Row }[] = [
  {
    is: "before opening, on a Tuesday: counted from 09:00",
    arrival: "2026-11-03 08:00",
    growth: ["2026-11-03 14:00", "2026-11-05 09:00", "2026-11-09 09:00", "2026-11-06 09:00"],
    pro: ["2026-11-03 11:00", "2026-11-04 09:00", "2026-11-05 09:00", "2026-11-05 09:00"],
    enterprise: ["2026-11-03 09:00", "2026-11-04 12:00", "2026-11-04 12:00", "2026-11-04 09:00"],
  },
  {
    is: "at opening, which is open",
    arrival: "2026-11-03 09:00",
    growth: ["2026-11-03 15:00", "2026-11-05 09:00", "2026-11-09 09:00", "2026-11-06 09:00"],
    pro: ["2026-11-03 12:00", "2026-11-04 09:00", "2026-11-05 09:00", "2026-11-05 09:00"],
    enterprise: ["2026-11-03 10:00", "2026-11-04 12:00", "2026-11-04 12:00", "2026-11-04 09:00"],
  },
  {
    is: "in the middle of a Wednesday, kept to the second",
    arrival: "2026-11-04 10:30:45",
    growth: ["2026-11-04 16:30:45", "2026-11-06 10:30:45", "2026-11-10 10:30:45", "2026-11-09 10:30:45"],
    pro: ["2026-11-04 13:30:45", "2026-11-05 10:30:45", "2026-11-06 10:30:45", "2026-11-06 10:30:45"],
    enterprise: ["2026-11-04 11:30:45", "2026-11-05 13:30:45", "2026-11-05 13:30:45", "2026-11-05 10:30:45"],
  },
  {
    is: "at closing, which is closed: counted from the next morning",
    arrival: "2026-11-03 18:00",
    growth: ["2026-11-04 00:00", "2026-11-06 09:00", "2026-11-10 09:00", "2026-11-09 09:00"],
    pro: ["2026-11-03 21:00", "2026-11-05 09:00", "2026-11-06 09:00", "2026-11-06 09:00"],
    enterprise: ["2026-11-03 19:00", "2026-11-05 12:00", "2026-11-05 12:00", "2026-11-05 09:00"],
  },
  {
    is: "after closing",
    arrival: "2026-11-03 19:00",
    growth: ["2026-11-04 01:00", "2026-11-06 09:00", "2026-11-10 09:00", "2026-11-09 09:00"],
    pro: ["2026-11-03 22:00", "2026-11-05 09:00", "2026-11-06 09:00", "2026-11-06 09:00"],
    enterprise: ["2026-11-03 20:00", "2026-11-05 12:00", "2026-11-05 12:00", "2026-11-05 09:00"],
  },
  {
    is: "the last hour of a Friday: Saturday is a business day of Enterprise alone, and closes at 16:00",
    arrival: "2026-11-06 17:00",
    growth: ["2026-11-06 23:00", "2026-11-10 17:00", "2026-11-12 17:00", "2026-11-11 17:00"],
    pro: ["2026-11-06 20:00", "2026-11-09 17:00", "2026-11-10 17:00", "2026-11-10 17:00"],
    enterprise: ["2026-11-06 18:00", "2026-11-09 13:00", "2026-11-09 13:00", "2026-11-07 16:00"],
  },
  {
    is: "Friday evening",
    arrival: "2026-11-06 20:00",
    growth: ["2026-11-07 02:00", "2026-11-11 09:00", "2026-11-13 09:00", "2026-11-12 09:00"],
    pro: ["2026-11-06 23:00", "2026-11-10 09:00", "2026-11-11 09:00", "2026-11-11 09:00"],
    enterprise: ["2026-11-06 21:00", "2026-11-09 14:00", "2026-11-09 14:00", "2026-11-09 09:00"],
  },
  {
    is: "Saturday morning: open for Enterprise alone",
    arrival: "2026-11-07 10:00",
    growth: ["2026-11-07 16:00", "2026-11-11 09:00", "2026-11-13 09:00", "2026-11-12 09:00"],
    pro: ["2026-11-07 13:00", "2026-11-10 09:00", "2026-11-11 09:00", "2026-11-11 09:00"],
    enterprise: ["2026-11-07 11:00", "2026-11-09 15:00", "2026-11-09 15:00", "2026-11-09 10:00"],
  },
  {
    is: "Sunday: closed for everyone",
    arrival: "2026-11-08 12:00",
    growth: ["2026-11-08 18:00", "2026-11-11 09:00", "2026-11-13 09:00", "2026-11-12 09:00"],
    pro: ["2026-11-08 15:00", "2026-11-10 09:00", "2026-11-11 09:00", "2026-11-11 09:00"],
    enterprise: ["2026-11-08 13:00", "2026-11-10 12:00", "2026-11-10 12:00", "2026-11-10 09:00"],
  },
  {
    is: "Christmas Eve: the holidays and the weekend between them don't count, not even the Saturday of Enterprise",
    arrival: "2026-12-24 16:30",
    growth: ["2026-12-24 22:30", "2026-12-30 16:30", "2027-01-04 16:30", "2026-12-31 16:30"],
    pro: ["2026-12-24 19:30", "2026-12-29 16:30", "2026-12-30 16:30", "2026-12-30 16:30"],
    enterprise: ["2026-12-24 17:30", "2026-12-30 10:30", "2026-12-30 10:30", "2026-12-29 16:30"],
  },
  {
    is: "Christmas Day itself: only round-the-clock promises run",
    arrival: "2026-12-25 11:00",
    growth: ["2026-12-25 17:00", "2026-12-31 09:00", "2027-01-05 09:00", "2027-01-04 09:00"],
    pro: ["2026-12-25 14:00", "2026-12-30 09:00", "2026-12-31 09:00", "2026-12-31 09:00"],
    enterprise: ["2026-12-25 12:00", "2026-12-30 12:00", "2026-12-30 12:00", "2026-12-30 09:00"],
  },
];

const dueOf = (tier: TierName, arrival: string): readonly (string | null)[] =>
  SEVERITIES.map((severity) => {
    const found = promised(tierOf(POLICY, tier), severity, at(arrival), POLICY);
    return found === null
      ? null
      : formatInstant(found.due)
          .replace("T", " ")
          .replace(/(:00)?Z$/, "");
  });

describe("every cell of the contract's table", () => {
  test.each(CELLS)("an arrival $is ($arrival)", ({ arrival, growth, pro, enterprise }) => {
    expect({
      growth: dueOf(GROWTH, arrival),
      pro: dueOf(PRO, arrival),
      enterprise: dueOf(ENTERPRISE, arrival),
    }).toEqual({ growth, pro, enterprise });
  });
});

describe("a range", () => {
  test.each([
    ["1 - 2 business days", GROWTH, 2, "2026-12-24 16:30", "2026-12-29 16:30", "2026-12-30 16:30"],
    ["2 - 4 business days", GROWTH, 3, "2026-12-24 16:30", "2026-12-30 16:30", "2027-01-04 16:30"],
    ["1 – 2 business days", PRO, 3, "2026-11-03 19:00", "2026-11-05 09:00", "2026-11-06 09:00"],
    ["6 - 12 business hours", ENTERPRISE, 3, "2026-12-24 16:30", "2026-12-29 13:30", "2026-12-30 10:30"],
    ["6 - 12 business hours", ENTERPRISE, 3, "2026-11-07 10:00", "2026-11-07 16:00", "2026-11-09 15:00"],
  ] as const)(
    "%s is aimed at its lower bound and due at its upper (%s, sev %i, %s)",
    (words, tier, severity, arrival, aim, due) => {
      expect(promised(tierOf(POLICY, tier), severity, at(arrival), POLICY)).toMatchObject({
        target: { words },
        aim: at(aim),
        due: at(due),
      });
    },
  );

  test("a target without a range is aimed at its due date", () => {
    const found = promised(tierOf(POLICY, ENTERPRISE), 2, at("2026-11-03 10:00"), POLICY);
    expect(found?.aim).toBe(found?.due);
  });
});

describe("what was passed over", () => {
  test("is named with its holiday, and a day closed anyway is named too", () => {
    const found = promised(tierOf(POLICY, ENTERPRISE), 2, at("2026-12-24 16:30"), POLICY);
    expect(found?.skipped).toEqual([
      { date: "2026-12-25", holiday: "Christmas Day" },
      { date: "2026-12-26", holiday: "Boxing Day" },
      { date: "2026-12-27", holiday: null },
      { date: "2026-12-28", holiday: "Boxing Day (substitute)" },
    ]);
  });

  test("is nothing for a promise that runs around the clock", () => {
    const targets = { ...tierOf(POLICY, GROWTH).targets, 1: target("100 hours, 24x7") };
    const tier = { ...tierOf(POLICY, GROWTH), targets };
    expect(promised(tier, 1, at("2026-12-24 23:00"), POLICY)).toMatchObject({
      due: at("2026-12-29 03:00"),
      skipped: [],
    });
  });
});

describe("a calendar that never opens", () => {
  const policy = policyWithTier(ENTERPRISE, { calendar: NEVER_OPEN });

  test("gives no due date, and says so", () => {
    const answer = decided({ policy });
    expect(answer).toMatchObject({ due: null, dueDate: null, aim: null, firstResponse: { kind: "no_target" } });
    expect(kinds(answer)).toContain("never_open");
    expect(answer.summary).toContain("no first response due (6 - 12 business hours)");
  });

  test("doesn't hold up a promise that runs around the clock", () => {
    expect(decided({ policy, ticket: { priority: "urgent" } }).due).toBe(at("2026-11-03 11:00"));
  });
});

test("the policy's day rule is followed", () => {
  const policy = policyWith({ dayRule: "close_of_business" });
  expect(promised(tierOf(policy, PRO), 4, at("2026-11-03 10:00"), policy)?.due).toBe(at("2026-11-05 18:00"));
});
