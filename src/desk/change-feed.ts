import type { TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";
import { countWork, enqueueFound } from "./work.ts";

/** Tickets of a change that wait to be looked at, at the same time: a new ticket must not stand behind ten thousand. */
const BATCH = 100;

/** How far the tickets that a change alters have been brought up to date. */
export interface Progress {
  readonly total: number;
  readonly done: number;
}

/**
 * Asks for looks at the next tickets of changes that were applied, when those before have been looked at; how many.
 * Call on every wake: a change is carried through in the account's own time, beside what comes in.
 */
export function feedChanges(sql: Sql, now: Instant): number {
  return sql.transaction(() => {
    if (!feedNow(sql)) return 0;
    const room = BATCH - countWork(sql);
    const next = sql.all<{ change_id: number; ticket_id: string }>(
      `SELECT change_id, ticket_id FROM change_ticket JOIN change ON change.id = change_id
       WHERE fed = 0 AND state = 'applied' AND paused = 0 ORDER BY change_id, ticket_id LIMIT ?`,
      room,
    );
    for (const { change_id, ticket_id } of next) {
      enqueueFound(sql, ticket_id as Parameters<typeof enqueueFound>[1], now);
      sql.run(`UPDATE change_ticket SET fed = 1 WHERE change_id = ? AND ticket_id = ?`, change_id, ticket_id);
    }
    return next.length;
  });
}

/** Feeds these tickets with a change, too, of which its preview could not tell whether they differ. */
export function feedAlso(sql: Sql, changeId: number, tickets: readonly TicketId[]): void {
  for (const ticketId of tickets) {
    sql.run(
      `INSERT INTO change_ticket (change_id, ticket_id, body) VALUES (?, ?, 'null') ON CONFLICT DO NOTHING`,
      changeId,
      ticketId,
    );
  }
}

/** Whether {@link feedChanges} would ask for looks now. */
export function feedNow(sql: Sql): boolean {
  const found = sql.first(
    `SELECT 1 FROM change_ticket JOIN change ON change.id = change_id
     WHERE fed = 0 AND state = 'applied' AND paused = 0 LIMIT 1`,
  );
  // Asked after every commit of deliveries: what waits is counted only where there is something to feed.
  return found !== null && countWork(sql) < BATCH;
}

/** Changes of which tickets still wait, newest first. */
export function changesUnderWay(sql: Sql): readonly (Progress & { id: number; note: string; paused: boolean })[] {
  return sql
    .all<{ id: number; note: string; paused: number }>(
      `SELECT id, note, paused FROM change WHERE state = 'applied' ORDER BY id DESC LIMIT 20`,
    )
    .map(({ id, note, paused }) => ({ id, note, paused: paused === 1, ...progressOf(sql, id) }))
    .filter(({ total, done }) => done < total);
}

/** A ticket is done when it was asked for and no longer waits. */
export function progressOf(sql: Sql, changeId: number): Progress {
  const total =
    sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM change_ticket WHERE change_id = ?`, changeId)?.n ?? 0;
  const open = sql.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM change_ticket AS t WHERE change_id = ?
       AND (fed = 0 OR EXISTS (SELECT 1 FROM work WHERE work.ticket_id = t.ticket_id))`,
    changeId,
  )?.n;
  return { total, done: total - (open ?? 0) };
}
