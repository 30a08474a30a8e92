import { describe, expect, test } from "vitest";
import {
  addBusinessTime,
  businessTimeBetween,
  closureAt,
  isOpen,
  localDateOf,
  nextOpen,
  skippedDates,
  subtractBusinessTime,
} from "../../src/core/business-time.ts";
import { hours, minutes, seconds } from "../../src/core/time.ts";
import { at, calendarOf, everyDay, workweek } from "../support/calendars.ts";

const office = calendarOf({
  week: workweek("09:00-18:00"),
  holidays: { "2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day", "2026-12-28": "Boxing Day (observed)" },
  overrides: { "2026-12-24": "09:00-12:00" },
});

describe("half-open hours", () => {
  test.each([
    ["2026-12-21T08:59:59Z", false],
    ["2026-12-21T09:00Z", true],
    ["2026-12-21T17:59:59Z", true],
    ["2026-12-21T18:00Z", false],
    ["2026-12-24T12:00Z", false],
    ["2026-12-25T10:00Z", false],
  ])("%s is open: %s", (text, open) => {
    expect(isOpen(office, at(text))).toBe(open);
  });

  test.each([
    ["2026-12-21T10:00Z", "2026-12-21T10:00Z"],
    ["2026-12-21T18:00Z", "2026-12-22T09:00Z"],
    ["2026-12-24T12:00Z", "2026-12-29T09:00Z"],
    ["2026-12-31T18:00Z", "2027-01-01T09:00Z"],
  ])("after %s it opens at %s", (text, opens) => {
    expect(nextOpen(office, at(text))).toBe(at(opens));
  });
});

describe("adding business time", () => {
  test.each([
    ["2026-12-21T10:00Z", hours(2), "2026-12-21T12:00Z", "within a day"],
    ["2026-12-21T10:00Z", hours(8), "2026-12-21T18:00Z", "a budget that ends at closing is due at closing"],
    ["2026-12-21T10:00Z", seconds(8 * 3600 + 1), "2026-12-22T09:00:01Z", "a second more is due the next day"],
    ["2026-12-19T11:00Z", hours(9), "2026-12-21T18:00Z", "an arrival on Saturday counts from Monday"],
    ["2026-12-23T17:00Z", hours(5), "2026-12-29T10:00Z", "over an early close and two holidays"],
    ["2026-12-20T10:00Z", minutes(0), "2026-12-21T09:00Z", "nothing at all is the next opening"],
    ["2026-12-21T10:00Z", minutes(0), "2026-12-21T10:00Z", "and now when open"],
  ])("%s + %d ms is %s: %s", (start, length, due) => {
    expect(addBusinessTime(office, at(start), length)).toBe(at(due));
  });

  test("ten thousand hours are counted as exactly as one", () => {
    const london = calendarOf({ zone: "Europe/London", week: workweek("09:00-18:00") });
    // 10,000 h are 1111 days and an hour: 222 weeks and a day.
    expect(addBusinessTime(london, at("2026-01-05T09:00Z"), hours(10_000))).toBe(at("2030-04-09T10:00+01:00"));
  });
});

describe("windows that touch are one", () => {
  test("also across midnight, and 24:00 is a legal close", () => {
    const night = calendarOf({ week: { fri: "18:00-24:00", sat: "00:00-06:00" } });
    expect(addBusinessTime(night, at("2026-12-18T18:00Z"), hours(6))).toBe(at("2026-12-19T00:00Z"));
    expect(nextOpen(night, at("2026-12-19T00:00Z"))).toBe(at("2026-12-19T00:00Z"));
    expect(subtractBusinessTime(night, at("2026-12-19T00:00Z"), hours(0))).toBe(at("2026-12-19T00:00Z"));
    expect(businessTimeBetween(night, at("2026-12-18T00:00Z"), at("2026-12-20T00:00Z"))).toBe(hours(12));
  });

  test("a calendar open around the clock runs like one that has no calendar, over every clock change", () => {
    const always = calendarOf({ zone: "America/New_York", week: everyDay("00:00-24:00") });
    const start = at("2026-01-01T12:34:56Z");
    expect(addBusinessTime(always, start, hours(24 * 365))).toBe(start + hours(24 * 365));
  });
});

