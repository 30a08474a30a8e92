import { after, type Instant, seconds } from "../core/time.ts";
import { forgetFacts } from "./facts-rows.ts";
import type { ChangedTicket } from "./helpdesk.ts";
import { hasArrived } from "./inbox.ts";
import { noteMissed } from "./missed.ts";
import { unparkTicket } from "./parked.ts";
import type { Sql } from "./sql.ts";
import { enqueueFound, waits } from "./work.ts";

/** An event may be stamped by our clock a little before the helpdesk's own stamp of the change. */
const SKEW = seconds(-30);

export interface Weighed {
  /** Tickets to look at. */
  readonly found: number;
  /** Those among them of which no webhook came. */
  readonly missed: number;
}

/**
 * Lists the tickets that need a look; what is as we left it costs no call.
 * Call inside a transaction, together with the place in the stream that the tickets came from.
 * @param watchedFrom changes before this are older than the webhook, and nobody missed them
 */
export function weigh(sql: Sql, tickets: readonly ChangedTicket[], watchedFrom: Instant, now: Instant): Weighed {
  let found = 0;
  let missed = 0;
  for (const ticket of tickets) {
    if (!needsLook(sql, ticket, watchedFrom)) continue;
    found += 1;
    const told = waits(sql, ticket.ticketId) || ticket.changedAt < watchedFrom || delivered(sql, ticket);
    enqueueFound(sql, ticket.ticketId, now);
    if (told) continue;
    missed += 1;
    noteMissed(sql, ticket.ticketId, now);
  }
  return { found, missed };
}

function needsLook(sql: Sql, ticket: ChangedTicket, watchedFrom: Instant): boolean {
  const { ticketId, finished, solved, fingerprint, changedAt } = ticket;
  const known = sql.first<{ finished: number; seen: string | null }>(
    `SELECT finished, seen FROM ticket WHERE ticket_id = ?`,
    ticketId,
  );
  if (finished) {
    if (known?.finished === 0) finish(sql, ticketId);
    return false;
  }
  if (known !== null && known.finished === 0 && known.seen === fingerprint) return false;
  // Solved before this account was connected: who opens it again changes it.
  if (known === null && solved && changedAt < watchedFrom) return false;
  // What waits for a person since the change goes on waiting.
  return sql.first(`SELECT 1 FROM parked WHERE ticket_id = ? AND since > ?`, ticketId, changedAt) === null;
}

/** Nothing may be written to it any more. Work that lists it finds that out by itself. */
function finish(sql: Sql, ticketId: ChangedTicket["ticketId"]): void {
  sql.run(`UPDATE ticket SET finished = 1, pending = 0 WHERE ticket_id = ?`, ticketId);
  forgetFacts(sql, ticketId);
  unparkTicket(sql, ticketId);
}

function delivered(sql: Sql, { ticketId, changedAt }: ChangedTicket): boolean {
  return hasArrived(sql, ticketId, after(changedAt, SKEW));
}
