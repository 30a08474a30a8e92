import type { Decision } from "../core/decision.ts";
import type { OrganizationId, TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";

const COUNTED_MS = 90 * 24 * 3_600_000;
/** "Repeated" (contract, Support Request Abuse): so many tickets of one organization within 90 days. */
const REPEATED = 3;

/** An organization whose requests were raised higher than people left them, again and again. */
export interface RepeatedEscalation {
  readonly organizationId: OrganizationId;
  readonly tickets: number;
}

/**
 * Notes a ticket whose severity a person made less urgent than it was. Each counts once, however often it is changed,
 * and no longer when somebody raises it again: then the escalation was warranted.
 */
export function recordDowngrade(
  sql: Sql,
  ticketId: TicketId,
  organizationId: OrganizationId | null,
  decision: Decision,
  at: Instant,
): void {
  for (const reason of decision.reasons) {
    if (reason.kind !== "severity_from_field" && reason.kind !== "severity_from_priority") continue;
    if (reason.was === null || reason.was === reason.severity) continue;
    sql.run(`DELETE FROM downgrade WHERE ticket_id = ?`, ticketId);
    if (organizationId === null || reason.severity < reason.was) continue;
    sql.run(
      `INSERT INTO downgrade (ticket_id, organization_id, downgraded_at) VALUES (?, ?, ?)`,
      ticketId,
      organizationId,
      at,
    );
  }
}

/** The organizations to speak with, most tickets first. */
export function repeatedEscalations(sql: Sql, now: Instant): readonly RepeatedEscalation[] {
  return sql
    .all<{ organization_id: string; tickets: number }>(
      `SELECT organization_id, COUNT(*) AS tickets FROM downgrade WHERE downgraded_at > ?
       GROUP BY organization_id HAVING COUNT(*) >= ? ORDER BY tickets DESC, organization_id`,
      now - COUNTED_MS,
      REPEATED,
    )
    .map(({ organization_id, tickets }) => ({ organizationId: organization_id as OrganizationId, tickets }));
}
