import type { LocalDate } from "./time.ts";

/** Minutes after local midnight; a close may be 1440, which is `24:00`. */
export type MinuteOfDay = number;

/** Open time within one day: half-open, `[open, close)`, `0 ≤ open < close ≤ 1440`. */
export interface Window {
  readonly open: MinuteOfDay;
  readonly close: MinuteOfDay;
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A business calendar as a person states it: hours on the wall of `zone`, and the dates that differ. */
export interface CalendarDefinition {
  /** IANA zone, e.g. `Etc/GMT`. */
  readonly zone: string;
  readonly weekly: Readonly<Record<Weekday, readonly Window[]>>;
  /** Closed local dates with the holiday's name. */
  readonly holidays: ReadonlyMap<LocalDate, string>;
  /** Dates whose windows replace the weekly ones (early close). An override wins over a holiday of the same date. */
  readonly overrides: ReadonlyMap<LocalDate, readonly Window[]>;
}

/** A compiled calendar: answers come from {@link ./business-time.ts}. */
export interface Calendar {
  readonly definition: CalendarDefinition;
}

/** Compiles lazily: spans are made when an answer first needs them, and shared by all callers of the same calendar. */
export function compileCalendar(definition: CalendarDefinition): Calendar {
  return { definition };
}
