import type { TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Delivery } from "./helpdesk.ts";
import type { Sql } from "./sql.ts";

/** A verified webhook as it comes in. */
export interface DeliveryEntry {
  /** SHA-256 of the body, hex: the same content is the same delivery, whatever its unsigned id says. */
  readonly digest: string;
  /** When it says that it happened; `null` when it doesn't say. The same content says the same. */
  readonly happenedAt: Instant | null;
  readonly receivedAt: Instant;
  readonly delivery: Delivery;
  /** The body, encrypted: kept only of a delivery that could not be understood. */
  readonly sealedBody: string | null;
}

const KEEP_MS = 14 * 24 * 3_600_000;

/**
 * Records a delivery by the digest of its body. What versions before recorded is in `delivery`, for as long as it is kept.
 * @returns `false` when the same body came before: a retry, a duplicate or a replay, under whatever unsigned id.
 */
export function recordDelivery(sql: Sql, entry: DeliveryEntry): boolean {
  const { delivery } = entry;
  return (
    sql.run(
      `INSERT INTO arrival (happened_at, digest, received_at, type, ticket_id) SELECT ?1, ?2, ?3, ?4, ?5
       WHERE NOT EXISTS (SELECT 1 FROM delivery WHERE digest = ?2) ON CONFLICT DO NOTHING`,
      entry.happenedAt ?? 0,
      entry.digest,
      entry.receivedAt,
      delivery.kind === "unusable" ? "unusable" : delivery.type,
      delivery.kind === "ticket" ? delivery.ticketId : null,
    ) === 1
  );
}

/** Whether a delivery that speaks of this ticket came at `since` or later. */
export function hasArrived(sql: Sql, ticketId: TicketId, since: Instant): boolean {
  const from = (table: string) => `SELECT 1 FROM ${table} WHERE received_at >= ?1 AND ticket_id = ?2`;
  return sql.first(`${from("arrival")} UNION ALL ${from("delivery")} LIMIT 1`, since, ticketId) !== null;
}

/** Forgets digests older than 14 days: far beyond any provider's redelivery and the signature's freshness window. */
export function pruneInbox(sql: Sql, now: number): void {
  for (const table of ["arrival", "delivery"]) sql.run(`DELETE FROM ${table} WHERE received_at < ?`, now - KEEP_MS);
}
