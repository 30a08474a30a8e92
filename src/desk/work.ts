import type { TicketId, UserId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Delivery } from "./helpdesk.ts";
import type { Sql } from "./sql.ts";

/** One ticket waiting to be looked at. */
export interface Work {
  readonly ticketId: TicketId;
  /** Counts events: a look that ends with another number than it began with has missed one. */
  readonly seq: number;
  readonly attempts: number;
  /** Whether anything but an echo of our own write asked for this look. */
  readonly foreign: boolean;
  /** The newest `updated_at` among our own echoes; `null` when there was none. */
  readonly ownUpdatedAt: Instant | null;
}

/**
 * What asks for a look, as bits of `foreign_event`. The second keeps a look that a crash cuts short from being taken
 * for an echo, when nothing but our own echo came during it.
 */
const FOREIGN = 1;
const UNDER_WAY = 2;

/** While a look is under way its row waits this long, so that a crash leaves it to be found again. */
const LEASE_MS = 60_000;

/** What asks for a look at a ticket that waits brings it forward, but not while it waits out a failure or is looked at. */
const BROUGHT_FORWARD = `CASE WHEN attempts = 0 AND foreign_event & ${UNDER_WAY} = 0 THEN MIN(due_at, excluded.due_at) ELSE due_at END`;

/** Asks for a look at a ticket. Events of a ticket that already waits join it and don't postpone it. */
export function enqueueEvent(
  sql: Sql,
  event: Extract<Delivery, { kind: "ticket" }>,
  ownUser: UserId | null,
  dueAt: Instant,
): void {
  const own = ownUser !== null && event.actorId === ownUser && event.ticketUpdatedAt !== null;
  sql.run(
    `INSERT INTO work (ticket_id, due_at, foreign_event, own_updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (ticket_id) DO UPDATE SET seq = seq + 1,
       foreign_event = foreign_event | excluded.foreign_event,
       own_updated_at = MAX(IFNULL(own_updated_at, excluded.own_updated_at), IFNULL(excluded.own_updated_at, own_updated_at)),
       due_at = ${BROUGHT_FORWARD}`,
    event.ticketId,
    dueAt,
    own ? 0 : FOREIGN,
    own ? event.ticketUpdatedAt : null,
  );
}

/** Asks for a look at every open ticket that `where` selects among those seen; the number asked for. */
export function enqueueKnown(sql: Sql, dueAt: Instant, where: string, ...values: readonly string[]): number {
  return sql.run(
    `INSERT INTO work (ticket_id, due_at, foreign_event)
     SELECT ticket_id, ${dueAt}, ${FOREIGN} FROM ticket WHERE finished = 0 AND ${where}
     ON CONFLICT (ticket_id) DO UPDATE SET seq = seq + 1, foreign_event = foreign_event | ${FOREIGN},
       due_at = ${BROUGHT_FORWARD}`,
    ...values,
  );
}

