import type { DayRule, Pause } from "../../src/core/business-time.ts";
import { type CalendarDefinition, WEEKDAYS, type Window } from "../../src/core/calendar.ts";
import type { LocalDate } from "../../src/core/time.ts";

/**
 * Business time in the slowest and plainest way: a clock on the wall for every minute of a stretch of time, each minute
 * open or closed, and answers by stepping from minute to minute. Shares no code with the engine and asks Intl, not
 * luxon, so that the two cannot be wrong together.
 */

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** What the wall of a zone shows at each minute from `from` on: minutes since 1970-01-01T00:00 on that wall. */
export interface WallClock {
  readonly zone: string;
  readonly from: number;
  readonly minutes: Int32Array;
  /** The first minute at which the wall shows a time. */
  readonly firstAt: ReadonlyMap<number, number>;
  /** The dates that the wall shows, without the first and the last, which may be shown in part only. */
  readonly days: readonly number[];
}

/** Hangs up a clock and reads it once a minute. Zones with offsets of odd seconds (before 1972) are not for it. */
export function wallClock(zone: string, from: number, to: number): WallClock {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const minutes = new Int32Array((to - from) / MINUTE);
  const firstAt = new Map<number, number>();
  for (let k = 0; k < minutes.length; k += 1) {
    const shown = format.format(from + k * MINUTE);
    // 24/12/2026, 16:30
    const part = (from: number, to: number): number => Number(shown.slice(from, to));
    const wall = Date.UTC(part(6, 10), part(3, 5) - 1, part(0, 2), part(12, 14), part(15, 17)) / MINUTE;
    minutes[k] = wall;
    if (!firstAt.has(wall)) firstAt.set(wall, k);
  }
  const days = new Set(minutes.map((wall) => Math.floor(wall / DAY_MINUTES)));
  return { zone, from, minutes, firstAt, days: [...days].slice(1, -1) };
}

export class WalkedTooFar extends Error {}

export class MinuteWalker {
  readonly #clock: WallClock;
  readonly #definition: CalendarDefinition;
  readonly #open: Uint8Array;
  /** The open minutes of each local date, as ranges `[from, to)`. */
  readonly #hours = new Map<number, readonly (readonly [number, number])[]>();

  /** The length of a day for `working_hours`. */
  readonly #usualDay: number;

  constructor(definition: CalendarDefinition, clock: WallClock) {
    this.#usualDay = usualDay(definition);
    this.#clock = clock;
    this.#definition = definition;
    this.#open = new Uint8Array(clock.minutes.length);
    for (const day of clock.days) {
      const ranges = this.#windows(day)
        .map(
          ({ open, close }) =>
            [this.#minuteAt(day * DAY_MINUTES + open), this.#minuteAt(day * DAY_MINUTES + close)] as const,
        )
        .filter(([from, to]) => from < to);
      this.#hours.set(day, ranges);
      for (const [from, to] of ranges) this.#open.fill(1, from, to);
    }
  }

  isOpen(at: number): boolean {
    return this.#open[this.#minuteOf(at)] === 1;
  }

  nextOpen(at: number): number {
    let now = at;
    while (!this.isOpen(now)) now = this.#nextMinute(now);
    return now;
  }

  add(start: number, length: number, pauses: readonly Pause[] = []): number {
    if (pauses.length > 0) return this.#addPaused(start, length, pauses);
    let now = start;
    let left = length;
    while (left > 0 || !this.isOpen(now)) {
      const next = this.#nextMinute(now);
      if (this.isOpen(now)) {
        if (left <= next - now) return now + left;
        left -= next - now;
        if (left === 0) return next;
      }
      now = next;
    }
    return now;
  }

  /** Second by second, since pauses begin and end at any second. For whole seconds only. */
  #addPaused(start: number, length: number, pauses: readonly Pause[]): number {
    const counts = (at: number) => this.isOpen(at) && !pauses.some(({ from, to }) => from <= at && at < to);
    let now = start;
    let left = length;
    if (left === 0) while (!counts(now)) now += 1000;
    while (left > 0) {
      if (counts(now)) left -= 1000;
      now += 1000;
    }
    return now;
  }

  subtract(end: number, length: number): number {
    let now = end;
    let left = length;
    for (;;) {
      const minuteBefore = now - 1 - ((now - 1) % MINUTE);
      const open = this.isOpen(minuteBefore);
      if (left === 0 && open) return now;
      if (open) {
        if (left <= now - minuteBefore) return now - left;
        left -= now - minuteBefore;
      }
      now = minuteBefore;
    }
  }

