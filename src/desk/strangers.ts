import type { OrganizationId, TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Facts } from "./facts.ts";
import type { Row, Sql } from "./sql.ts";

/** Somebody whom no contract names, as seen on open tickets. */
export interface Stranger {
  readonly organizationId: OrganizationId | null;
  readonly externalId: string | null;
  /** The organization's name in the helpdesk; `null` where the requesters have none. */
  readonly name: string | null;
  /** A mail domain of its requesters. */
  readonly domain: string | null;
  readonly tickets: number;
  readonly earliestDue: Instant | null;
}

interface StrangerRow extends Row {
  organization_id: string | null;
  external_id: string | null;
  domain: string | null;
  tickets: number;
  earliest_due: number | null;
  newest: string;
}

/** Organizations without a contract, and mail domains of requesters without an organization; most urgent first. */
export async function strangers(sql: Sql, facts: Facts, limit: number): Promise<readonly Stranger[]> {
  await facts.settled();
  const rows = sql.all<StrangerRow>(
    `SELECT organization_id, MAX(external_id) AS external_id, MAX(domain) AS domain, COUNT(*) AS tickets,
       MIN(due) AS earliest_due, MAX(ticket_id) AS newest
     FROM facts WHERE unmapped = 1 AND (organization_id IS NOT NULL OR domain IS NOT NULL)
     GROUP BY organization_id, CASE WHEN organization_id IS NULL THEN domain END
     ORDER BY earliest_due IS NULL, earliest_due, tickets DESC LIMIT ?`,
    limit,
  );
  return Promise.all(
    rows.map(async (row) => {
      const organizationId = row.organization_id as OrganizationId | null;
      const ticket = organizationId === null ? null : await facts.of(row.newest as TicketId);
      return {
        organizationId,
        externalId: row.external_id,
        name: ticket?.organization?.name ?? null,
        domain: row.domain,
        tickets: row.tickets,
        earliestDue: row.earliest_due as Instant | null,
      };
    }),
  );
}
