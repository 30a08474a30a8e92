import { IANAZone } from "luxon";
import { describe, expect, test } from "vitest";
import { zoneOffset } from "../../src/core/zone-offset.ts";
import { ZoneTransitions } from "../../src/core/zone-transitions.ts";

const HOUR = 3_600_000;

function tableOf(zone: string): ZoneTransitions {
  const offsetAt = zoneOffset(zone);
  if (offsetAt === null) throw new Error(`no zone ${zone}`);
  return new ZoneTransitions(offsetAt);
}

describe("a zone's table of offsets", () => {
  test.each([
    ["Africa/Cairo", "2014-01-01", "four changes in a year"],
    ["Africa/Casablanca", "2026-01-01", "summer time that pauses for Ramadan"],
    ["America/Argentina/Tucuman", "2004-01-01", "a change taken back after twelve days"],
    ["America/Recife", "2000-01-01", "summer time given up after a week"],
    ["America/Noronha", "2000-01-01", "summer time given up after a week"],
    ["Asia/Gaza", "2011-01-01", "two summers in a year"],
    ["Pacific/Apia", "2011-01-01", "a date skipped"],
    ["Africa/Monrovia", "1971-06-01", "an offset of odd seconds"],
  ])("%s from %s agrees with luxon at every hour: %s", (name, from) => {
    const zone = IANAZone.create(name);
    const table = tableOf(name);
    const differing: number[] = [];
    for (let hour = 0; hour < 366 * 24; hour += 1) {
      const at = Date.parse(`${from}T00:00:00Z`) + hour * HOUR;
      if (table.offsetAt(at) !== Math.round(zone.offset(at) * 60_000)) differing.push(at);
    }
    expect(differing).toEqual([]);
  });

  test("answers alike whichever year was asked first", () => {
    const years = [1975, 2040, 1990, 2026];
    const asked = (order: readonly number[]) => {
      const table = tableOf("Europe/London");
      return new Map(order.map((year) => [year, [0, 6].map((month) => table.offsetAt(Date.UTC(year, month, 1)))]));
    };
    expect(asked(years)).toEqual(asked(years.toReversed()));
    expect(asked(years).get(2026)).toEqual([0, HOUR]);
  });

  test("far beyond its reach the nearest offset holds, and nothing hangs", () => {
    const table = tableOf("Asia/Tokyo");
    expect(table.offsetAt(8.64e15)).toBe(9 * HOUR);
    expect(table.instantOf(8.64e15)).toBe(8.64e15 - 9 * HOUR);
    expect(table.offsetAt(-8.64e15)).toBeGreaterThan(0);
  });
});
