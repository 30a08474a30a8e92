import { type Calendar, compileCalendar, type Weekday, type Window } from "../../src/core/calendar.ts";
import { type Instant, type LocalDate, parseInstant, parseLocalDate } from "../../src/core/time.ts";

/** A calendar as a test writes it: windows are `"09:00-12:00 13:00-18:00"`. */
interface Stated {
  readonly zone?: string;
  readonly week: Partial<Readonly<Record<Weekday, string>>>;
  /** Windows that can't be written as text. */
  readonly windows?: Partial<Readonly<Record<Weekday, readonly Window[]>>>;
  readonly holidays?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

export function calendarOf({ zone = "Etc/GMT", week, windows, holidays = {}, overrides = {} }: Stated): Calendar {
  const on = (weekday: Weekday): readonly Window[] => windows?.[weekday] ?? windowsOf(week[weekday] ?? "");
  return compileCalendar({
    zone,
    weekly: {
      mon: on("mon"),
      tue: on("tue"),
      wed: on("wed"),
      thu: on("thu"),
      fri: on("fri"),
      sat: on("sat"),
      sun: on("sun"),
    },
    holidays: new Map(Object.entries(holidays).map(([day, name]) => [date(day), name])),
    overrides: new Map(Object.entries(overrides).map(([day, text]) => [date(day), windowsOf(text)])),
  });
}

/** Monday to Friday alike. */
export const workweek = (hours: string): Stated["week"] => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
});

/** Every day alike. */
export const everyDay = (hours: string): Stated["week"] => ({ ...workweek(hours), sat: hours, sun: hours });

export function date(text: string): LocalDate {
  const read = parseLocalDate(text);
  if (read === null) throw new Error(`not a date: ${text}`);
  return read;
}

/** @param text `2026-12-24T16:30Z` or with an offset; seconds may be left out */
export function at(text: string): Instant {
  const read = parseInstant(text.replace(/(T\d\d:\d\d)(Z|[+-])/, "$1:00$2"));
  if (read === null) throw new Error(`not an instant: ${text}`);
  return read;
}

function windowsOf(text: string): readonly Window[] {
  const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return text
    .split(" ")
    .filter((window) => window !== "")
    .map((window) => ({ open: minute(window.slice(0, 5)), close: minute(window.slice(6)) }));
}
