import { describe, expect, test } from "vitest";
import { pictureOf } from "../../app/sidebar/picture-rows.ts";
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
    expect(CHRISTMAS.hours).toEqual({ from: 8, to: 19 });
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

  test("counts through the night where the promise does, and then draws the whole day", () => {
    const night = at("2026-11-07 23:30");
    const { rows, hours } = picture({ ticket: { createdAt: night, fields: severity(1) } }, night);
    expect(hours).toEqual({ from: 0, to: 24 });
    expect(rows.map(({ left }) => left)).toEqual([[{ from: 23.5 / 24, to: 1 }], [{ from: 0, to: 0.5 / 24 }]]);
  });
});
