import type { Contract, Mapping } from "../core/organization.ts";
import type { Ticket } from "../core/ticket.ts";
import type { Sql } from "./sql.ts";

/** Replaces the whole mapping. Call inside a transaction: half a mapping must never be seen. */
export function replaceContracts(sql: Sql, contracts: readonly Contract[]): void {
  sql.run(`DELETE FROM contract_domain`);
  sql.run(`DELETE FROM contract`);
  contracts.forEach((contract, index) => {
    sql.run(
      `INSERT INTO contract (id, organization_id, external_id, body) VALUES (?, ?, ?, ?)`,
      index,
      contract.organizationId,
      contract.externalId,
      JSON.stringify(contract),
    );
    for (const domain of new Set(contract.domains)) {
      sql.run(`INSERT INTO contract_domain (domain, contract_id) VALUES (?, ?)`, domain, index);
    }
  });
}

/** The rows that may speak for this ticket, found by organization and by the requester's domain. */
export function findMapping(sql: Sql, ticket: Ticket): Mapping {
  const { organization, requester } = ticket;
  const contracts =
    organization === null
      ? []
      : sql.all<{ body: string }>(
          `SELECT body FROM contract WHERE organization_id = ?
           UNION SELECT body FROM contract WHERE external_id = ?`,
          organization.id,
          organization.externalId,
        );
  const domain = requester?.email?.split("@").at(-1) ?? null;
  const domainContracts =
    domain === null
      ? []
      : sql.all<{ body: string }>(
          `SELECT body FROM contract JOIN contract_domain ON contract_id = id WHERE domain = ?`,
          domain,
        );
  return { override: null, contracts: contracts.map(toContract), domainContracts: domainContracts.map(toContract) };
}

/** Rows are written by {@link replaceContracts} only, from contracts that `mappings/load.ts` validated. */
const toContract = (row: { body: string }): Contract => JSON.parse(row.body) as Contract;
