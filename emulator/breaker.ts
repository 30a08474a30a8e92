/** zendesk.md §1.6 [3P alboz]; existence [OFF]. */
const WINDOW_MS = 5 * 60_000;
const ERROR_SHARE = 0.7;
const ERROR_COUNT = 1000;
/** Assumption: below this many answers a share says nothing. */
const MIN_ANSWERS = 10;
/** zendesk.md §1.6 (UNCONFIRMED): "about 5 s, then one probe". */
const PAUSE_MS = 5000;

/**
 * The circuit breaker of one webhook. It trips when, within 5 minutes, at least 70 % of the answers or more than 1,000
 * of them were errors. While open, nothing is sent; after the pause one probe decides.
 */
export interface Breaker {
  readonly state: "closed" | "open" | "half-open";
  /** May a request go out now? Asking while half-open claims the probe. */
  admit(): boolean;
  record(ok: boolean): void;
}

export function createBreaker(now: () => number): Breaker {
  const answers: { at: number; ok: boolean }[] = [];
  let errors = 0;
  let openUntil: number | null = null;
  let probing = false;

  const forget = (until: number): void => {
    while (answers[0] !== undefined && answers[0].at <= until) if (answers.shift()?.ok === false) errors -= 1;
  };

  const trips = (): boolean => {
    return errors > ERROR_COUNT || (answers.length >= MIN_ANSWERS && errors / answers.length >= ERROR_SHARE);
  };

  return {
    get state() {
      if (openUntil === null) return "closed";
      return now() < openUntil ? "open" : "half-open";
    },
    admit: () => {
      if (openUntil === null) return true;
      if (now() < openUntil || probing) return false;
      probing = true;
      return true;
    },
    record: (ok) => {
      if (openUntil !== null) {
        probing = false;
        forget(now());
        openUntil = ok ? null : now() + PAUSE_MS;
        return;
      }
      forget(now() - WINDOW_MS);
      answers.push({ at: now(), ok });
      if (!ok) errors += 1;
      if (trips()) openUntil = now() + PAUSE_MS;
    },
  };
}

/** Never trips. */
export const UNBREAKABLE: Breaker = { state: "closed", admit: () => true, record: () => undefined };
