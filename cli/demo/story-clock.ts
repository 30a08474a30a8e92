import { type Instant, instant } from "../../src/core/time.ts";

/**
 * The clock of an emulated account beside a server whose own clock nobody can set. It stands while people act, so that
 * what they do has the story's own second, and runs while the system works.
 */
export class StoryClock {
  #epochMs: number;
  #ranFrom: number | null = null;
  #real = false;

  constructor(start: Instant) {
    this.#epochMs = start;
  }

  readonly now = (): Instant => {
    const ms = Date.now();
    if (this.#real) return instant(ms);
    return instant(this.#ranFrom === null ? this.#epochMs : this.#epochMs + ms - this.#ranFrom);
  };

  /** Moves on to `at`, and stands there. Never moves back. */
  advanceTo(at: Instant): void {
    this.stand();
    this.#epochMs = Math.max(this.#epochMs, at);
  }

  run(): void {
    this.#ranFrom ??= Date.now();
  }

  stand(): void {
    this.#epochMs = this.now();
    this.#ranFrom = null;
  }

  /** From here on it is today, as it is for the server. */
  thaw(): void {
    this.#real = true;
  }
}
