import type { StripDay } from "../api/ticket-answer.ts";
import { localDateOf } from "../core/business-time.ts";
import { type Calendar, windowsOn } from "../core/calendar.ts";
import { dateOfEpochDay, type EpochDay, epochDayOf } from "../core/epoch-day.ts";
import { openSpansOn } from "../core/open-spans.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import { dayIn, wallDate } from "../core/wall-time.ts";
import { showSpan } from "./show-span.ts";

/** A strip of at most so many days is shown whole. */
const WHOLE = 10;
/** Of a longer one, the days so near to the arrival, to now and to due. */
const NEAR = 1;

/**
 * The dates to draw between an arrival and its due date, and on to today where that is later. What lies between the
 * arrival, now and due is left out of a long strip.
 */
export function strip(calendar: Calendar, arrived: Instant, due: Instant, now: Instant): readonly StripDay[] {
  const dayOf = (at: Instant): EpochDay => epochDayOf(localDateOf(calendar, at));
  const [first, dueOn, today] = [dayOf(arrived), dayOf(due), dayOf(now)];
  const last = Math.max(dueOn, today);
  const kept: EpochDay[] = [];
  for (let day = first; day <= last; day += 1) {
    const near = [first, dueOn, today].some((one) => Math.abs(day - one) <= NEAR);
    if (near || last - first < WHOLE) kept.push(day);
    else day = nextKept(day, [dueOn, today]) - 1;
  }
  return kept.map((day, index) => drawn(calendar, day, day - (kept[index - 1] ?? day - 1) - 1));
}

/** The first day near one of those that still come. */
const nextKept = (day: EpochDay, marks: readonly EpochDay[]): EpochDay =>
  Math.min(...marks.filter((mark) => mark - NEAR > day).map((mark) => mark - NEAR));

function drawn(calendar: Calendar, day: EpochDay, leftOutBefore: number): StripDay {
  const date = dateOfEpochDay(day);
  const { from, to } = dayIn(calendar.definition.zone, date);
  return {
    date,
    label: wallDate(date),
    from: formatInstant(from),
    to: formatInstant(to),
    windows: windowsOn(calendar, date).map(({ open, close }) => ({ open, close })),
    openSpans: openSpansOn(calendar, date).map(showSpan),
    holiday: calendar.definition.holidays.get(date) ?? null,
    leftOutBefore,
  };
}
