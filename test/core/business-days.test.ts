import { describe, expect, test } from "vitest";
import { addBusinessDays, DAY_RULES } from "../../src/core/business-time.ts";
import { at, calendarOf, workweek } from "../support/calendars.ts";

// Friday 18 December 2026 has a lunch break, Saturdays close early, Thursday the 24th too; the 25th is a holiday.
const support = calendarOf({
  week: { ...workweek("09:00-18:00"), sat: "09:00-16:00" },
  holidays: { "2026-12-25": "Christmas Day" },
  overrides: { "2026-12-18": "09:00-12:00 13:00-18:00", "2026-12-24": "10:00-15:00" },
});

describe("business days", () => {
  test.each([
    // start, days, same_time, close_of_business, working_hours
    ["2026-12-15T10:00Z", 1, "2026-12-16T10:00Z", "2026-12-16T18:00Z", "2026-12-16T10:00Z", "in hours"],
    ["2026-12-15T07:00Z", 1, "2026-12-16T09:00Z", "2026-12-16T18:00Z", "2026-12-15T18:00Z", "before opening"],
    ["2026-12-15T20:00Z", 1, "2026-12-17T09:00Z", "2026-12-17T18:00Z", "2026-12-16T18:00Z", "after closing"],
    ["2026-12-20T11:00Z", 1, "2026-12-22T09:00Z", "2026-12-22T18:00Z", "2026-12-21T18:00Z", "on a Sunday"],
    [
      "2026-12-18T17:00Z",
      1,
      "2026-12-19T16:00Z",
      "2026-12-19T16:00Z",
      "2026-12-21T10:00Z",
      "past that date's last close",
    ],
    ["2026-12-17T12:30Z", 1, "2026-12-18T12:00Z", "2026-12-18T18:00Z", "2026-12-18T13:30Z", "into that date's gap"],
    [
      "2026-12-23T09:30Z",
      1,
      "2026-12-24T10:00Z",
      "2026-12-24T15:00Z",
      "2026-12-24T10:30Z",
      "before that date's opening",
    ],
    ["2026-12-24T11:00Z", 1, "2026-12-26T11:00Z", "2026-12-26T16:00Z", "2026-12-26T14:00Z", "over a holiday"],
    ["2026-12-18T10:00Z", 4, "2026-12-23T10:00Z", "2026-12-23T18:00Z", "2026-12-23T13:00Z", "over a weekend"],
    ["2026-12-15T10:00Z", 0, "2026-12-15T10:00Z", "2026-12-15T18:00Z", "2026-12-15T10:00Z", "zero, in hours"],
    ["2026-12-20T11:00Z", 0, "2026-12-21T09:00Z", "2026-12-21T18:00Z", "2026-12-21T09:00Z", "zero, on a Sunday"],
  ])("%s + %d: %s, %s or %s (%s)", (start, days, sameTime, closeOfBusiness, workingHours) => {
    expect(addBusinessDays(support, at(start), days, "same_time")).toBe(at(sameTime));
    expect(addBusinessDays(support, at(start), days, "close_of_business")).toBe(at(closeOfBusiness));
    expect(addBusinessDays(support, at(start), days, "working_hours")).toBe(at(workingHours));
  });

  test("local dates are stepped, so a clock change on the way doesn't shift the time of day", () => {
    const london = calendarOf({ zone: "Europe/London", week: workweek("00:00-24:00") });
    // A walk of 24-hour days would pass Sunday 29 March 2026, 01:30, which doesn't exist.
    expect(addBusinessDays(london, at("2026-03-27T01:30Z"), 2, "same_time")).toBe(at("2026-03-31T01:30+01:00"));
    expect(addBusinessDays(london, at("2026-10-23T10:00+01:00"), 1, "same_time")).toBe(at("2026-10-26T10:00Z"));
  });

  test("a time of day that the date skips moves forward by the gap; a repeated one is the earlier", () => {
    const london = calendarOf({ zone: "Europe/London", week: { sat: "00:00-24:00", sun: "00:00-24:00" } });
    expect(addBusinessDays(london, at("2026-03-28T01:30Z"), 1, "same_time")).toBe(at("2026-03-29T02:30+01:00"));
    expect(addBusinessDays(london, at("2026-10-24T01:30+01:00"), 1, "same_time")).toBe(at("2026-10-25T01:30+01:00"));
  });

  test("zero days stay with the hours that the gap moved past midnight", () => {
    // Nuuk's clocks went from 23:00 on Saturday to 00:00 on Sunday: the close at 23:30 came at 00:30.
    const nuuk = calendarOf({ zone: "America/Nuuk", week: { sat: "09:00-23:30" } });
    const arrival = at("2024-03-31T00:10-01:00");
    expect(addBusinessDays(nuuk, arrival, 0, "close_of_business")).toBe(at("2024-03-31T00:30-01:00"));
  });

  test("an older arrival is answered after a newer one", () => {
    const calendar = calendarOf({ week: workweek("09:00-18:00") });
    addBusinessDays(calendar, at("2026-12-15T10:00Z"), 1, "same_time");
    expect(addBusinessDays(calendar, at("2024-12-31T10:00Z"), 1, "same_time")).toBe(at("2025-01-01T10:00Z"));
    expect(addBusinessDays(calendar, at("2026-12-15T10:00Z"), 1, "same_time")).toBe(at("2026-12-16T10:00Z"));
  });

  test("far more days than are loaded are found all the same", () => {
    expect(
      addBusinessDays(calendarOf({ week: workweek("09:00-18:00") }), at("2026-01-05T10:00Z"), 2600, "same_time"),
    ).toBe(at("2035-12-24T10:00Z"));
  });

  test.each(DAY_RULES)("%s: null when the calendar doesn't open on so many dates", (rule) => {
    const start = at("2026-12-15T10:00Z");
    expect(addBusinessDays(calendarOf({ week: {} }), start, 1, rule)).toBeNull();
    const once = calendarOf({ week: {}, overrides: { "2027-02-03": "09:00-12:00" } });
    expect(addBusinessDays(once, start, 2, rule)).toBeNull();
  });
});
