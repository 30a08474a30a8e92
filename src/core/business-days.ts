import { DAY } from "./epoch-day.ts";
import type { OpenTime } from "./open-time.ts";

/**
 * The `days`-th next date with hours, at the same time of day, moved into that date's hours: before opening → opening;
 * in a gap → the close before it; after the last close → that close. Zero days are `begun` itself.
 * @param begun an instant at which the calendar is open
 */
export function sameTime(openTime: OpenTime, begun: number, days: number): number | null {
  if (days === 0) return begun;
  // The local date is stepped, never the instant: clock changes on the way must not shift the time of day.
  const wall = openTime.zone.wallOf(begun);
  const begunOn = Math.floor(wall / DAY);
  const day = openTime.openDayAfter(begunOn, days);
  if (day === null) return null;
  const wanted = openTime.zone.instantOf(wall + (day - begunOn) * DAY);
  const hours = openTime.hoursOf(day);
  const span = hours.findLast(({ open }) => open <= wanted);
  return span ? Math.min(wanted, span.close) : (hours[0]?.open ?? null);
}

/**
 * The last close of the `days`-th next date with hours; zero days are the date of `begun`.
 * @param begun an instant at which the calendar is open
 */
export function closeOfBusiness(openTime: OpenTime, begun: number, days: number): number | null {
  const begunOn = openTime.dayAt(begun);
  // Where a clock change moved a close past midnight, `begun` may lie on a date without hours of its own.
  const day = days === 0 ? begunOn : openTime.openDayAfter(begunOn, days);
  return day === null ? null : (openTime.hoursOf(day).at(-1)?.close ?? openTime.hoursOf(day - 1).at(-1)?.close ?? null);
}
