import ICAL from "ical.js";

/** One closed date as a calendar file has it. */
export interface CalendarDay {
  readonly date: string;
  readonly name: string;
}

/** A holiday every year has no end: so many years of it are taken. */
const MOST_YEARS = 6;
const MOST_DAYS = 2000;

/**
 * The dates of an iCalendar file (RFC 5545): an event of several days is each of them, one that repeats is written out
 * up to six years from `from`. An event within a day closes none, and is left out.
 * @returns `null` when the text is no calendar
 */
export function readCalendar(text: string, from: number): readonly CalendarDay[] | null {
  const days = read(text, from);
  if (days === null) return null;
  const unique = new Map(days.map((day) => [`${day.date} ${day.name}`, day]));
  return [...unique.values()].sort((a, b) => a.date.localeCompare(b.date)).slice(0, MOST_DAYS);
}

/** The file is anybody's: whatever its reader stumbles over, it is no calendar. */
function read(text: string, from: number): readonly CalendarDay[] | null {
  try {
    const root = new ICAL.Component(ICAL.parse(text));
    return root.getAllSubcomponents("vevent").flatMap((component) => daysOf(new ICAL.Event(component), from));
  } catch {
    return null;
  }
}

function daysOf(event: InstanceType<typeof ICAL.Event>, from: number): readonly CalendarDay[] {
  if (!event.startDate.isDate) return [];
  const name = (event.summary ?? "").trim();
  if (name === "") return [];
  const length = Math.max(1, Math.round(event.duration.toSeconds() / 86_400));
  return starts(event, from).flatMap((start) =>
    Array.from({ length }, (_, index) => {
      const day = start.clone();
      day.adjust(index, 0, 0, 0);
      return { date: day.toString().slice(0, 10), name };
    }),
  );
}

function starts(event: InstanceType<typeof ICAL.Event>, from: number): readonly InstanceType<typeof ICAL.Time>[] {
  if (!event.isRecurring()) return [event.startDate];
  const iterator = event.iterator();
  const found: InstanceType<typeof ICAL.Time>[] = [];
  for (
    let next = iterator.next();
    next && next.year < from + MOST_YEARS && found.length < MOST_DAYS;
    next = iterator.next()
  ) {
    if (next.year >= from) found.push(next);
  }
  return found;
}
