import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { hours, instant, milliseconds, minutes, seconds } from "../../src/core/time.ts";
import { dayIn, lengthWords, localDateIn, wallMinute, wallTime } from "../../src/core/wall-time.ts";
import { at, on } from "../support/given.ts";

test.each([
  ["2026-12-24 16:30", "Etc/GMT", "Thu 24 Dec 2026 16:30 GMT"],
  ["2026-12-24 16:30:05", "Etc/GMT", "Thu 24 Dec 2026 16:30:05 GMT"],
  ["2026-07-01 08:00", "Europe/London", "Wed 1 Jul 2026 09:00 GMT+1"],
  ["2026-01-01 00:00", "America/St_Johns", "Wed 31 Dec 2025 20:30 GMT-3:30"],
  ["2026-01-01 00:00", "Asia/Kolkata", "Thu 1 Jan 2026 05:30 GMT+5:30"],
])("%s GMT on the wall of %s is %s", (time, zone, words) => {
  expect(wallTime(at(time), zone)).toBe(words);
});

test("a line of a list names the whole minute before, never a later one", () => {
  expect(wallMinute(at("2026-12-24 16:30:59"), "Etc/GMT")).toBe("Thu 24 Dec 2026 16:30 GMT");
});

test("the local date is the zone's", () => {
  expect(localDateIn("Pacific/Auckland", at("2026-12-24 16:30"))).toBe("2026-12-25");
});

test("a day is as long as its zone makes it", () => {
  const length = (date: string): number => {
    const { from, to } = dayIn("Europe/London", on(date));
    return to - from;
  };
  expect([length("2026-03-29"), length("2026-06-01"), length("2026-10-25")]).toEqual([hours(23), hours(24), hours(25)]);
});

test.each([
  [milliseconds(0), "0 min"],
  [seconds(45), "45 s"],
  [minutes(90), "1 h 30 min"],
  [hours(26), "26 h"],
])("a length of %i ms is said as %s", (length, words) => {
  expect(lengthWords(length)).toBe(words);
});

test.each([
  "Europe/London",
  "America/New_York",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/Asuncion",
  "Africa/Casablanca",
  "Asia/Beirut",
  "Antarctica/Troll",
])("on the wall of %s it shows what luxon shows, also where a day begins later than midnight", (zone) => {
  const differing: string[] = [];
  for (let step = 0; step < 1500; step += 1) {
    const now = instant(Date.UTC(2005, 0, 1) + step * 17_123_000 * 30 + step * 997_000);
    const wall = DateTime.fromMillis(now, { zone, locale: "en-US" });
    const words = wall.toFormat(wall.second === 0 ? "EEE d LLL yyyy HH:mm" : "EEE d LLL yyyy HH:mm:ss");
    const day = { from: wall.startOf("day").toMillis(), to: wall.plus({ days: 1 }).startOf("day").toMillis() };
    const same =
      wallTime(now, zone).startsWith(`${words} GMT`) &&
      localDateIn(zone, now) === wall.toISODate() &&
      JSON.stringify(dayIn(zone, localDateIn(zone, now))) === JSON.stringify(day);
    if (!same)
      differing.push(
        `${wall.toISO()}: ${wallTime(now, zone)} ${JSON.stringify([dayIn(zone, localDateIn(zone, now)), day])}`,
      );
  }
  expect(differing).toEqual([]);
});
