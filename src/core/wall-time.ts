import { DAY, epochDayOf } from "./epoch-day.ts";
import { type Duration, type Instant, instant, type LocalDate } from "./time.ts";
import { zoneTransitions } from "./zone-transitions.ts";

// Own words, not the runtime's: a new release of its language tables must not rewrite every ticket.
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Thu 24 Dec 2026 16:30 GMT` on the wall of `zone`; seconds are shown when there are any. */
export function wallTime(at: Instant, zone: string): string {
  const wall = onWall(at, zone);
  return `${dateWords(wall)} ${wall.getUTCFullYear()} ${clockWords(wall)} ${zoneLabel(wall.getTime() - at)}`;
}

/** As {@link wallTime}, to the whole minute before: for a line where an earlier promise is safer than a longer one. */
export function wallMinute(at: Instant, zone: string): string {
  return wallTime(instant(Math.floor(at / 60_000) * 60_000), zone);
}

/** `16:30`, or `16:30:45`, on the wall of `zone`. */
export function wallClock(at: Instant, zone: string): string {
  return clockWords(onWall(at, zone));
}

/** `Thu 24 Dec`. */
export function wallDate(date: LocalDate): string {
  return dateWords(new Date(epochDayOf(date) * DAY));
}

/** `Thu 24 Dec 2026`. */
export function wallDateWithYear(date: LocalDate): string {
  return `${wallDate(date)} ${Number(date.slice(0, 4))}`;
}

/** The date that a calendar hanging in `zone` shows at `at`. */
export function localDateIn(zone: string, at: Instant): LocalDate {
  return onWall(at, zone).toISOString().slice(0, 10) as LocalDate;
}

/** The instants at which `date` begins and ends in `zone`; 23 or 25 hours apart where the clocks change. */
export function dayIn(zone: string, date: LocalDate): { readonly from: Instant; readonly to: Instant } {
  const wall = zoneTransitions(zone);
  const day = epochDayOf(date);
  return { from: instant(wall.instantOf(day * DAY)), to: instant(wall.instantOf((day + 1) * DAY)) };
}

/** `2 h`, `1 h 30 min`, `45 s`; `0 min` for nothing. Units of time that a person counts in, never days. */
export function lengthWords(length: Duration): string {
  const total = Math.floor(length / 1000);
  const parts = [
    [Math.floor(total / 3600), "h"],
    [Math.floor(total / 60) % 60, "min"],
    [total % 60, "s"],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return words.length === 0 ? "0 min" : words.join(" ");
}

/** What a clock hanging in `zone` shows, in the fields that a `Date` has for UTC. */
const onWall = (at: Instant, zone: string): Date => new Date(zoneTransitions(zone).wallOf(at));

const dateWords = (wall: Date): string =>
  `${WEEKDAYS[wall.getUTCDay()]} ${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()]}`;

/** Seconds are shown when there are any. */
const clockWords = (wall: Date): string => wall.toISOString().slice(11, wall.getUTCSeconds() === 0 ? 16 : 19);

/** `GMT`, `GMT+1`, `GMT-3:30`: says the offset itself, where abbreviations such as BST or CST mean several. */
function zoneLabel(offsetMs: number): string {
  const offset = Math.round(offsetMs / 60_000);
  if (offset === 0) return "GMT";
  const size = Math.abs(offset);
  const minutes = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return `GMT${offset < 0 ? "-" : "+"}${Math.floor(size / 60)}${minutes}`;
}
