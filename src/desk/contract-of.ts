import type { Answer } from "../core/decision.ts";
import type { Contract } from "../core/organization.ts";
import type { LocalDate } from "../core/time.ts";
import type { Sql } from "./sql.ts";

/**
 * The row of the mapping that a decision followed: the one that its reasons name, else the organization's own that was
 * in force. `null` when the mapping knows none, or not any more.
 * @param on the arrival's local date in the policy's zone
 */
export function contractOf(sql: Sql, answer: Answer, on: LocalDate): Contract | null {
  const reason = answer.reasons.find(({ kind }) => BY_CONTRACT.has(kind));
  const name = reason !== undefined && "organization" in reason ? reason.organization : null;
  const fits = (contract: Contract): boolean =>
    inForce(contract, on) && (name === null || (contract.name === name && contract.tier === answer.tier));
  const own = rowsOf(
    sql,
    `SELECT body FROM contract WHERE organization_id = (SELECT organization_id FROM ticket WHERE ticket_id = ?)`,
    answer.ticketId,
  ).find(fits);
  if (own !== undefined || name === null) return own ?? null;
  // Known by external id, handle or domain, which the Desk doesn't keep of a ticket.
  return rowsOf(sql, `SELECT body FROM contract WHERE body ->> '$.name' = ?`, name).find(fits) ?? null;
}

/** The reasons that name the organization of a contract. */
const BY_CONTRACT: ReadonlySet<string> = new Set(["tier_from_mapping", "tier_from_handle", "tier_from_domain"]);

const inForce = ({ start, end }: Contract, on: LocalDate): boolean =>
  (start === null || start <= on) && (end === null || on <= end);

/** Rows are written by the mapping only. */
const rowsOf = (sql: Sql, query: string, value: string): readonly Contract[] =>
  sql.all<{ body: string }>(query, value).map(({ body }) => JSON.parse(body) as Contract);
