import type { Instant } from "../core/time.ts";
import type { Delivery } from "./helpdesk.ts";
import type { Sql } from "./sql.ts";

/** A verified webhook as it comes in. */
export interface DeliveryEntry {
  /** SHA-256 of the body, hex: the same content is the same delivery, whatever its unsigned id says. */
  readonly digest: string;
  readonly receivedAt: Instant;
  readonly delivery: Delivery;
  /** The body, encrypted: kept only of a delivery that could not be understood. */
  readonly sealedBody: string | null;
}

const KEEP_MS = 14 * 24 * 3_600_000;

/**
 * Records a delivery by the digest of its body.
 * @returns `false` when the same body came before: a retry, a duplicate or a replay, under whatever unsigned id.
 */
export function recordDelivery(sql: Sql, entry: DeliveryEntry): boolean {
  const { delivery } = entry;
  return (
    sql.run(
      `INSERT INTO delivery (digest, received_at, type, ticket_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      entry.digest,
      entry.receivedAt,
      delivery.kind === "unusable" ? "unusable" : delivery.type,
      delivery.kind === "ticket" ? delivery.ticketId : null,
    ) === 1
  );
}

/** Forgets digests older than 14 days: far beyond any provider's redelivery and the signature's freshness window. */
export function pruneInbox(sql: Sql, now: number): void {
  sql.run(`DELETE FROM delivery WHERE received_at < ?`, now - KEEP_MS);
}
