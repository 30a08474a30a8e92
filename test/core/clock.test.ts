import { describe, expect, test } from "vitest";
import { firstResponse, nextInstantThatMatters } from "../../src/core/clock.ts";
import type { FirstReply } from "../../src/core/ticket.ts";
import { hours, instant, milliseconds, minutes, seconds } from "../../src/core/time.ts";
import { at, decided } from "../support/given.ts";

const DUE = at("2026-11-03 16:30");
const JUST_BEFORE = instant(DUE - 1);
const LATE = at("2026-11-03 18:00");

const reply = (time: string, precision: FirstReply["precision"] = "second"): FirstReply => ({
  at: at(time),
  precision,
});

describe("a first response that is owed", () => {
  test.each([
    ["unanswered a millisecond before: on track", false, null, JUST_BEFORE, { kind: "on_track" }],
    ["unanswered at the due instant: overdue", false, null, DUE, { kind: "overdue", by: milliseconds(0) }],
    ["unanswered later: overdue by so much", false, null, LATE, { kind: "overdue", by: minutes(90) }],
    ["answered before", false, reply("2026-11-03 16:00"), LATE, { kind: "met", at: at("2026-11-03 16:00") }],
    ["answered at the due instant: kept", false, reply("2026-11-03 16:30"), LATE, { kind: "met", at: DUE }],
    [
      "answered at the due instant of an “under” promise: late",
      true,
      reply("2026-11-03 16:30"),
      LATE,
      { kind: "met_late", at: DUE, by: milliseconds(0) },
    ],
    [
      "answered the second before an “under” promise ends: kept",
      true,
      reply("2026-11-03 16:29:59"),
      LATE,
      { kind: "met", at: at("2026-11-03 16:29:59") },
    ],
    [
      "answered a second later: late by a second",
      false,
      reply("2026-11-03 16:30:01"),
      LATE,
      { kind: "met_late", at: at("2026-11-03 16:30:01"), by: seconds(1) },
    ],
    [
      "answered in the due minute, known to the minute: the doubt is the agent's",
      false,
      reply("2026-11-03 16:30", "minute"),
      LATE,
      { kind: "met", at: DUE },
    ],
  ] as const)("%s", (_, strict, firstReply, now, standing) => {
    expect(firstResponse(DUE, strict, firstReply, now)).toEqual(standing);
  });
});

test("nothing is owed without a due date, answered or not", () => {
  expect(firstResponse(null, false, null, LATE)).toEqual({ kind: "no_target" });
  expect(firstResponse(null, false, reply("2026-11-03 16:00"), LATE)).toEqual({ kind: "no_target" });
});

describe("the next instant that matters", () => {
  const ticket = { priority: "urgent" as const };
  const due = at("2026-11-03 11:00");

  test("is the due instant while on track", () => {
    const now = at("2026-11-03 10:30");
    expect(nextInstantThatMatters(decided({ ticket, now }), now)).toBe(due);
  });

  test("is none once that instant has come: looking again there would never end", () => {
    const asleep = decided({ ticket, now: at("2026-11-03 10:30") });
    expect(nextInstantThatMatters(asleep, due)).toBeNull();
    expect(nextInstantThatMatters(decided({ ticket, now: due }), due)).toBeNull();
  });

  test("is none once answered", () => {
    const now = at("2026-11-03 10:30");
    const answered = decided({ ticket: { ...ticket, firstReply: reply("2026-11-03 10:20") }, now });
    expect(answered.firstResponse).toEqual({ kind: "met", at: at("2026-11-03 10:20") });
    expect(nextInstantThatMatters(answered, now)).toBeNull();
    expect(answered.due).toBe(at("2026-11-03 10:00") + hours(1));
  });
});