describe("clock changes", () => {
  const london = (week: Parameters<typeof calendarOf>[0]["week"]) => calendarOf({ zone: "Europe/London", week });

  test.each([
    ["opens in the gap, an hour later on the wall", "01:30-04:00", "2026-03-29T01:30Z", hours(1.5)],
    ["closes in the gap, an hour later on the wall", "00:00-01:30", "2026-03-29T00:00Z", hours(1.5)],
    ["lies in the gap, moved as a whole", "01:15-01:45", "2026-03-29T01:15Z", hours(0.5)],
    ["is emptied by the gap and dropped", "01:45-02:15", "2026-04-05T00:45Z", hours(0)],
  ])("spring: a window that %s", (_, window, opens, open) => {
    const calendar = london({ sun: window });
    const [from, to] = [at("2026-03-29T00:00Z"), at("2026-03-30T00:00Z")];
    expect(nextOpen(calendar, from)).toBe(at(opens));
    expect(businessTimeBetween(calendar, from, to)).toBe(open);
  });

  test.each([
    ["opens at an ambiguous time, the earlier", "01:30-03:00", "2026-10-25T00:30Z", hours(2.5)],
    ["closes at an ambiguous time, the earlier", "00:00-01:30", "2026-10-24T23:00Z", hours(1.5)],
    ["spans the repeated hour", "00:00-03:00", "2026-10-24T23:00Z", hours(4)],
  ])("autumn: a window that %s", (_, window, opens, open) => {
    const calendar = london({ sun: window });
    const [from, to] = [at("2026-10-24T22:00Z"), at("2026-10-26T00:00Z")];
    expect(nextOpen(calendar, from)).toBe(at(opens));
    expect(businessTimeBetween(calendar, from, to)).toBe(open);
  });

  test("a date that the date line skips has no hours and wasn't skipped by us", () => {
    const apia = calendarOf({ zone: "Pacific/Apia", week: workweek("09:00-17:00") });
    // Thursday 29 December 2011 was followed by Saturday the 31st.
    expect(addBusinessTime(apia, at("2011-12-29T16:00-10:00"), hours(2))).toBe(at("2012-01-02T10:00+14:00"));
    expect(skippedDates(apia, at("2011-12-29T16:00-10:00"), at("2012-01-02T10:00+14:00"))).toEqual([
      { date: "2011-12-31", holiday: null },
      { date: "2012-01-01", holiday: null },
    ]);
  });
});

describe("subtracting business time mirrors adding it", () => {
  test.each([
    ["2026-12-21T12:00Z", hours(2), "2026-12-21T10:00Z", "within a day"],
    ["2026-12-21T11:00Z", hours(2), "2026-12-21T09:00Z", "a budget that ends at opening began at opening"],
    ["2026-12-29T10:00Z", hours(5), "2026-12-23T17:00Z", "over two holidays and an early close"],
    ["2026-12-20T10:00Z", hours(0), "2026-12-18T18:00Z", "nothing at all is the close before"],
    ["2026-12-21T09:00Z", hours(0), "2026-12-18T18:00Z", "also at opening, where no open time leads up to"],
    ["2026-12-21T18:00Z", hours(0), "2026-12-21T18:00Z", "and the same instant at closing"],
  ])("%s - %d ms is %s: %s", (end, length, start) => {
    expect(subtractBusinessTime(office, at(end), length)).toBe(at(start));
  });
});

