import { describe, expect, test } from "vitest";
import { pictureOf } from "../../app/sidebar/picture/picture-of.ts";
import { drawn } from "../../src/answer/decided.ts";
import type { Instant } from "../../src/core/time.ts";
import { aContract, at, decided, type Given, mapped, POLICY, PRO } from "../support/given.ts";

function picture(given: Given, now: Instant) {
  const drawing = { policy: POLICY, contract: null, severityFieldId: null, mode: "live", now } as const;
  const found = pictureOf(drawn(decided(given), drawing), now);
  if (found === null) throw new Error("expected a picture");
  return found;
}

const severity = (level: 1 | 2 | 3) => ({ severity: level, due: null, dueDate: null, summary: null });

/** Arrived Thu 24 Dec 16:30, due Tue 29 Dec 16:30; seen on Thursday at 17:00. */
const CHRISTMAS = picture(
  { ticket: { createdAt: at("2026-12-24 16:30"), fields: severity(2) }, mapping: mapped(aContract({ tier: PRO })) },
  at("2026-12-24 17:00"),
);

describe("the picture of the clock", () => {
  test("has a row for each date, the closed ones with their holiday", () => {
    expect(CHRISTMAS.rows.map(({ day, closed }) => [day.date, closed, day.holiday])).toEqual([
      ["2026-12-24", false, null],
      ["2026-12-25", true, "Christmas Day"],
      ["2026-12-26", true, "Boxing Day"],
      ["2026-12-27", true, null],
      ["2026-12-28", true, "Boxing Day (substitute)"],
      ["2026-12-29", false, null],
    ]);
  });

  test("leaves out the hours in which nothing ever happens", () => {
    expect(CHRISTMAS.ticks).toEqual([9, 12, 15, 18].map((hour) => ({ at: (hour - 8) / 11, label: String(hour) })));
  });

  test("marks arrival, now and due where they are; an aim that is the due date is not drawn twice", () => {
    const marks = CHRISTMAS.rows.flatMap(({ day, marks }) =>
      marks.map(({ kind, at: place }) => [day.date, kind, place]),
    );
    expect(marks).toEqual([
      ["2026-12-24", "arrived", 8.5 / 11],
      ["2026-12-24", "now", 9 / 11],
      ["2026-12-29", "due", 8.5 / 11],
    ]);
  });

  test("tells the counted time before now from what is left", () => {
    const [first] = CHRISTMAS.rows;
    expect(first?.used).toEqual([{ from: 8.5 / 11, to: 9 / 11 }]);
    expect(first?.left).toEqual([{ from: 9 / 11, to: 10 / 11 }]);
    expect(CHRISTMAS.rows.at(-1)?.left).toEqual([{ from: 1 / 11, to: 8.5 / 11 }]);
  });

  test("stops counting at the answer", () => {
    const reply = { at: at("2026-11-03 11:00"), precision: "second" } as const;
    const { rows } = picture(
      { ticket: { fields: severity(2), firstReply: reply }, now: at("2026-11-03 15:00") },
      at("2026-11-03 15:00"),
    );
    expect(rows.flatMap(({ left }) => left)).toEqual([]);
    expect(rows[0]?.used).toEqual([{ from: 2 / 11, to: 3 / 11 }]);
  });
});

describe("around the clock", () => {
  /** All of the row but the room at its ends. */
  const WHOLE = [{ from: expect.closeTo(0.05 / 1.1, 9), to: expect.closeTo(1.05 / 1.1, 9) }];
  const clock = (createdAt: string, now: string) =>
    picture({ ticket: { createdAt: at(createdAt), fields: severity(1) } }, at(now));
  const marksOf = ({ rows }: ReturnType<typeof clock>) => rows.flatMap(({ marks }) => marks.map(({ kind }) => kind));

  test("a promise that runs through midnight is one stretch in one row, with the next date named where it begins", () => {
    const { rows } = clock("2026-11-07 23:30", "2026-11-07 23:30");
    expect(rows.map(({ day, midnights }) => [day.date, midnights.map(({ day: next }) => next.date)])).toEqual([
      ["2026-11-07", ["2026-11-08"]],
    ]);
    expect(rows[0]?.left).toEqual(WHOLE);
    expect(rows[0]?.midnights[0]?.at).toBeCloseTo(0.5, 10);
  });

  test("nothing of it is left out, whenever in the day it arrives", () => {
    for (let hour = 0; hour < 24; hour++) {
      const arrival = `2026-11-07 ${String(hour).padStart(2, "0")}:45`;
      const { rows } = clock(arrival, arrival);
      expect(rows[0]?.left, arrival).toEqual(WHOLE);
    }
  });

  test("the times over it are as far apart as they can be read", () => {
    const { ticks } = clock("2026-11-07 23:30", "2026-11-07 23:30");
    expect(ticks.map(({ label }) => label)).toEqual(["23:30", "23:45", "0", "0:15", "0:30"]);
  });

  test("late by as much again, now is drawn; later than that, it is left to the words", () => {
    expect(marksOf(clock("2026-11-07 23:30", "2026-11-08 01:30"))).toEqual(["arrived", "due", "now"]);
    expect(marksOf(clock("2026-11-07 23:30", "2026-11-08 01:31"))).toEqual(["arrived", "due"]);
  });

  test("said by date, with each date's support hours", () => {
    const { days } = clock("2026-11-07 23:30", "2026-11-07 23:45");
    expect(days.map(({ day, open, moments }) => [day.date, open.length, moments.map(({ kind }) => kind)])).toEqual([
      ["2026-11-07", 1, ["arrived", "now"]],
      ["2026-11-08", 0, ["due"]],
    ]);
  });
});
