import { after, type Duration, type Instant } from "../core/time.ts";
import type { Limit } from "./rate-headers.ts";

/** The account also belongs to other integrations and to its agents' apps: a tenth of every limit stays theirs. */
const SHARE = 0.9;

export interface SlidingWindow {
  /** When the next call fits, or `null` when it fits now. */
  fullUntil(at: Instant): Instant | null;
  count(at: Instant): void;
  learn(at: Instant, limit: Limit | null): void;
  /** Whether forgetting it changes no answer. */
  idle(at: Instant): boolean;
}

/** Any stretch of the window's length holds at most our share of the limit, wherever Zendesk's own windows begin. */
export function createWindow(start: { readonly perWindow: number; readonly window: Duration }): SlidingWindow {
  const { window } = start;
  let allowed = share(start.perWindow);
  let closedUntil: Instant | null = null;
  const calls: Instant[] = [];

  function forgetOld(at: Instant): void {
    while (calls[0] !== undefined && calls[0] + window <= at) calls.shift();
  }

  return {
    fullUntil(at) {
      forgetOld(at);
      const closed = closedUntil !== null && at < closedUntil ? closedUntil : null;
      const blocking = calls[calls.length - allowed];
      return latest([closed, blocking === undefined ? null : after(blocking, window)]);
    },
    count(at) {
      calls.push(at);
    },
    learn(at, limit) {
      if (limit === null) return;
      allowed = share(limit.total);
      // Others spend from the same limit: what is left is Zendesk's to say.
      if (limit.remaining <= limit.total - allowed) closedUntil = after(at, limit.resets);
    },
    idle(at) {
      forgetOld(at);
      return calls.length === 0;
    },
  };
}

const share = (total: number): number => Math.max(1, Math.floor(total * SHARE));

/** The last of these instants, `null` when there is none. */
export function latest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null);
}
