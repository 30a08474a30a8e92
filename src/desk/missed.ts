import type { TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";

const KEEP_MS = 7 * 24 * 3_600_000;

/** Notes a ticket that changed and of which no webhook came. */
export function noteMissed(sql: Sql, ticketId: TicketId, foundAt: Instant): void {
  sql.run(`INSERT INTO missed (ticket_id, found_at) VALUES (?, ?)`, ticketId, foundAt);
}

/** The tickets missed since then, newest first; a ticket missed twice is named once. */
export function missedSince(sql: Sql, since: Instant): TicketId[] {
  return sql
    .all<{ ticket_id: string }>(
      `SELECT ticket_id FROM missed WHERE found_at >= ? GROUP BY ticket_id ORDER BY MAX(id) DESC`,
      since,
    )
    .map(({ ticket_id }) => ticket_id as TicketId);
}

/** Forgets what is older than a week, as Zendesk's own log of deliveries does. */
export function pruneMissed(sql: Sql, now: Instant): void {
  sql.run(`DELETE FROM missed WHERE found_at < ?`, now - KEEP_MS);
}
