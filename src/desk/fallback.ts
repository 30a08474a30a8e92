import { after, type Instant, minutes } from "../core/time.ts";

/** The first failure in a row is put down to the weather. */
const FAILURES = 2;
const ONE_BY_ONE = minutes(1);

/** Calls for many tickets save calls, and that is all: while they fail, tickets go one by one. */
export class Fallback {
  readonly #now: () => Instant;
  #failuresInARow = 0;
  #until: Instant | null = null;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  get isOn(): boolean {
    return this.#until !== null && this.#now() < this.#until;
  }

  /** A job has written something. */
  worked(): void {
    this.#failuresInARow = 0;
  }

  /** It may do better next time. */
  failed(): void {
    this.#failuresInARow += 1;
    if (this.#failuresInARow >= FAILURES) this.use(after(this.#now(), ONE_BY_ONE));
  }

  /** It won't before `until`; left out, for as long as after repeated failures. */
  use(until: Instant = after(this.#now(), ONE_BY_ONE)): void {
    this.#until = until;
  }
}
