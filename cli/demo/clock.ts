import { type Instant, instant } from "../../src/core/time.ts";
import type { Clock } from "../../src/node/clock.ts";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until it is moved, so that a week of tickets takes seconds and always ends the same.
 * {@link VirtualClock.thaw} lets it run on at the speed of real time.
 */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #epochMs: number;
  #thawedAt: number | null = null;

  constructor(start: Instant) {
    this.#epochMs = start;
  }

  readonly now = (): Instant =>
    instant(this.#thawedAt === null ? this.#epochMs : this.#epochMs + Date.now() - this.#thawedAt);

  at(at: Instant, run: () => void): () => void {
    if (this.#thawedAt !== null) {
      const handle = setTimeout(run, Math.max(0, at - this.now()));
      return () => clearTimeout(handle);
    }
    const timer: Timer = { at, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** The time of the next timer, or `null`. */
  next(): Instant | null {
    const times = [...this.#timers].map(({ at }) => at);
    return times.length === 0 ? null : instant(Math.max(this.#epochMs, Math.min(...times)));
  }

  /** Moves on to `at` and runs what has become due, each after the current turn. Never moves back. */
  advanceTo(at: Instant): void {
    this.#epochMs = Math.max(this.#epochMs, at);
    for (const timer of [...this.#timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.#epochMs) break;
      this.#timers.delete(timer);
      setImmediate(timer.run);
    }
  }

  /** From here on, time passes as it does on the wall. Timers that wait go on waiting for their time. */
  thaw(): void {
    this.#thawedAt = Date.now();
    const waiting = [...this.#timers];
    this.#timers.clear();
    for (const { at, run } of waiting) this.at(instant(at), run);
  }
}
