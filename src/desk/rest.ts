import { assertNever } from "../core/result.ts";
import { after, type Duration, type Instant, minutes } from "../core/time.ts";
import { backoff } from "./backoff.ts";
import type { DeskDeps } from "./deps.ts";
import type { Trouble } from "./helpdesk.ts";
import { readPause, savePause } from "./pause.ts";

/** Consecutive failures of the helpdesk after which the whole account holds its breath. */
const BREAKER = 5;
/** How long it holds it at most: a ticket that came meanwhile may be urgent. */
const LONGEST_REST = minutes(1);
/** How often a paused account whose credentials fail is tried again, in case somebody mended it. */
const PROBE = minutes(15);

/** When the account sends nothing: decided by what its calls met, whichever ticket they were for. */
export class Rest {
  readonly #deps: DeskDeps;
  #failuresInARow = 0;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** Whether the account is paused now. */
  get isOn(): boolean {
    const pause = readPause(this.#deps.sql);
    return pause !== null && pause.until > this.#deps.now();
  }

  /** While the helpdesk fails, one call at a time finds out whether it still does. */
  get failing(): boolean {
    return this.#failuresInARow >= BREAKER;
  }

  /** The helpdesk works: a pause that has run out is over. */
  answered(): void {
    const { sql } = this.#deps;
    this.#failuresInARow = 0;
    if (readPause(sql) !== null && !this.isOn) savePause(sql, null);
  }

  /** Decides how long the account rests, and says when what met the trouble is tried again. */
  afterTrouble(trouble: Trouble): Instant {
    const { sql, now } = this.#deps;
    switch (trouble.kind) {
      case "throttled":
        if (trouble.scope === "account") {
          savePause(sql, { until: trouble.until, reason: "throttled", detail: "the helpdesk's rate limit" });
        }
        return trouble.until;
      case "unavailable":
        return this.afterFailure(trouble.detail);
      case "reauth_required":
      case "forbidden": {
        const until = after(now(), PROBE);
        savePause(sql, { until, reason: trouble.kind, detail: trouble.detail });
        return until;
      }
      default:
        return assertNever(trouble);
    }
  }

  /** One failure more in a row; from {@link BREAKER} on the whole account rests. */
  afterFailure(detail: string): Instant {
    const { sql, now, random } = this.#deps;
    this.#failuresInARow += 1;
    const wait = backoff(this.#failuresInARow, random());
    if (this.#failuresInARow < BREAKER) return after(now(), wait);
    const until = after(now(), shorter(wait, LONGEST_REST));
    savePause(sql, { until, reason: "unavailable", detail });
    return until;
  }

  /** Somebody mended it: on at once. Call inside a transaction with what follows from it. */
  end(): void {
    savePause(this.#deps.sql, null);
    this.#failuresInARow = 0;
  }
}

const shorter = (first: Duration, second: Duration): Duration => (first < second ? first : second);
