import type { Window } from "./calendar.ts";
import { DAY, type EpochDay, firstEpochDayOf, yearOfEpochDay } from "./epoch-day.ts";
import { countUpTo, packSpans, type Span, type Spans, spansOf, unite } from "./spans.ts";
import { FIRST_YEAR, LAST_YEAR, type ZoneTransitions, zoneTransitions } from "./zone-transitions.ts";

/**
 * The compiled hours of a calendar. Local years are added at either end when an answer first needs them, each time at
 * least half as many as are there, so that reaching far costs little per year.
 */
export class OpenTime {
  readonly zone: ZoneTransitions;
  readonly #windowsOf: (day: EpochDay) => readonly Window[];
  /** Outside these years the calendar is closed for good. */
  readonly #firstYear: number;
  readonly #lastYear: number;
  /** The local years loaded, `[#begin, #end)`, and the instants that they cover, `[#from, #to)`. */
  #begin = 0;
  #end = 0;
  #from = 0;
  #to = 0;
  #spans: Spans = packSpans([]);
  /** The local dates that have hours, in order. */
  #openDays: Float64Array = new Float64Array(0);

  /** @param openDates every year of the calendar has hours, or none but these dates may have any */
  constructor(
    zone: string,
    windowsOf: (day: EpochDay) => readonly Window[],
    openDates: "every_year" | readonly EpochDay[],
  ) {
    this.zone = zoneTransitions(zone);
    this.#windowsOf = windowsOf;
    const years = openDates === "every_year" ? [FIRST_YEAR, LAST_YEAR] : openDates.map(yearOfEpochDay);
    this.#firstYear = Math.max(FIRST_YEAR, Math.min(...years));
    this.#lastYear = Math.min(LAST_YEAR, Math.max(...years));
  }

  /** The spans loaded so far. Read it again after {@link cover}, {@link later} or {@link earlier}. */
  get spans(): Spans {
    return this.#spans;
  }

  /** Loads the years between those loaded and `at`, and its own, as far as the calendar ever opens in them. */
  cover(at: number): void {
    if (at >= this.#from && at < this.#to) return;
    const year = Math.min(Math.max(yearOfEpochDay(this.dayAt(at)), this.#firstYear), this.#lastYear);
    if (this.#firstYear > this.#lastYear) return;
    if (this.#begin === this.#end) this.#load(year, year + 1);
    else if (year < this.#begin) this.#load(Math.min(year, this.#begin - this.#growth()), this.#begin);
    else if (year >= this.#end) this.#load(this.#end, Math.max(year + 1, this.#end + this.#growth()));
  }

  /** Loads later years; false when there are none in which the calendar opens. */
  later(): boolean {
    if (this.#end > this.#lastYear || this.#begin === this.#end) return false;
    this.#load(this.#end, this.#end + this.#growth());
    return true;
  }

  /** Loads earlier years; false when there are none in which the calendar opens. */
  earlier(): boolean {
    if (this.#begin <= this.#firstYear) return false;
    this.#load(this.#begin - this.#growth(), this.#begin);
    return true;
  }

  dayAt(at: number): EpochDay {
    return Math.floor(this.zone.wallOf(at) / DAY);
  }

  /** The hours of one local date, as instants in order. A date that the zone skips (Apia, 2011-12-30) has none. */
  hoursOf(day: EpochDay): readonly Span[] {
    const windows = this.#windowsOf(day);
    if (windows.length === 0 || this.isSkipped(day)) return [];
    return unite(
      windows.map(({ open, close }) => ({ open: this.#instantOf(day, open), close: this.#instantOf(day, close) })),
    );
  }

  /** The `count`-th date with hours after `day`, counting from one; `null` when there are not so many. */
  openDayAfter(day: EpochDay, count: number): EpochDay | null {
    this.cover(this.zone.instantOf(day * DAY));
    for (;;) {
      const found = this.#openDays[countUpTo(this.#openDays, this.#openDays.length, day) + count - 1];
      if (found !== undefined) return found;
      if (!this.later()) return null;
    }
  }

  isSkipped(day: EpochDay): boolean {
    return this.zone.instantOf(day * DAY) === this.zone.instantOf((day + 1) * DAY);
  }

  #instantOf(day: EpochDay, minute: number): number {
    return this.zone.instantOf(day * DAY + minute * 60_000);
  }

  #growth(): number {
    return Math.max(1, Math.floor((this.#end - this.#begin) / 2));
  }

  /** Adds the years `[begin, end)`, which touch those loaded. */
  #load(begin: number, end: number): void {
    const first = Math.max(begin, this.#firstYear);
    const last = Math.min(end, this.#lastYear + 1);
    const days: EpochDay[] = [];
    const added: Span[] = [];
    for (let day = firstEpochDayOf(first); day < firstEpochDayOf(last); day += 1) {
      const hours = this.hoursOf(day);
      if (hours.length === 0) continue;
      days.push(day);
      added.push(...hours);
    }
    const isLater = this.#begin === this.#end || first >= this.#end;
    this.#begin = this.#begin === this.#end || first < this.#begin ? first : this.#begin;
    this.#end = Math.max(this.#end, last);
    this.#from = this.zone.instantOf(firstEpochDayOf(this.#begin) * DAY);
    this.#to = this.zone.instantOf(firstEpochDayOf(this.#end) * DAY);
    this.#openDays = Float64Array.from(isLater ? [...this.#openDays, ...days] : [...days, ...this.#openDays]);
    this.#spans = packSpans(unite([...spansOf(this.#spans), ...added]));
  }
}