describe("pauses", () => {
  const pauses = [
    { from: at("2026-12-21T17:00Z"), to: at("2026-12-22T10:00Z") },
    { from: at("2026-12-21T16:00Z"), to: at("2026-12-21T17:00Z") },
    { from: at("2026-12-21T16:30Z"), to: at("2026-12-21T16:45Z") },
  ];

  test.each([
    ["2026-12-21T15:00Z", hours(2), "2026-12-22T11:00Z", "don't count, however they lie"],
    ["2026-12-21T15:00Z", hours(1), "2026-12-21T16:00Z", "are not waited for when the budget ends as one begins"],
    ["2026-12-21T16:10Z", hours(0), "2026-12-22T10:00Z", "are waited for when there is no budget"],
    ["2026-12-22T11:00Z", hours(1), "2026-12-22T12:00Z", "before the start mean nothing"],
  ])("%s + %d ms is %s: they %s", (start, length, due) => {
    expect(addBusinessTime(office, at(start), length, pauses)).toBe(at(due));
  });

  test("are left out of the time between", () => {
    expect(businessTimeBetween(office, at("2026-12-21T15:00Z"), at("2026-12-22T11:00Z"), pauses)).toBe(hours(2));
    expect(businessTimeBetween(office, at("2026-12-21T15:00Z"), at("2026-12-21T16:40Z"), pauses)).toBe(hours(1));
  });
});

describe("a calendar that never opens again", () => {
  const never = calendarOf({ week: {} });
  const once = calendarOf({ week: {}, overrides: { "2031-02-03": "09:00-12:00" } });

  test("answers null, and no time", () => {
    expect(nextOpen(never, at("2026-12-21T10:00Z"))).toBeNull();
    expect(addBusinessTime(never, at("2026-12-21T10:00Z"), hours(1))).toBeNull();
    expect(subtractBusinessTime(never, at("2026-12-21T10:00Z"), hours(1))).toBeNull();
    expect(subtractBusinessTime(never, at("2026-12-21T10:00Z"), hours(0))).toBeNull();
    expect(businessTimeBetween(never, at("2026-12-21T10:00Z"), at("2027-12-21T10:00Z"))).toBe(0);
  });

  test("is found open on its only date, years away", () => {
    expect(addBusinessTime(once, at("2026-12-21T10:00Z"), hours(3))).toBe(at("2031-02-03T12:00Z"));
    expect(addBusinessTime(once, at("2026-12-21T10:00Z"), hours(4))).toBeNull();
    expect(subtractBusinessTime(once, at("2040-12-21T10:00Z"), hours(1))).toBe(at("2031-02-03T11:00Z"));
    expect(nextOpen(once, at("2031-02-03T12:00Z"))).toBeNull();
  });

  test("more hours than there are before 2200 are never over", () => {
    const rare = calendarOf({ week: { mon: "09:00-09:01" } });
    expect(addBusinessTime(rare, at("2026-12-21T10:00Z"), hours(10_000))).toBeNull();
  });
});

test("time between is nothing when it runs backwards", () => {
  expect(businessTimeBetween(office, at("2026-12-22T10:00Z"), at("2026-12-21T10:00Z"))).toBe(0);
});

describe("why it is closed", () => {
  test("dates without hours strictly between arrival and due, a holiday where that is why", () => {
    expect(skippedDates(office, at("2026-12-24T15:00Z"), at("2026-12-29T10:00Z"))).toEqual([
      { date: "2026-12-25", holiday: "Christmas Day" },
      { date: "2026-12-26", holiday: null },
      { date: "2026-12-27", holiday: null },
      { date: "2026-12-28", holiday: "Boxing Day (observed)" },
    ]);
    expect(skippedDates(office, at("2026-12-25T15:00Z"), at("2026-12-26T10:00Z"))).toEqual([]);
  });

  test.each([
    ["2026-12-21T10:00Z", null],
    ["2026-12-21T20:00Z", { date: "2026-12-21", holiday: null }],
    ["2026-12-25T10:00Z", { date: "2026-12-25", holiday: "Christmas Day" }],
    ["2026-12-26T10:00Z", { date: "2026-12-26", holiday: null }],
  ])("at %s: %j", (text, closure) => {
    expect(closureAt(office, at(text))).toEqual(closure);
  });

  test("local dates are those of the calendar's zone", () => {
    const tokyo = calendarOf({ zone: "Asia/Tokyo", week: {} });
    expect(localDateOf(tokyo, at("2026-12-24T15:00Z"))).toBe("2026-12-25");
    expect(localDateOf(tokyo, at("2026-12-24T14:59:59Z"))).toBe("2026-12-24");
  });
});