/** How many that would be. */
export function countKnown(sql: Sql, where: string): number {
  return sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ticket WHERE finished = 0 AND ${where}`)?.n ?? 0;
}

/**
 * Asks for a look at a ticket that was found changed. One that waits already keeps its time, and is no echo any more; a
 * look under way may have read before the change, and is followed by another.
 */
export function enqueueFound(sql: Sql, ticketId: TicketId, dueAt: Instant): void {
  sql.run(
    `INSERT INTO work (ticket_id, due_at, foreign_event) VALUES (?, ?, ${FOREIGN})
     ON CONFLICT (ticket_id) DO UPDATE SET seq = seq + 1, foreign_event = foreign_event | ${FOREIGN}`,
    ticketId,
    dueAt,
  );
}

/** Whether a look at this ticket has been asked for, or is under way. */
export function waits(sql: Sql, ticketId: TicketId): boolean {
  return sql.first(`SELECT 1 FROM work WHERE ticket_id = ?`, ticketId) !== null;
}

interface WorkRow extends Record<string, string | number | null> {
  ticket_id: string;
  seq: number;
  attempts: number;
  foreign_event: number;
  own_updated_at: number | null;
}

/** Up to `limit` tickets whose time came after `since`, oldest first. They are not taken yet. */
export function listDue(sql: Sql, since: Instant | null, now: Instant, limit: number): Work[] {
  return sql
    .all<WorkRow>(
      `SELECT ticket_id, seq, attempts, foreign_event, own_updated_at FROM work
       WHERE due_at > ? AND due_at <= ? ORDER BY due_at LIMIT ?`,
      since ?? 0,
      now,
      limit,
    )
    .map((row) => ({
      ticketId: row.ticket_id as TicketId,
      seq: row.seq,
      attempts: row.attempts,
      foreign: row.foreign_event !== 0,
      ownUpdatedAt: row.own_updated_at as Instant | null,
    }));
}

/** Leases tickets that are about to be looked at. Those that are looked at already, at length, are leased on. */
export function lease(sql: Sql, works: readonly Work[], now: Instant, underWay: ReadonlySet<TicketId>): void {
  sql.transaction(() => {
    for (const { ticketId } of works) {
      // The flags start afresh: what arrives during the look is judged on its own.
      const afresh = underWay.has(ticketId) ? "" : `, foreign_event = ${UNDER_WAY}, own_updated_at = NULL`;
      sql.run(`UPDATE work SET due_at = ?${afresh} WHERE ticket_id = ?`, now + LEASE_MS, ticketId);
    }
  });
}

/** Takes up to `limit` tickets whose time has come, oldest first, and leases them. */
export function takeDue(sql: Sql, now: Instant, limit: number, underWay: ReadonlySet<TicketId> = NOBODY): Work[] {
  const due = listDue(sql, null, now, limit);
  lease(sql, due, now, underWay);
  return due.filter(({ ticketId }) => !underWay.has(ticketId));
}

const NOBODY: ReadonlySet<TicketId> = new Set();

/** Ends a look. When events came meanwhile the ticket stays, due at `again`. */
export function finishWork(sql: Sql, work: Work, again: Instant): void {
  const gone = sql.run(`DELETE FROM work WHERE ticket_id = ? AND seq = ?`, work.ticketId, work.seq);
  if (gone === 1) return;
  sql.run(
    `UPDATE work SET due_at = ?, attempts = 0, foreign_event = foreign_event & ${FOREIGN} WHERE ticket_id = ?`,
    again,
    work.ticketId,
  );
}

/** Puts a ticket back, to be looked at whatever asks for it. */
export function retryWork(sql: Sql, work: Work, at: Instant, counted: boolean): void {
  sql.run(
    `UPDATE work SET due_at = ?, attempts = ?, foreign_event = ${FOREIGN} WHERE ticket_id = ?`,
    at,
    work.attempts + (counted ? 1 : 0),
    work.ticketId,
  );
}

/** After a start nothing is under way any more: leased tickets are due at once, those that wait after a failure are not. */
export function releaseLeases(sql: Sql, now: Instant): void {
  const leased = `attempts = 0 OR foreign_event & ${UNDER_WAY}`;
  sql.run(`UPDATE work SET due_at = ? WHERE due_at > ? AND (${leased})`, now, now);
}

/** Nothing waits any longer for the end of a pause or a backoff. What is looked at just now goes on. */
export function dueAtOnce(sql: Sql, now: Instant): void {
  sql.run(`UPDATE work SET due_at = ? WHERE due_at > ? AND foreign_event & ${UNDER_WAY} = 0`, now, now);
}

/** When the next ticket is due, of those due after `since`; or `null`. */
export function nextWorkAt(sql: Sql, since: Instant | null = null): Instant | null {
  const next = sql.first<{ at: number | null }>(`SELECT MIN(due_at) AS at FROM work WHERE due_at > ?`, since ?? 0);
  return (next?.at ?? null) as Instant | null;
}

/** Since when the first of those that are due has been due; `null` when none is. */
export function overdueSince(sql: Sql, now: Instant): Instant | null {
  const first = sql.first<{ at: number | null }>(`SELECT MIN(due_at) AS at FROM work WHERE due_at <= ?`, now);
  return (first?.at ?? null) as Instant | null;
}

export function countWork(sql: Sql): number {
  return sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM work`)?.n ?? 0;
}
