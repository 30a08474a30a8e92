import type { Answer, FirstResponse } from "./decision.ts";
import type { FirstReply } from "./ticket.ts";
import type { Duration, Instant } from "./time.ts";

/**
 * How the first-response promise stands at `now`. It never pauses.
 *
 * A reply at the due instant keeps the promise, unless it was "under N" (`strict`). An unanswered ticket is overdue from
 * the due instant on. A reply known to the minute only (the helpdesk counts whole minutes from creation, rounding down)
 * is judged as it stands, so the doubt, less than a minute, is in the agent's favour.
 * @param due `null` when nothing is owed
 */
export function firstResponse(
  due: Instant | null,
  strict: boolean,
  firstReply: FirstReply | null,
  now: Instant,
): FirstResponse {
  if (due === null) return { kind: "no_target" };
  if (firstReply === null) return now < due ? { kind: "on_track" } : { kind: "overdue", by: (now - due) as Duration };
  const { at } = firstReply;
  const kept = strict ? at < due : at <= due;
  return kept ? { kind: "met", at } : { kind: "met_late", at, by: (at - due) as Duration };
}

/**
 * How the promise of an earlier answer stands at `now`: without a reply since, time alone moves it. A reply would have
 * brought an event, and with it a newer answer.
 */
export function standingAt({ firstResponse: then, due, target }: Answer, now: Instant): FirstResponse {
  const open = then.kind === "on_track" || then.kind === "overdue";
  return open ? firstResponse(due, target?.strict ?? false, null, now) : then;
}

/** When to look at a ticket again though nothing happens to it; `null` when time alone changes nothing any more. */
export function nextInstantThatMatters(answer: Answer, now: Instant): Instant | null {
  if (answer.firstResponse.kind !== "on_track" || answer.due === null) return null;
  return answer.due > now ? answer.due : null;
}
