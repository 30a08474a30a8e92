import type { Calendar } from "./calendar.ts";
import type { Duration, Instant, LocalDate } from "./time.ts";

/** How a target of N business days is counted (DESIGN reading 5). */
export const DAY_RULES = ["same_time", "close_of_business", "working_hours"] as const;
export type DayRule = (typeof DAY_RULES)[number];

/** Time during which the clock does not count, `[from, to)`. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}

/** A local date skipped between arrival and due, and why it was closed. */
export interface SkippedDate {
  readonly date: LocalDate;
  /** The holiday's name, or `null` for a day that has no hours in the week. */
  readonly holiday: string | null;
}

export declare function isOpen(calendar: Calendar, at: Instant): boolean;
/** `at` itself when open, else the next opening; `null` when the calendar never opens again. */
export declare function nextOpen(calendar: Calendar, at: Instant): Instant | null;
/** The instant when `length` of open time has passed since `start`; a budget that ends at closing is due at closing. */
export declare function addBusinessTime(
  calendar: Calendar,
  start: Instant,
  length: Duration,
  pauses?: readonly Pause[],
): Instant | null;
export declare function subtractBusinessTime(calendar: Calendar, end: Instant, length: Duration): Instant | null;
/** Open time in `[from, to)`; zero when `to` is not after `from`. */
export declare function businessTimeBetween(calendar: Calendar, from: Instant, to: Instant): Duration;
export declare function addBusinessDays(
  calendar: Calendar,
  start: Instant,
  days: number,
  rule: DayRule,
): Instant | null;
/** The closed local dates strictly inside the walk from `from` to `to`, each with its holiday if that is why. */
export declare function skippedDates(calendar: Calendar, from: Instant, to: Instant): readonly SkippedDate[];
/** The local date of `at` in the calendar's zone. */
export declare function localDateOf(calendar: Calendar, at: Instant): LocalDate;
