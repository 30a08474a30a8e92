import { type Instant, instant } from "../core/time.ts";

/** The current time, and a way to be called at a later one. */
export interface Clock {
  now(): Instant;
  /** Calls `run` once, at `at` or soon after; the returned function calls it off. */
  at(at: Instant, run: () => void): () => void;
}

/** Timers hold 31 bits of milliseconds; a longer wait is taken in steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => instant(Date.now()),
  at(at, run) {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const left = at - Date.now();
      timer = left > LONGEST_TIMER_MS ? setTimeout(wait, LONGEST_TIMER_MS) : setTimeout(run, Math.max(0, left));
    };
    wait();
    return () => clearTimeout(timer);
  },
};
