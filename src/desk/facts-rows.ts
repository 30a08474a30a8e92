import type { TicketId } from "../core/id.ts";
import { type MappingEdit, mailDomain } from "../core/mapping-edit.ts";
import type { Ticket } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type { Row, Sql } from "./sql.ts";

/** A ticket, and what of it stands in clear: by what a change is to find it. */
export interface Kept {
  readonly ticket: Ticket;
  readonly unmapped: boolean;
  readonly due: Instant | null;
}

export interface SealedRow extends Row {
  ticket_id: string;
  body: string;
}

export interface FactsRow extends SealedRow {
  unmapped: number;
  due: number | null;
}

/** Forgets a ticket that is finished. Call it with what marks it as finished: one that waits to be kept is not kept. */
export function forgetFacts(sql: Sql, ticketId: TicketId): void {
  sql.run(`DELETE FROM facts WHERE ticket_id = ?`, ticketId);
  sql.run(`DELETE FROM facts_handle WHERE ticket_id = ?`, ticketId);
}

/** How many open tickets are known well enough to say what a change would do to them. */
export function countFacts(sql: Sql): number {
  return sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM facts`)?.n ?? 0;
}

/** Open tickets that were seen, and of which nothing is kept: by the version before, or in the moment of a crash. */
export function ticketsWithoutFacts(sql: Sql): readonly TicketId[] {
  return sql
    .all<{ ticket_id: string }>(
      `SELECT ticket_id FROM ticket WHERE finished = 0
         AND NOT EXISTS (SELECT 1 FROM facts WHERE facts.ticket_id = ticket.ticket_id)`,
    )
    .map(({ ticket_id }) => ticket_id as TicketId);
}

type Column = "organization_id" | "external_id" | "domain";

/** The tickets that any of these edits may speak of. */
export function idsTouchedBy(sql: Sql, edits: readonly MappingEdit[]): ReadonlySet<TicketId> {
  const claims = { organization_id: new Set<string>(), external_id: new Set<string>(), domain: new Set<string>() };
  const named = new Set<string>();
  const contracts = edits.flatMap(({ before, after }) => [before, after]).filter((contract) => contract !== null);
  for (const { organizationId, externalId, domains, handles = [] } of contracts) {
    if (organizationId !== null) claims.organization_id.add(organizationId);
    if (externalId !== null) claims.external_id.add(externalId);
    for (const domain of domains) claims.domain.add(domain);
    for (const handle of handles) named.add(handle);
  }
  const columns: readonly Column[] = ["organization_id", "external_id", "domain"];
  const found = columns.flatMap((column) =>
    [...claims[column]].flatMap((value) =>
      sql.all<{ ticket_id: string }>(`SELECT ticket_id FROM facts WHERE ${column} = ?`, value),
    ),
  );
  const byHandle = [...named].flatMap((handle) =>
    sql.all<{ ticket_id: string }>(`SELECT ticket_id FROM facts_handle WHERE handle = ?`, handle),
  );
  return new Set([...found, ...byHandle].map(({ ticket_id }) => ticket_id as TicketId));
}

export function insertFacts(sql: Sql, { ticket, unmapped, due }: Kept, sealed: string): void {
  sql.run(
    `INSERT INTO facts (ticket_id, organization_id, external_id, domain, unmapped, due, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (ticket_id) DO UPDATE SET organization_id = excluded.organization_id, external_id = excluded.external_id,
       domain = excluded.domain, unmapped = excluded.unmapped, due = excluded.due, body = excluded.body`,
    ticket.id,
    ticket.organization?.id ?? null,
    ticket.organization?.externalId ?? null,
    mailDomain(ticket.requester?.email ?? null),
    Number(unmapped),
    due,
    sealed,
  );
  sql.run(`DELETE FROM facts_handle WHERE ticket_id = ?`, ticket.id);
  for (const handle of new Set(ticket.handles)) {
    sql.run(`INSERT INTO facts_handle (handle, ticket_id) VALUES (?, ?)`, handle, ticket.id);
  }
}
