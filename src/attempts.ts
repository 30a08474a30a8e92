import type { Duration, Instant } from "./core/time.ts";

/** At most so many attempts of one name in a time. Kept in memory: a second process or isolate counts for itself. */
export class Attempts {
  readonly #most: number;
  readonly #within: Duration;
  readonly #counts = new Map<string, { since: Instant; count: number }>();

  constructor(most: number, within: Duration) {
    this.#most = most;
    this.#within = within;
  }

  /** Counts one; `false` when it is one too many. */
  allow(name: string, now: Instant): boolean {
    const known = this.#counts.get(name);
    if (known !== undefined && now - known.since < this.#within) {
      known.count += 1;
      return known.count <= this.#most;
    }
    // Names are anybody's to make up.
    if (this.#counts.size >= 1000) this.#counts.clear();
    this.#counts.set(name, { since: now, count: 1 });
    return true;
  }
}
