import type { Stage } from "./stage.ts";
import type { Finding } from "./verdict.ts";

/** Zendesk lets one user update one ticket so often in ten minutes (zendesk.md §2.5). */
const UPDATES_OF_A_TICKET = 30;
const TEN_MINUTES = 600_000;
const MINUTE = 60_000;

/** The most of `times` that lie within any stretch of this length. */
function busiest(times: readonly number[], windowMs: number): number {
  let first = 0;
  let most = 0;
  times.forEach((at, index) => {
    while ((times[first] ?? at) <= at - windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

/** How often the server came in its busiest minute, and updated the ticket that it updated most in ten. */
export function busiestOf({ traffic, staff, audits, integrationId }: Stage): { calls: number; updates: number } {
  const updates = [...staff.tickets.keys()].map((id) => busiest(ownTimes(audits(id), integrationId), TEN_MINUTES));
  return { calls: busiest(traffic.times, MINUTE), updates: Math.max(0, ...updates) };
}

/**
 * Judges the rate windows as the helpdesk saw them, over all lives of the server: it never had to refuse a call for its
 * rate, and no ticket's history has more updates of ours than its window allows, however they came in.
 */
export function* judgeRates({ traffic, staff, audits, integrationId }: Stage): Iterable<Finding> {
  if (traffic.refused > 0) {
    const detail = `the helpdesk refused ${traffic.refused} calls for coming too often`;
    yield { fault: "rate window broken", ticketId: null, detail };
  }
  for (const ticketId of staff.tickets.keys()) {
    const most = busiest(ownTimes(audits(ticketId), integrationId), TEN_MINUTES);
    if (most <= UPDATES_OF_A_TICKET) continue;
    yield { fault: "rate window broken", ticketId, detail: `updated ${most} times within ten minutes` };
  }
}

const ownTimes = (audits: ReturnType<Stage["audits"]>, integrationId: number): readonly number[] =>
  audits.filter(({ author_id }) => author_id === integrationId).map(({ created_at }) => Date.parse(created_at));
