import { DAY } from "./epoch-day.ts";
import { zoneOffset } from "./zone-offset.ts";

/** Milliseconds since 1970-01-01T00:00 on the wall of a zone. */
export type WallTime = number;

/** Since 1970 no zone has taken a change back within less than a week (Recife, October 2000). */
const SAMPLE = 6 * DAY;
const CHUNK = 61 * SAMPLE;
const SECOND = 1000;
/** The table's reach; beyond it the nearest known offset is taken to hold. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;
const FIRST = Date.UTC(FIRST_YEAR - 1, 0, 1);
const LAST = Date.UTC(LAST_YEAR + 2, 0, 1);
/** No zone has ever been further from UTC than this (the date line at 15:13 in Alaska, 1867). */
const FURTHEST = 16 * 3_600_000;

/**
 * The UTC offsets of one zone as a sorted table. Asking the runtime costs microseconds, so it is asked for every
 * sixth day and each change is then searched to the second; answers come from the table.
 */
export class ZoneTransitions {
  readonly #ask: (at: number) => number;
  /** The table is complete in `[#from, #to)`. */
  #from = 0;
  #to = 0;
  /** Offset `#offsets[i]` holds from `#starts[i]` until the next start; the first one has held for ever. */
  #starts: readonly number[] = [Number.NEGATIVE_INFINITY];
  #offsets: readonly number[] = [0];
  #latest = 0;

  /** @param offsetAt the zone's offset in milliseconds, as {@link zoneOffset} gives it */
  constructor(offsetAt: (at: number) => number) {
    this.#ask = offsetAt;
  }

  /** The zone's offset from UTC at the instant, in milliseconds; east is positive. */
  offsetAt(at: number): number {
    this.#load(at, at);
    return this.#offsets[this.#indexAt(at)] as number;
  }

  wallOf(at: number): WallTime {
    return at + this.offsetAt(at);
  }

  /**
   * The instant at which the wall shows `wall`. Where the wall shows it twice, the earlier; where the wall skips it,
   * it moves forward by the gap (DESIGN reading 9), which is what the offset before the gap gives.
   */
  instantOf(wall: WallTime): number {
    this.#load(wall - FURTHEST, wall + FURTHEST);
    let i = this.#indexAt(wall - FURTHEST);
    while (wall >= this.#startOf(i + 1) + this.#offsetOf(i)) i += 1;
    const skipped = wall < this.#startOf(i) + this.#offsetOf(i);
    return wall - this.#offsetOf(skipped ? i - 1 : i);
  }

  #startOf(i: number): number {
    return this.#starts[i] ?? Number.POSITIVE_INFINITY;
  }

  #offsetOf(i: number): number {
    return this.#offsets[i] as number;
  }

  #indexAt(at: number): number {
    if (at >= this.#startOf(this.#latest) && at < this.#startOf(this.#latest + 1)) return this.#latest;
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#startOf(middle) <= at) low = middle;
      else high = middle;
    }
    this.#latest = low;
    return low;
  }

  #load(since: number, until: number): void {
    if (since >= this.#from && until < this.#to) return;
    const from = Math.min(Math.max(since, FIRST), LAST);
    const to = Math.min(Math.max(until, FIRST), LAST);
    if (this.#from === this.#to) {
      this.#from = this.#to = Math.floor(from / CHUNK) * CHUNK;
      this.#offsets = [this.#ask(this.#from)];
    }
    while (to >= this.#to) {
      const found = this.#changes(this.#to, this.#to + CHUNK);
      this.#to += CHUNK;
      this.#starts = [...this.#starts, ...found];
      this.#offsets = [...this.#offsets, ...found.map((at) => this.#ask(at))];
    }
    while (from < this.#from) {
      this.#from -= CHUNK;
      const found = this.#changes(this.#from, this.#from + CHUNK);
      this.#starts = [Number.NEGATIVE_INFINITY, ...found, ...this.#starts.slice(1)];
      this.#offsets = [this.#ask(this.#from), ...found.map((at) => this.#ask(at)), ...this.#offsets.slice(1)];
    }
    this.#latest = 0;
  }

  /** Every instant in `(from, to]` from which another offset holds. */
  #changes(from: number, to: number): number[] {
    const found: number[] = [];
    let known = from;
    let offset = this.#ask(from);
    for (let next = from + SAMPLE; next <= to; next += SAMPLE) {
      const offsetThen = this.#ask(next);
      while (offset !== offsetThen) {
        known = this.#firstChange(known, next, offset);
        offset = this.#ask(known);
        found.push(known);
      }
      known = next;
    }
    return found;
  }

  #firstChange(from: number, to: number, offset: number): number {
    let low = from;
    let high = to;
    while (high - low > SECOND) {
      const middle = low + Math.floor((high - low) / (2 * SECOND)) * SECOND;
      if (this.#ask(middle) === offset) low = middle;
      else high = middle;
    }
    return high;
  }
}

/**
 * Shared by every calendar of a zone. A memo, not state: what it holds follows from the zone's name alone, and it has
 * at most one entry per zone of the tz database.
 */
const known = new Map<string, ZoneTransitions>();

/** @throws RangeError when `name` is no IANA zone: zones are checked where the policy is read. */
export function zoneTransitions(name: string): ZoneTransitions {
  const found = known.get(name);
  if (found) return found;
  const offsetAt = zoneOffset(name);
  if (offsetAt === null) throw new RangeError(`not an IANA zone: ${name}`);
  const made = new ZoneTransitions(offsetAt);
  known.set(name, made);
  return made;
}
