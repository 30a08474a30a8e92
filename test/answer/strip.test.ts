import { describe, expect, test } from "vitest";
import { strip } from "../../src/answer/strip.ts";
import { businessTimeBetween } from "../../src/core/business-time.ts";
import { openSpansBetween } from "../../src/core/open-spans.ts";
import { type Instant, instant } from "../../src/core/time.ts";
import { at, calendarOf, workweek } from "../support/calendars.ts";

const OFFICE = calendarOf({ week: workweek("09:00-18:00"), holidays: { "2026-12-25": "Christmas Day" } });
const LONDON = calendarOf({ zone: "Europe/London", week: workweek("09:00-18:00") });

const dates = (from: string, due: string, now: string, calendar = OFFICE) =>
  strip(calendar, at(from), at(due), at(now)).map(({ date, leftOutBefore }) =>
    leftOutBefore === 0 ? date.slice(5) : `+${leftOutBefore} ${date.slice(5)}`,
  );

describe("the strip of days", () => {
  test("goes from the arrival's to the due's", () => {
    expect(dates("2026-12-24T16:00Z", "2026-12-28T10:00Z", "2026-12-24T17:00Z")).toEqual([
      "12-24",
      "12-25",
      "12-26",
      "12-27",
      "12-28",
    ]);
  });

  test("goes on to today when due is past", () => {
    expect(dates("2026-12-21T16:00Z", "2026-12-22T10:00Z", "2026-12-23T17:00Z")).toEqual(["12-21", "12-22", "12-23"]);
  });

  test("keeps what lies around the arrival, now and due of a long wait, and says how much is missing", () => {
    expect(dates("2026-03-02T10:00Z", "2026-03-30T10:00Z", "2026-03-12T10:00Z")).toEqual([
      "03-02",
      "03-03",
      "+7 03-11",
      "03-12",
      "03-13",
      "+15 03-29",
      "03-30",
    ]);
    expect(dates("2026-03-02T10:00Z", "2026-03-03T10:00Z", "2026-06-01T10:00Z")).toEqual([
      "03-02",
      "03-03",
      "03-04",
      "+87 05-31",
      "06-01",
    ]);
  });

  test("of up to ten days is whole", () => {
    expect(dates("2026-03-02T10:00Z", "2026-03-11T10:00Z", "2026-03-02T10:00Z")).toHaveLength(10);
    expect(dates("2026-03-02T10:00Z", "2026-03-12T10:00Z", "2026-03-02T10:00Z")).toHaveLength(4);
  });

  test("draws the hours on the wall and as instants, and names the holiday", () => {
    const [eve, christmas] = strip(OFFICE, at("2026-12-24T16:00Z"), at("2026-12-25T10:00Z"), at("2026-12-24T16:00Z"));
    expect(eve).toEqual({
      date: "2026-12-24",
      label: "Thu 24 Dec",
      from: "2026-12-24T00:00:00Z",
      to: "2026-12-25T00:00:00Z",
      windows: [{ open: 540, close: 1080 }],
      openSpans: [{ from: "2026-12-24T09:00:00Z", to: "2026-12-24T18:00:00Z" }],
      holiday: null,
      leftOutBefore: 0,
    });
    expect(christmas).toMatchObject({ windows: [], openSpans: [], holiday: "Christmas Day" });
  });

  test("draws a day of 23 hours as one", () => {
    const [day] = strip(LONDON, at("2026-03-29T12:00Z"), at("2026-03-29T13:00Z"), at("2026-03-29T12:00Z"));
    expect(day).toMatchObject({ from: "2026-03-29T00:00:00Z", to: "2026-03-29T23:00:00Z" });
  });
});

test("a span that only touches is none", () => {
  const [night, opening, closing] = [at("2026-03-24T03:00Z"), at("2026-03-24T09:00Z"), at("2026-03-24T18:00Z")];
  expect(openSpansBetween(OFFICE, night, opening)).toEqual([]);
  expect(openSpansBetween(OFFICE, closing, at("2026-03-24T23:00Z"))).toEqual([]);
  expect(openSpansBetween(OFFICE, opening, closing)).toEqual([{ open: opening, close: closing }]);
  expect(openSpansBetween(OFFICE, closing, opening)).toEqual([]);
});

test("open spans between two instants hold exactly the open time between them", () => {
  const begin = at("2026-03-20T00:00Z");
  for (let step = 0; step < 400; step += 1) {
    const from = instant(begin + step * 5_321_000);
    const to = instant(from + (step % 37) * 11_111_000) as Instant;
    for (const calendar of [OFFICE, LONDON]) {
      const spans = openSpansBetween(calendar, from, to);
      expect(spans.reduce((sum, { open, close }) => sum + close - open, 0)).toBe(
        businessTimeBetween(calendar, from, to),
      );
      expect(spans.every(({ open, close }) => from <= open && open < close && close <= to)).toBe(true);
    }
  }
});
