import type { Timers } from "../../app/sidebar/feed.ts";

/** Time that moves when the test says so. */
export class TimersDouble implements Timers {
  #now = 0;
  #waiting: { at: number; run: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + ms, run };
    this.#waiting.push(timer);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== timer);
    };
  };

  /** How long until the next timer; `null` when none is set. */
  get next(): number | null {
    return this.#waiting.length === 0 ? null : Math.min(...this.#waiting.map(({ at }) => at)) - this.#now;
  }

  /** Moves on to the next timer, runs it, and lets what it began come to its end. */
  async tick(): Promise<number> {
    const wait = this.next ?? 0;
    this.#now += wait;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
    await settled();
    return wait;
  }
}

/** Everything that waits on a promise alone has gone on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
