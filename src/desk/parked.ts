import type { TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";

/** Something that waits for a person, with its reason. */
export interface Parked {
  readonly id: number;
  readonly kind: "ticket" | "delivery";
  readonly ticketId: TicketId | null;
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly since: Instant;
}

export function parkTicket(
  sql: Sql,
  ticketId: TicketId,
  reason: string,
  detail: string,
  attempts: number,
  now: Instant,
): void {
  sql.run(
    `INSERT INTO parked (kind, ticket_id, reason, detail, attempts, since) VALUES ('ticket', ?, ?, ?, ?, ?)
     ON CONFLICT (ticket_id) DO UPDATE SET reason = excluded.reason, detail = excluded.detail, attempts = excluded.attempts`,
    ticketId,
    reason,
    detail,
    attempts,
    now,
  );
}

/** Keeps a signed delivery that could not be understood; `sealedBody` is encrypted, since it may hold a person's words. */
export function parkDelivery(sql: Sql, detail: string, sealedBody: string, now: Instant): void {
  sql.run(
    `INSERT INTO parked (kind, reason, detail, attempts, since, body) VALUES ('delivery', 'unusable', ?, 1, ?, ?)`,
    detail,
    now,
    sealedBody,
  );
}

interface ParkedRow extends Record<string, string | number | null> {
  id: number;
  kind: "ticket" | "delivery";
  ticket_id: string | null;
  reason: string;
  detail: string;
  attempts: number;
  since: number;
}

export function listParked(sql: Sql): Parked[] {
  return sql
    .all<ParkedRow>(`SELECT id, kind, ticket_id, reason, detail, attempts, since FROM parked ORDER BY since, id`)
    .map(({ ticket_id, since, ...rest }) => ({
      ...rest,
      ticketId: ticket_id as TicketId | null,
      since: since as Instant,
    }));
}

/** The sealed body of a parked delivery. */
export function parkedBody(sql: Sql, id: number): string | null {
  return sql.first<{ body: string | null }>(`SELECT body FROM parked WHERE id = ?`, id)?.body ?? null;
}

export function unpark(sql: Sql, id: number): void {
  sql.run(`DELETE FROM parked WHERE id = ?`, id);
}

/** The ticket has come right: nobody has to see to it any more. */
export function unparkTicket(sql: Sql, ticketId: TicketId): void {
  sql.run(`DELETE FROM parked WHERE ticket_id = ?`, ticketId);
}

export function countParked(sql: Sql): number {
  return sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM parked`)?.n ?? 0;
}
