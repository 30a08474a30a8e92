import { type EpochDay, epochDayOf, weekdayIndexOf } from "./epoch-day.ts";
import { OpenTime } from "./open-time.ts";
import { unite } from "./spans.ts";
import { type Duration, type LocalDate, minutes } from "./time.ts";

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

/** A compiled calendar, made by {@link compileCalendar}; answers come from {@link ./business-time.ts}. */
export interface Calendar {
  readonly definition: CalendarDefinition;
  readonly days: StatedDays;
  readonly openTime: OpenTime;
  /** Dates found to have no hours, and `null` for others that were asked for: most tickets skip the same weekends. */
  readonly closed: Map<EpochDay, SkippedDate | null>;
}

/** A local date skipped between arrival and due, and why it was closed. */
export interface SkippedDate {
  readonly date: LocalDate;
  /** The holiday's name, or `null` for a date that would have no hours without it either. */
  readonly holiday: string | null;
}

/** The stated hours, keyed by the day so that compiling years formats no dates. */
interface StatedDays {
  readonly week: readonly (readonly Window[])[];
  readonly holidays: ReadonlyMap<EpochDay, string>;
  readonly overrides: ReadonlyMap<EpochDay, readonly Window[]>;
  readonly usual: Duration;
}

/**
 * Compiles lazily: spans are made when an answer first needs them, and shared by all callers of the same calendar.
 * @throws RangeError for an unknown zone or an impossible window: both are refused where the policy is read.
 */
export function compileCalendar(definition: CalendarDefinition): Calendar {
  const week = WEEKDAYS.map((weekday) => tidy(definition.weekly[weekday]));
  const holidays = byDay(definition.holidays, (name) => name);
  const overrides = byDay(definition.overrides, tidy);
  const days = { week, holidays, overrides, usual: usualLength(week, overrides) };
  const openDates = week.some((windows) => windows.length > 0) ? "every_year" : [...overrides.keys()];
  const openTime = new OpenTime(definition.zone, (day) => statedWindows(days, day), openDates);
  return { definition, days, openTime, closed: new Map() };
}

/** The windows of a local date: its override, else none on a holiday, else its weekday's. In order and disjoint. */
export function windowsOn(calendar: Calendar, date: LocalDate): readonly Window[] {
  return statedWindows(calendar.days, epochDayOf(date));
}

/**
 * The holiday that closes a local date; `null` when the date has hours, or would have none without the holiday.
 */
export function holidayOn(calendar: Calendar, date: LocalDate): string | null {
  const day = epochDayOf(date);
  if (statedWindows(calendar.days, day).length > 0 || weekdayWindows(calendar.days, day).length === 0) return null;
  return calendar.days.holidays.get(day) ?? null;
}

/**
 * The length of the calendar's ordinary day: what most of the open weekdays have, on the wall; of equally common
 * lengths the longer. Mon–Fri 9–18 with Sat 9–16 gives nine hours. Overrides speak only where the week has no hours.
 */
export function hoursPerDay({ days }: Calendar): Duration {
  return days.usual;
}

function usualLength(week: StatedDays["week"], overrides: StatedDays["overrides"]): Duration {
  const weekly = week.map(openMinutes).filter((length) => length > 0);
  const lengths = weekly.length > 0 ? weekly : Array.from(overrides.values(), openMinutes);
  const daysOf = (length: number): number => lengths.filter((other) => other === length).length;
  return minutes(lengths.toSorted((a, b) => daysOf(b) - daysOf(a) || b - a)[0] ?? 0);
}

function statedWindows(days: StatedDays, day: EpochDay): readonly Window[] {
  return days.overrides.get(day) ?? (days.holidays.has(day) ? [] : weekdayWindows(days, day));
}

const weekdayWindows = ({ week }: StatedDays, day: EpochDay): readonly Window[] => week[weekdayIndexOf(day)] ?? [];

const openMinutes = (windows: readonly Window[]): number =>
  windows.reduce((sum, { open, close }) => sum + close - open, 0);

function byDay<From, To>(dates: ReadonlyMap<LocalDate, From>, map: (value: From) => To): ReadonlyMap<EpochDay, To> {
  return new Map(Array.from(dates, ([date, value]) => [epochDayOf(date), map(value)]));
}

/** Windows that touch are one on the wall already, so that a gap of the clock can't fall between them. */
function tidy(windows: readonly Window[]): readonly Window[] {
  for (const { open, close } of windows) {
    if (!(open >= 0 && open < close && close <= 1440)) throw new RangeError(`not a window: [${open}, ${close})`);
  }
  return unite(windows);
}
