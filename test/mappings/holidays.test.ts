import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type HolidayList, holidayWarnings, mergeHolidays } from "../../mappings/holidays.ts";
import { loadHolidayList, loadHolidayLists } from "../../mappings/load.ts";
import { parseLocalDate } from "../../src/core/time.ts";
import { shippedSources } from "./shipped.ts";

const sources = shippedSources().holidays;
const { lists, problems } = loadHolidayLists(sources);
const dates = (name: string, year: number) =>
  [...(lists.find((list) => list.name === name)?.observed.keys() ?? [])]
    .filter((date) => date.startsWith(`${year}-`))
    .map((date) => date.slice(5))
    .join(" ");

// Typed by hand from the published lists (gov.uk, opm.gov), plus the weekend days that their substitutes stand for.
describe("the shipped lists are the published ones", () => {
  test.each<[year: number, dates: string]>([
    [2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
    [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28"],
    [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28"],
    [2028, "01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"],
  ])("England and Wales %i", (year, expected) => {
    expect(dates("england-and-wales", year)).toBe(expected);
  });

  test.each<[year: number, dates: string]>([
    [2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25"],
    [2026, "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"],
    [2027, "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31"],
    [2028, "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25"],
  ])("United States %i", (year, expected) => {
    expect(dates("united-states", year)).toBe(expected);
  });

  test("they are what the generator writes", () => {
    expect(problems).toEqual([]);
    const script = fileURLToPath(new URL("../../scripts/holidays.ts", import.meta.url));
    const said = execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect(said).toBe("england-and-wales: up to date\nunited-states: up to date\n");
  });
});

function read(text: string): HolidayList {
  const list = loadHolidayList("x", { file: "x.yaml", text });
  if (!("observed" in list)) throw new Error(JSON.stringify(list));
  return list;
}
const listOf = (years: string, ...entries: readonly string[]) =>
  `title: t\nsource: s\nyears: [${years}]\nholidays:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}`;
const day = (text: string) => {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(text);
  return date;
};

describe("a list", () => {
  test("closes only on the dates that are observed", () => {
    const list = read(
      listOf("2026", "date: 2026-01-01, name: A, observed: true", "date: 2026-10-12, name: B, observed: false"),
    );
    expect([...list.observed]).toEqual([["2026-01-01", "A"]]);
  });

  test("closes a date that another list keeps open, and joins the names of a shared one", () => {
    const one = read(
      listOf("2026", "date: 2026-05-25, name: A, observed: true", "date: 2026-05-26, name: C, observed: true"),
    );
    const two = read(
      listOf("2026", "date: 2026-05-25, name: B, observed: true", "date: 2026-05-26, name: C, observed: false"),
    );
    expect([...mergeHolidays([one, two])]).toEqual([
      ["2026-05-25", "A / B"],
      ["2026-05-26", "C"],
    ]);
  });

  test.each<[name: string, text: string, message: string, line: number]>([
    [
      "a date twice",
      listOf("2026", "date: 2026-01-01, name: A, observed: true", "date: 2026-01-01, name: B, observed: true"),
      "2026-01-01 is listed twice",
      6,
    ],
    [
      "a date of a year not stated",
      listOf("2026", "date: 2026-01-01, name: A, observed: true", "date: 2027-01-01, name: B, observed: true"),
      "2027-01-01 is in a year that this list doesn't state",
      6,
    ],
    [
      "a stated year without holidays",
      listOf("2026, 2027", "date: 2026-01-01, name: A, observed: true"),
      "the list has no holiday in 2027",
      3,
    ],
    [
      "a misspelt switch",
      listOf("2026", "date: 2026-01-01, name: A, observd: true"),
      'unknown key "observd"; did you mean "observed"?',
      5,
    ],
  ])("is refused for %s", (_, text, message, line) => {
    const refused = loadHolidayList("x", { file: "x.yaml", text });
    expect(refused).toContainEqual(expect.objectContaining({ message, line }));
  });
});

describe("warnings before holidays are silently missed", () => {
  test.each<[today: string, warned: boolean]>([
    ["2024-12-31", true],
    ["2025-01-01", false],
    ["2028-11-01", false],
    ["2028-11-02", true],
    ["2028-12-31", true],
    ["2029-01-01", true],
  ])("on %s", (today, warned) => {
    expect(holidayWarnings(lists, day(today)).length).toBe(warned ? 2 : 0);
  });

  test("name the list, the year and what to do", () => {
    expect(holidayWarnings(lists, day("2028-12-01"))[0]).toBe(
      "england-and-wales: the loaded holidays end on 2028-12-31 and 2029 is missing; add the year to mappings/holidays/england-and-wales.yaml (node scripts/holidays.ts)",
    );
  });

  test("speak of a gap between loaded years", () => {
    const gapped = read(
      listOf("2025, 2027", "date: 2025-01-01, name: A, observed: true", "date: 2027-01-01, name: A, observed: true"),
    );
    expect(holidayWarnings([gapped], day("2026-06-01"))[0]).toMatch(/2026 is not loaded/);
  });
});
