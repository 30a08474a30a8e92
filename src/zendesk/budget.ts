import type { TicketId } from "../core/id.ts";
import { after, type Duration, type Instant, minutes, seconds } from "../core/time.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import { accountLimit, namedLimit } from "./rate-headers.ts";
import { createWindow, latest, type SlidingWindow } from "./rate-window.ts";

export type Admission = { readonly kind: "admitted" } | Throttled;

interface Throttled {
  readonly kind: "throttled";
  readonly until: Instant;
  readonly scope: "account" | "ticket";
}

/**
 * Keeps one account's calls under Zendesk's limits, so that a limit is met here and not there. It starts from the
 * smallest plan's figures and learns the real ones from the answers' headers, so losing it costs nothing.
 * https://developer.zendesk.com/api-reference/introduction/rate-limits/ and `zendesk.md` §2.5
 */
export interface Budget {
  /** The pause that an answer asked for, while it lasts: nothing goes out, not even to sign in. Counts nothing. */
  paused(): Throttled | null;
  /**
   * Counts the call when it admits it.
   * @param updates the ticket that the call updates: updates have limits of their own, besides the account's.
   */
  admit(updates: TicketId | null): Admission;
  /**
   * @param ownLimit the endpoint has a limit besides the account's: while the account has calls left, a refusal is the
   * endpoint's alone and pauses nobody else.
   * @returns until when this call may not be repeated, where the answer asks for a pause.
   */
  learn(answer: { readonly status: number; readonly headers: Headers }, ownLimit?: boolean): Instant | null;
}

/** After a refusal that doesn't say how long: the account's limits count by the minute. */
export const DEFAULT_PAUSE = minutes(1);

const ACCOUNT = { perWindow: 200, window: minutes(1) };
const TICKET_UPDATES = { perWindow: 100, window: minutes(1) };
const SAME_TICKET = { perWindow: 30, window: minutes(10) };
const MANY_TICKETS = 1000;

export function createBudget({ now }: { readonly now: () => Instant }): Budget {
  const account = createWindow(ACCOUNT);
  const updates = createWindow(TICKET_UPDATES);
  const tickets = new Map<TicketId, SlidingWindow>();
  let pausedUntil: Instant | null = null;

  function ticketWindow(id: TicketId): SlidingWindow {
    const known = tickets.get(id);
    if (known !== undefined) return known;
    if (tickets.size >= MANY_TICKETS) forgetIdle(tickets, now());
    const made = createWindow(SAME_TICKET);
    tickets.set(id, made);
    return made;
  }

  const paused = (): Throttled | null =>
    pausedUntil !== null && now() < pausedUntil ? { kind: "throttled", until: pausedUntil, scope: "account" } : null;

  return {
    paused,

    admit(updated) {
      const pause = paused();
      if (pause !== null) return pause;
      const at = now();
      const shared = updated === null ? [account] : [account, updates];
      const own = updated === null ? [] : [ticketWindow(updated)];
      // The ticket first: one busy ticket must not look like a busy account.
      for (const [scope, windows] of [["ticket", own] as const, ["account", shared] as const]) {
        const until = latest(windows.map((window) => window.fullUntil(at)));
        if (until !== null) return { kind: "throttled", until, scope };
      }
      for (const window of [...shared, ...own]) window.count(at);
      return { kind: "admitted" };
    },

    learn({ status, headers }, ownLimit = false) {
      const at = now();
      const limit = accountLimit(headers);
      account.learn(at, limit);
      updates.learn(at, namedLimit(headers.get("zendesk-ratelimit-tickets-update")));
      const wait = parseRetryAfter(headers.get("retry-after"), at);
      if (status !== 429 && (status !== 503 || wait === null)) return null;
      // A refusal that asks for no wait at all would make a hot loop.
      const until = after(at, longer(wait ?? DEFAULT_PAUSE, seconds(1)));
      if (status === 429 && ownLimit && limit !== null && limit.remaining > 0) return until;
      pausedUntil = latest([pausedUntil, until]);
      return until;
    },
  };
}

const longer = (first: Duration, second: Duration): Duration => (first > second ? first : second);

function forgetIdle(tickets: Map<TicketId, SlidingWindow>, at: Instant): void {
  for (const [id, window] of tickets) {
    if (window.idle(at)) tickets.delete(id);
  }
}
