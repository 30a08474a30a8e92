import { describe, expect, test } from "vitest";
import { readCalendar } from "../../app/admin/policy/calendar-file.ts";
import { monthsOf, windowsText } from "../../app/admin/policy/year.ts";
import { requestOf } from "../../app/admin/what-if/question.ts";
import type { PolicyYear } from "../../src/api/policy.ts";

const calendar = (...events: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", ...events.map(event), "END:VCALENDAR", ""].join("\r\n");
const event = (lines: string, index: number): string =>
  ["BEGIN:VEVENT", `UID:${index}`, ...lines.split("|"), "END:VEVENT"].join("\r\n");

describe("a calendar file", () => {
  test.each([
    ["a day", "DTSTART;VALUE=DATE:20261225|SUMMARY:Christmas Day", ["2026-12-25"]],
    [
      "several days, the end excluded",
      "DTSTART;VALUE=DATE:20261225|DTEND;VALUE=DATE:20261227|SUMMARY:Christmas",
      ["2026-12-25", "2026-12-26"],
    ],
    [
      "a day each year",
      "DTSTART;VALUE=DATE:20200704|RRULE:FREQ=YEARLY;UNTIL=20280101|SUMMARY:4 July",
      ["2026-07-04", "2027-07-04"],
    ],
    ["an hour of a day, which closes none", "DTSTART:20261225T100000Z|SUMMARY:Party", []],
    ["a day without a name", "DTSTART;VALUE=DATE:20261225", []],
  ])("gives the dates of %s", (_what, lines, dates) => {
    expect(readCalendar(calendar(lines), 2026)?.map(({ date }) => date)).toEqual(dates);
  });

  test("says each day once, in order", () => {
    const text = calendar(
      "DTSTART;VALUE=DATE:20270101|SUMMARY:New Year",
      "DTSTART;VALUE=DATE:20261225|SUMMARY:Christmas",
      "DTSTART;VALUE=DATE:20261225|SUMMARY:Christmas",
    );
    expect(readCalendar(text, 2026)).toEqual([
      { date: "2026-12-25", name: "Christmas" },
      { date: "2027-01-01", name: "New Year" },
    ]);
  });

  test("repeated for ever ends after six years", () => {
    const text = calendar("DTSTART;VALUE=DATE:20000101|RRULE:FREQ=YEARLY|SUMMARY:New Year");
    expect(readCalendar(text, 2026)?.map(({ date }) => date.slice(0, 4))).toEqual([
      ...["2026", "2027", "2028", "2029", "2030", "2031"],
    ]);
  });

  test.each(["", "Name,Date\nChristmas,2026-12-25", "BEGIN:VCALENDAR"])("%j is none", (text) => {
    expect(readCalendar(text, 2026) ?? []).toEqual([]);
  });
});

describe("the picture of a year", () => {
  const nine = [{ open: 540, close: 1080 }];
  const weekly = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [{ open: 540, close: 960 }], sun: [] };
  const year: PolicyYear = {
    year: 2028,
    zone: "Etc/GMT",
    tiers: [{ name: "enterprise", title: "Enterprise", weekly }],
    days: [{ date: "2028-02-29", kind: "holiday", name: "Leap day", windows: { enterprise: [] } }],
  };

  test("has every day of it, each as support is on it", () => {
    const months = monthsOf(year, "enterprise");
    expect(months.map(({ days }) => days.length)).toEqual([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    // 1 January 2028 is a Saturday.
    expect(months[0]?.lead).toBe(5);
    expect(months[0]?.days.slice(0, 3).map(({ kind }) => kind)).toEqual(["short", "closed", "open"]);
    expect(months[1]?.days[28]).toEqual({ date: "2028-02-29", day: 29, kind: "holiday", name: "Leap day" });
  });

  test("writes hours as clocks show them", () => {
    expect([windowsText(nine), windowsText([{ open: 0, close: 1440 }]), windowsText([])]).toEqual([
      "09:00–18:00",
      "00:00–24:00",
      "",
    ]);
  });
});

test.each([
  [
    { who: "pro", email: "a@b.example", organizationId: "7" },
    { tier: "pro", severity: 2 },
  ],
  [
    { who: "", email: " a@b.example ", organizationId: "" },
    { requesterEmail: "a@b.example", severity: 2 },
  ],
])("a question %j asks only what was filled in", (who, request) => {
  expect(requestOf({ ...who, severity: "2", at: "" }, "Etc/GMT")).toEqual(request);
});

test.each([
  ["2026-12-24T16:30", "Etc/GMT", "2026-12-24T16:30:00Z"],
  ["2026-07-01T09:00", "Europe/London", "2026-07-01T08:00:00Z"],
  ["2026-10-25T01:30", "Europe/London", "2026-10-25T00:30:00Z"],
  ["2026-03-29T01:30", "Europe/London", "2026-03-29T01:30:00Z"],
  ["2026-03-29T03:00", "Europe/London", "2026-03-29T02:00:00Z"],
  ["2026-11-01T12:00", "America/New_York", "2026-11-01T17:00:00Z"],
  ["2026-06-01T00:15", "Asia/Kathmandu", "2026-05-31T18:30:00Z"],
])("%s on the clocks of %s is %s", (wall, zone, instant) => {
  const who = { who: "pro", email: "", organizationId: "", severity: "1" };
  expect(requestOf({ ...who, at: wall }, zone)).toMatchObject({ at: instant });
});