  between(from: number, to: number): number {
    let sum = 0;
    for (let now = from; now < to; ) {
      const next = Math.min(this.#nextMinute(now), to);
      if (this.isOpen(now)) sum += next - now;
      now = next;
    }
    return sum;
  }

  addDays(start: number, days: number, rule: DayRule): number {
    const begun = this.nextOpen(start);
    if (rule === "working_hours") return this.add(begun, days * this.#usualDay);
    const begunOn = Math.floor(this.#wallOf(begun) / DAY_MINUTES);
    if (days === 0) return rule === "same_time" ? begun : this.#lastClose(begunOn);
    let day = begunOn;
    for (let left = days; left > 0; ) {
      day += 1;
      if (day * DAY_MINUTES > this.#wallOf(this.#end() - MINUTE)) throw new WalkedTooFar();
      if ((this.#hours.get(day) ?? []).length > 0) left -= 1;
    }
    if (rule === "close_of_business") return this.#lastClose(day);
    const timeOfDay = this.#wallOf(begun) - begunOn * DAY_MINUTES;
    const wanted = this.#instantOf(this.#minuteAt(day * DAY_MINUTES + timeOfDay)) + (begun % MINUTE);
    return this.#movedIntoHours(day, wanted);
  }

  /** Steps back from `wanted` to the last minute of the date's hours; forward to the first when there is none. */
  #movedIntoHours(day: number, wanted: number): number {
    const ranges = this.#hours.get(day) ?? [];
    const inHours = (at: number) => ranges.some(([from, to]) => this.#minuteOf(at) >= from && this.#minuteOf(at) < to);
    if (inHours(wanted)) return wanted;
    const first = Math.min(...ranges.map(([from]) => this.#instantOf(from)));
    if (wanted < first) return first;
    let now = wanted - (wanted % MINUTE);
    while (!inHours(now - MINUTE)) now -= MINUTE;
    return now;
  }

  #lastClose(day: number): number {
    const ranges = this.#hours.get(day) ?? [];
    if (ranges.length === 0) throw new WalkedTooFar();
    return this.#instantOf(Math.max(...ranges.map(([, to]) => to)));
  }

  /** A date's hours are a set of minutes on the wall; its windows are the runs among them. */
  #windows(day: number): readonly Window[] {
    const { weekly, holidays, overrides } = this.#definition;
    const noon = new Date((day * DAY_MINUTES + 720) * MINUTE);
    const date = noon.toISOString().slice(0, 10) as LocalDate;
    const weekday = WEEKDAYS[(noon.getUTCDay() + 6) % 7];
    if (weekday === undefined) throw new Error("a week has seven days");
    return runsOf(overrides.get(date) ?? (holidays.has(date) ? [] : weekly[weekday]));
  }

  /** The first minute that shows `wall`; a time that is skipped moves forward by what was skipped. */
  #minuteAt(wall: number): number {
    const found = this.#clock.firstAt.get(wall);
    if (found !== undefined) return found;
    const { minutes } = this.#clock;
    for (let k = 1; k < minutes.length; k += 1) {
      const [before, shown] = [minutes[k - 1] ?? 0, minutes[k] ?? 0];
      if (before < wall && wall < shown) return this.#minuteAt(wall + (shown - before - 1));
    }
    throw new WalkedTooFar();
  }

  #minuteOf(at: number): number {
    const k = Math.floor((at - this.#clock.from) / MINUTE);
    if (k < 0 || k >= this.#open.length) throw new WalkedTooFar();
    return k;
  }

  #wallOf(at: number): number {
    return this.#clock.minutes[this.#minuteOf(at)] ?? 0;
  }

  #instantOf(minute: number): number {
    return this.#clock.from + minute * MINUTE;
  }

  #nextMinute(at: number): number {
    return at - (at % MINUTE) + MINUTE;
  }

  #end(): number {
    return this.#instantOf(this.#open.length);
  }
}

const isOpenOnTheWall = (windows: readonly Window[], minute: number): boolean =>
  windows.some((window) => window.open <= minute && minute < window.close);

function runsOf(windows: readonly Window[]): readonly Window[] {
  const runs: Window[] = [];
  let open: number | null = null;
  for (let minute = 0; minute <= DAY_MINUTES; minute += 1) {
    const isOpen = isOpenOnTheWall(windows, minute);
    if (isOpen && open === null) open = minute;
    if (isOpen || open === null) continue;
    runs.push({ open, close: minute });
    open = null;
  }
  return runs;
}

/** The commonest length of an open weekday, the longest of equally common ones, counted minute by minute. */
function usualDay({ weekly }: CalendarDefinition): number {
  const counts = new Map<number, number>();
  for (const weekday of WEEKDAYS) {
    let open = 0;
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
      if (isOpenOnTheWall(weekly[weekday], minute)) open += 1;
    }
    if (open > 0) counts.set(open, (counts.get(open) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return Math.max(...[...counts].filter(([, count]) => count === most).map(([length]) => length)) * MINUTE;
}
