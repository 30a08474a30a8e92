import { type LocalDate, parseLocalDate } from "../src/core/time.ts";
import type { HolidayListText } from "./holiday-schema.ts";
import type { ProblemAt } from "./validate.ts";

/** One checked list of `holidays/`. */
export interface HolidayList {
  readonly name: string;
  readonly title: string;
  /** The years that are complete, ascending. */
  readonly years: readonly number[];
  /** The dates on which support closes, with the holiday's name. */
  readonly observed: ReadonlyMap<LocalDate, string>;
}

/** Every stated year must have holidays, every holiday must be in a stated year, and each date is listed once. */
export function checkHolidayList<P>({ years, holidays }: HolidayListText, problemAt: ProblemAt<P>): readonly P[] {
  const problems: P[] = [];
  const seen = new Set<LocalDate>();
  holidays.forEach(({ date }, index) => {
    const at = ["holidays", index, "date"];
    if (seen.has(date)) problems.push(problemAt(at, `${date} is listed twice`, ["one entry a date"]));
    if (!years.includes(yearOf(date))) {
      problems.push(problemAt(at, `${date} is in a year that this list doesn't state`, years.map(String)));
    }
    seen.add(date);
  });
  years.forEach((year, index) => {
    if (![...seen].some((date) => yearOf(date) === year)) {
      problems.push(problemAt(["years", index], `the list has no holiday in ${year}`, ["a year that is complete"]));
    }
  });
  return problems;
}

/** A list that {@link checkHolidayList} objects to nothing of. */
export const holidayList = (name: string, { title, years, holidays }: HolidayListText): HolidayList => ({
  name,
  title,
  years: [...years].sort((a, b) => a - b),
  observed: new Map(holidays.filter(({ observed }) => observed).map(({ date, name: holiday }) => [date, holiday])),
});

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
export function holidayWarnings(
  lists: readonly HolidayList[],
  today: LocalDate,
  adviceFor: (list: string) => string = inFiles,
): readonly string[] {
  const ahead = parseLocalDate(new Date(Date.parse(today) + WARN_DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10));
  return lists.flatMap(({ name, years }) => {
    const advice = adviceFor(name);
    if (!years.includes(yearOf(today)))
      return [`${name}: ${yearOf(today)} is not loaded, so no holiday closes support; ${advice}`];
    if (ahead !== null && !years.includes(yearOf(ahead))) {
      return [`${name}: the loaded holidays end on ${yearOf(today)}-12-31 and ${yearOf(ahead)} is missing; ${advice}`];
    }
    return [];
  });
}

const inFiles = (list: string): string => `add the year to mappings/holidays/${list}.yaml (node scripts/holidays.ts)`;

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
