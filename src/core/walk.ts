import { businessTimeBetween, localDateOf } from "./business-time.ts";
import { type Calendar, type Window, windowsOn } from "./calendar.ts";
import { dateOfEpochDay, epochDayOf } from "./epoch-day.ts";
import { type Duration, type Instant, instant, type LocalDate } from "./time.ts";
import { dayIn } from "./wall-time.ts";

/** One local date between an arrival and its due date, for a person to check. */
export interface WalkedDay {
  readonly date: LocalDate;
  /** That date's opening hours; empty when closed. */
  readonly windows: readonly Window[];
  /** The holiday on that date, also where the date is closed anyway or has hours of its own. */
  readonly holiday: string | null;
  /** The part of the walk that lies on this date. */
  readonly from: Instant;
  readonly to: Instant;
  /** Open time in that part. */
  readonly counted: Duration;
}

/** Every local date of the calendar that `[from, to]` touches, in order. */
export function walk(calendar: Calendar, from: Instant, to: Instant): readonly WalkedDay[] {
  const { definition } = calendar;
  const days: WalkedDay[] = [];
  const last = epochDayOf(localDateOf(calendar, to));
  for (let day = epochDayOf(localDateOf(calendar, from)); day <= last; day += 1) {
    const date = dateOfEpochDay(day);
    const bounds = dayIn(definition.zone, date);
    const start = instant(Math.max(from, bounds.from));
    const end = instant(Math.min(to, bounds.to));
    days.push({
      date,
      windows: windowsOn(calendar, date),
      holiday: definition.holidays.get(date) ?? null,
      from: start,
      to: end,
      counted: businessTimeBetween(calendar, start, end),
    });
  }
  return days;
}
