import { describe, expect, test } from "vitest";
import { momentAt, serverClock } from "../../app/sidebar/countdown.ts";

const HOUR = 3_600_000;
const at = (words: string): number => Date.parse(`${words.replace(" ", "T")}:00Z`);
const iso = (words: string): string => new Date(at(words)).toISOString();

/** Thu 24 Dec 2026 16:30, under one business day: 1.5 h on Thursday, 7.5 h on Tuesday. */
const OVER_CHRISTMAS = {
  aim: iso("2026-12-29 16:30"),
  due: iso("2026-12-29 16:30"),
  firstResponse: { kind: "on_track", at: null, byMs: null },
  countdown: {
    aroundTheClock: false,
    leftMs: 9 * HOUR,
    wholeMs: 9 * HOUR,
    openSpans: [
      { from: iso("2026-12-24 16:30"), to: iso("2026-12-24 18:00") },
      { from: iso("2026-12-29 09:00"), to: iso("2026-12-29 16:30") },
    ],
  },
} as const;

const RANGE = {
  ...OVER_CHRISTMAS,
  aim: iso("2026-11-03 16:00"),
  due: iso("2026-11-04 13:00"),
  countdown: {
    aroundTheClock: false,
    leftMs: 12 * HOUR,
    wholeMs: 12 * HOUR,
    openSpans: [
      { from: iso("2026-11-03 10:00"), to: iso("2026-11-03 18:00") },
      { from: iso("2026-11-04 09:00"), to: iso("2026-11-04 13:00") },
    ],
  },
} as const;

describe("the countdown", () => {
  test.each([
    ["at the arrival", "2026-12-24 16:30", 9, 120, null],
    ["within support hours", "2026-12-24 17:30", 8, 119, null],
    ["at closing it stands still until the next opening", "2026-12-24 18:00", 7.5, 118.5, "2026-12-29 09:00"],
    ["in the middle of the holidays it still stands", "2026-12-26 12:00", 7.5, 76.5, "2026-12-29 09:00"],
    ["at opening it goes on", "2026-12-29 09:00", 7.5, 7.5, null],
  ])("%s", (_name, now, counting, wall, still) => {
    expect(momentAt(OVER_CHRISTMAS, at(now))).toMatchObject({
      countingLeft: counting * HOUR,
      wallLeft: wall * HOUR,
      stillUntil: still === null ? null : at(still),
    });
  });

  test.each([
    ["on track with more than a quarter of the time left", OVER_CHRISTMAS, "2026-12-29 14:00", "on_track"],
    ["due soon in the last quarter", OVER_CHRISTMAS, "2026-12-29 14:15", "due_soon"],
    ["due soon past the aim of a range, however much is left", RANGE, "2026-11-03 16:00", "due_soon"],
    ["on track before that aim", RANGE, "2026-11-03 15:59", "on_track"],
    ["overdue from the due instant on", OVER_CHRISTMAS, "2026-12-29 16:30", "overdue"],
  ])("%s", (_name, answer, now, standing) => {
    expect(momentAt(answer, at(now)).standing).toBe(standing);
  });

  test("overdue counts on the clock on the wall", () => {
    expect(momentAt(OVER_CHRISTMAS, at("2026-12-30 18:30")).late).toBe(26 * HOUR);
  });

  test.each([
    ["met", { kind: "met", at: iso("2026-12-24 17:00"), byMs: null }, { standing: "met", late: 0 }],
    ["met late", { kind: "met_late", at: iso("2026-12-29 17:30"), byMs: HOUR }, { standing: "met_late", late: HOUR }],
  ] as const)("what is %s stays so: time changes nothing any more", (_name, firstResponse, expected) => {
    const answer = { ...OVER_CHRISTMAS, firstResponse, countdown: null };
    expect(momentAt(answer, at("2027-03-01 12:00"))).toMatchObject(expected);
  });

  test("nothing owed, nothing counted", () => {
    const none = {
      aim: null,
      due: null,
      countdown: null,
      firstResponse: { kind: "no_target", at: null, byMs: null },
    } as const;
    expect(momentAt(none, at("2026-12-24 16:30"))).toMatchObject({ standing: "no_target", countingLeft: 0, late: 0 });
  });

  test("a browser whose clock is two hours slow counts by the server's", () => {
    const heardAt = at("2026-12-24 14:30");
    const now = serverClock(iso("2026-12-24 16:30"), heardAt);
    expect(now(heardAt + 60_000)).toBe(at("2026-12-24 16:31"));
  });
});
