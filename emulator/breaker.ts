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
  let answers: { at: number; ok: boolean }[] = [];
  let openUntil: number | null = null;
  let probing = false;

  const trips = (): boolean => {
    const errors = answers.filter((answer) => !answer.ok).length;
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
        answers = [];
        openUntil = ok ? null : now() + PAUSE_MS;
        return;
      }
      answers = [...answers.filter((answer) => answer.at > now() - WINDOW_MS), { at: now(), ok }];
      if (trips()) openUntil = now() + PAUSE_MS;
    },
  };
}
