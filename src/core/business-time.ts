import { closeOfBusiness, sameTime } from "./business-days.ts";
import { type Calendar, holidayOn, hoursPerDay, type SkippedDate } from "./calendar.ts";
import { dateOfEpochDay, type EpochDay } from "./epoch-day.ts";
import { assertNever } from "./result.ts";
import { countBelow, countUpTo, openTimeBefore, type Span, totalOpenTime, unite, valueAt } from "./spans.ts";
import { type Duration, type Instant, type LocalDate, milliseconds } from "./time.ts";

/** How a target of N business days is counted (DESIGN reading 5). */
export const DAY_RULES = ["same_time", "close_of_business", "working_hours"] as const;
export type DayRule = (typeof DAY_RULES)[number];

/** Time during which the clock does not count, `[from, to)`. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}

/** Half-open: open at opening, closed at closing. */
export function isOpen(calendar: Calendar, at: Instant): boolean {
  return nextOpen(calendar, at) === at;
}

/** `at` itself when open, else the next opening; `null` when the calendar never opens again. */
export function nextOpen({ openTime }: Calendar, at: Instant): Instant | null {
  openTime.cover(at);
  do {
    const { opens, closes, count } = openTime.spans;
    const next = countUpTo(opens, count, at);
    if (next > 0 && at < valueAt(closes, next - 1)) return at;
    if (next < count) return valueAt(opens, next) as Instant;
  } while (openTime.later());
  return null;
}

/** `end` itself when open time reaches up to it, else the close before it; `null` when there is none. */
function previousClose({ openTime }: Calendar, end: Instant): Instant | null {
  openTime.cover(end);
  do {
    const { opens, closes, count } = openTime.spans;
    const span = countBelow(opens, count, end) - 1;
    if (span >= 0) return Math.min(end, valueAt(closes, span)) as Instant;
  } while (openTime.earlier());
  return null;
}

/**
 * The instant when `length` of open time has passed since `start`; a budget that ends at closing is due at closing.
 * No length at all gives the next open moment. Pauses don't count; they never shift the start.
 * @returns `null` when the calendar doesn't open for so long again before the year 2200
 */
export function addBusinessTime(
  calendar: Calendar,
  start: Instant,
  length: Duration,
  pauses: readonly Pause[] = [],
): Instant | null {
  let due = addOpenTime(calendar, start, length);
  let paused = 0;
  for (const { open: from, close: to } of pausesAfter(start, pauses)) {
    if (due === null || from > due || (from === due && length > 0)) break;
    paused += businessTimeBetween(calendar, from, to);
    due = length > 0 ? addOpenTime(calendar, start, milliseconds(length + paused)) : nextOpen(calendar, to);
  }
  return due;
}

function addOpenTime(calendar: Calendar, start: Instant, length: Duration): Instant | null {
  if (length === 0) return nextOpen(calendar, start);
  const { openTime } = calendar;
  openTime.cover(start);
  do {
    const { spans } = openTime;
    const target = openTimeBefore(spans, start) + length;
    if (target <= totalOpenTime(spans)) {
      const span = countBelow(spans.before, spans.count + 1, target) - 1;
      return (valueAt(spans.opens, span) + target - valueAt(spans.before, span)) as Instant;
    }
  } while (openTime.later());
  return null;
}

/**
 * The latest instant from which `length` of open time leads up to `end`: the mirror of {@link addBusinessTime}, so no
 * length at all gives `end` itself when open time reaches up to it, else the close before it.
 * @returns `null` when the calendar wasn't open for so long since the year 1900
 */
export function subtractBusinessTime(calendar: Calendar, end: Instant, length: Duration): Instant | null {
  if (length === 0) return previousClose(calendar, end);
  const { openTime } = calendar;
  openTime.cover(end);
  do {
    const { spans } = openTime;
    const target = openTimeBefore(spans, end) - length;
    if (target >= 0) {
      const span = countUpTo(spans.before, spans.count + 1, target) - 1;
      return (valueAt(spans.opens, span) + target - valueAt(spans.before, span)) as Instant;
    }
  } while (openTime.earlier());
  return null;
}

/** Open time in `[from, to)` without the pauses; zero when `to` is not after `from`. */
export function businessTimeBetween(
  { openTime }: Calendar,
  from: Instant,
  to: Instant,
  pauses: readonly Pause[] = [],
): Duration {
  if (to <= from) return milliseconds(0);
  openTime.cover(from);
  openTime.cover(to);
  const { spans } = openTime;
  const openTimeWithin = (since: number, until: number): number =>
    openTimeBefore(spans, Math.min(until, to)) - openTimeBefore(spans, Math.min(since, to));
  const paused = pausesAfter(from, pauses).reduce((sum, pause) => sum + openTimeWithin(pause.open, pause.close), 0);
  return milliseconds(openTimeWithin(from, to) - paused);
}

/** Pauses from `start` on as spans, in order; those that touch or overlap are one. */
function pausesAfter(start: Instant, pauses: readonly Pause[]): readonly Span<Instant>[] {
  // Most answers know of no pauses, and to unite none costs as much as the answer.
  if (pauses.length === 0) return [];
  return unite(pauses.map(({ from, to }) => ({ open: Math.max(from, start) as Instant, close: to })));
}

/**
 * The instant `days` business days after `start`. An arrival while closed counts from the next opening; dates without
 * hours don't count. The rules are {@link sameTime}, {@link closeOfBusiness}, and `working_hours`: `days` times
 * {@link hoursPerDay} of open time.
 * @returns `null` when the calendar doesn't open on so many dates again before the year 2200
 */
export function addBusinessDays(calendar: Calendar, start: Instant, days: number, rule: DayRule): Instant | null {
  const begun = nextOpen(calendar, start);
  if (begun === null) return null;
  switch (rule) {
    case "same_time":
      return sameTime(calendar.openTime, begun, days) as Instant | null;
    case "close_of_business":
      return closeOfBusiness(calendar.openTime, begun, days) as Instant | null;
    case "working_hours":
      return addBusinessTime(calendar, begun, milliseconds(days * hoursPerDay(calendar)));
    default:
      return assertNever(rule);
  }
}

/**
 * The local dates strictly between those of `from` and `to` that had no hours, each with its holiday if that is why.
 */
export function skippedDates(calendar: Calendar, from: Instant, to: Instant): readonly SkippedDate[] {
  const { openTime } = calendar;
  const skipped: SkippedDate[] = [];
  const end = openTime.dayAt(to);
  for (let day = openTime.dayAt(from) + 1; day < end; day += 1) {
    const closed = closedOn(calendar, day);
    if (closed !== null) skipped.push(closed);
  }
  return skipped;
}

function closedOn(calendar: Calendar, day: EpochDay): SkippedDate | null {
  const { openTime, closed } = calendar;
  const known = closed.get(day);
  if (known !== undefined) return known;
  const date = dateOfEpochDay(day);
  const has = openTime.hoursOf(day).length > 0 || openTime.isSkipped(day);
  const found = has ? null : { date, holiday: holidayOn(calendar, date) };
  closed.set(day, found);
  return found;
}

/** Why the calendar is closed at `at`: its local date and the holiday, if that is why. `null` when it is open. */
export function closureAt(calendar: Calendar, at: Instant): SkippedDate | null {
  if (isOpen(calendar, at)) return null;
  const date = localDateOf(calendar, at);
  return { date, holiday: holidayOn(calendar, date) };
}

/** The local date of `at` in the calendar's zone. */
export function localDateOf({ openTime }: Calendar, at: Instant): LocalDate {
  return dateOfEpochDay(openTime.dayAt(at));
}
