import { type LocalDate, parseLocalDate } from "../src/core/time.ts";
import type { Problem, Source } from "./problem.ts";
import { holidayListSchema } from "./schema.ts";
import { checkYaml } from "./validate.ts";

/** One checked list of `holidays/`. */
export interface HolidayList {
  readonly name: string;
  readonly title: string;
  /** The years that are complete, ascending. */
  readonly years: readonly number[];
  /** The dates on which support closes, with the holiday's name. */
  readonly observed: ReadonlyMap<LocalDate, string>;
}

/** Reads one list; every stated year must have holidays, and every holiday must be in a stated year. */
export function loadHolidayList(name: string, source: Source): HolidayList | readonly Problem[] {
  const checked = checkYaml(source, holidayListSchema);
  if (!checked.ok) return checked.failure.problems;
  const { value, problemAt } = checked.value;
  const problems: Problem[] = [];
  const seen = new Set<LocalDate>();
  value.holidays.forEach(({ date }, index) => {
    const at = ["holidays", index, "date"];
    if (seen.has(date)) problems.push(problemAt(at, `${date} is listed twice`, ["one entry a date"]));
    if (!value.years.includes(yearOf(date))) {
      problems.push(problemAt(at, `${date} is in a year that this list doesn't state`, value.years.map(String)));
    }
    seen.add(date);
  });
  value.years.forEach((year, index) => {
    if (![...seen].some((date) => yearOf(date) === year)) {
      problems.push(problemAt(["years", index], `the list has no holiday in ${year}`, ["a year that is complete"]));
    }
  });
  if (problems.length > 0) return problems;
  return {
    name,
    title: value.title,
    years: [...value.years].sort((a, b) => a - b),
    observed: new Map(value.holidays.filter(({ observed }) => observed).map(({ date, name }) => [date, name])),
  };
}

/** One map of closed dates; a date that two lists close carries both names. */
export function mergeHolidays(lists: readonly HolidayList[]): ReadonlyMap<LocalDate, string> {
  const names = new Map<LocalDate, Set<string>>();
  for (const { observed } of lists) {
    for (const [date, name] of observed) names.set(date, (names.get(date) ?? new Set()).add(name));
  }
  return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, set]) => [date, [...set].join(" / ")]));
}

const WARN_DAYS_AHEAD = 60;
const DAY_MS = 86_400_000;

/**
 * What to tell an admin before holidays are silently missed: `today`'s year isn't loaded, or the loaded years end within
 * 60 days (DESIGN reading 8). Empty when all is well.
 */
export function holidayWarnings(lists: readonly HolidayList[], today: LocalDate): readonly string[] {
  const ahead = parseLocalDate(new Date(Date.parse(today) + WARN_DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10));
  return lists.flatMap(({ name, years }) => {
    const advice = `add the year to mappings/holidays/${name}.yaml (node scripts/holidays.ts)`;
    if (!years.includes(yearOf(today)))
      return [`${name}: ${yearOf(today)} is not loaded, so no holiday closes support; ${advice}`];
    if (ahead !== null && !years.includes(yearOf(ahead))) {
      return [`${name}: the loaded holidays end on ${yearOf(today)}-12-31 and ${yearOf(ahead)} is missing; ${advice}`];
    }
    return [];
  });
}

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
