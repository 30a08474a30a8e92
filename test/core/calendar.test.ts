import { describe, expect, test } from "vitest";
import { holidayOn, hoursPerDay, windowsOn } from "../../src/core/calendar.ts";
import { hours, minutes } from "../../src/core/time.ts";
import { calendarOf, date } from "../support/calendars.ts";

const officeHours = [{ open: 540, close: 1080 }];

describe("the windows of a local date", () => {
  const calendar = calendarOf({
    week: { fri: "09:00-18:00", sat: "13:00-16:00 09:00-12:00 12:00-12:30" },
    holidays: { "2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day", "2026-12-27": "A Sunday" },
    overrides: { "2026-12-18": "09:00-13:00", "2026-12-26": "10:00-12:00", "2026-12-11": "" },
  });

  test.each([
    ["2026-12-04", officeHours, "its weekday's"],
    ["2026-12-03", [], "none on a weekday without hours"],
    [
      "2026-12-05",
      [
        { open: 540, close: 750 },
        { open: 780, close: 960 },
      ],
      "in order, those that touch made one",
    ],
    ["2026-12-25", [], "none on a holiday"],
    ["2026-12-18", [{ open: 540, close: 780 }], "the override's"],
    ["2026-12-26", [{ open: 600, close: 720 }], "the override's even on a holiday"],
    ["2026-12-11", [], "none where the override has none"],
  ])("%s: %j, %s", (text, windows) => {
    expect(windowsOn(calendar, date(text))).toEqual(windows);
  });

  test.each([
    ["2026-12-25", "Christmas Day"],
    ["2026-12-26", null],
    ["2026-12-27", null],
    ["2026-12-11", null],
    ["2026-12-04", null],
  ])(
    "the holiday that closes %s is %j: one on a date that is closed anyway, or open all the same, isn't why",
    (text, name) => {
      expect(holidayOn(calendar, date(text))).toBe(name);
    },
  );
});

describe("hours per day", () => {
  test.each<[Parameters<typeof calendarOf>[0]["week"], number, string]>([
    [{ mon: "09:00-18:00", tue: "09:00-18:00", sat: "09:00-16:00" }, hours(9), "what most days have"],
    [{ mon: "09:00-17:00", tue: "09:00-13:00" }, hours(8), "the longer of equally common lengths"],
    [{ mon: "08:00-12:00 13:00-18:00" }, hours(9), "without the lunch break"],
    [{ mon: "09:00-12:00 11:00-13:30" }, minutes(270), "with overlaps counted once"],
    [{}, 0, "nothing when no weekday has hours"],
  ])("%j: %d ms, %s", (week, length) => {
    expect(hoursPerDay(calendarOf({ week }))).toBe(length);
  });

  test("overrides speak where the week has no hours", () => {
    expect(hoursPerDay(calendarOf({ week: {}, overrides: { "2026-12-18": "09:00-13:00" } }))).toBe(hours(4));
  });
});

describe("what can't be a calendar is a bug of the caller", () => {
  test.each(["Mars/Olympus", "", "UTC+3"])("zone %j", (zone) => {
    expect(() => calendarOf({ zone, week: {} })).toThrow(`not an IANA zone: ${zone}`);
  });

  test.each([
    [{ open: 600, close: 600 }],
    [{ open: 600, close: 540 }],
    [{ open: -1, close: 540 }],
    [{ open: 600, close: 1441 }],
    [{ open: Number.NaN, close: 540 }],
  ])("window %j", (window) => {
    expect(() => calendarOf({ week: {}, windows: { mon: [window] } })).toThrow(RangeError);
  });
});
