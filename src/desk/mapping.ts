import { type MappingEdit, mailDomain } from "../core/mapping-edit.ts";
import type { Contract, Mapping } from "../core/organization.ts";
import type { Ticket } from "../core/ticket.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** Replaces the whole mapping. Call inside a transaction: half a mapping must never be seen. */
export function replaceContracts(sql: Sql, contracts: readonly Contract[]): void {
  sql.run(`DELETE FROM contract_domain`);
  sql.run(`DELETE FROM contract_handle`);
  sql.run(`DELETE FROM contract`);
  contracts.forEach((contract, index) => {
    insertContract(sql, index, contract);
  });
}

/**
 * Makes these edits. Call inside a transaction, after {@link outdatedEdits} has found none: what is there is replaced
 * without another look.
 */
export function applyEdits(sql: Sql, edits: readonly MappingEdit[]): void {
  for (const { row } of edits) {
    sql.run(`DELETE FROM contract_domain WHERE contract_id = ?`, row);
    sql.run(`DELETE FROM contract_handle WHERE contract_id = ?`, row);
    sql.run(`DELETE FROM contract WHERE id = ?`, row);
  }
  for (const { row, after } of edits) if (after !== null) insertContract(sql, row, after);
}

/** The edits whose row is no longer what they were made to. */
export function outdatedEdits(sql: Sql, edits: readonly MappingEdit[]): readonly MappingEdit[] {
  return edits.filter(({ row, before }) => {
    const now = sql.first<{ body: string }>(`SELECT body FROM contract WHERE id = ?`, row)?.body ?? null;
    return now !== (before === null ? null : JSON.stringify(before));
  });
}

/** A number that no row has or ever had: one that was removed may come back. */
export function newRows(sql: Sql, count: number): readonly number[] {
  const highest = sql.first<{ id: number | null }>(`SELECT MAX(id) AS id FROM contract`)?.id ?? -1;
  const first = Math.max(highest + 1, Number(readSetting(sql, "next_contract") ?? 0));
  writeSetting(sql, "next_contract", String(first + count));
  return Array.from({ length: count }, (_, index) => first + index);
}

function insertContract(sql: Sql, id: number, contract: Contract): void {
  const { organizationId, externalId, name, domains, handles = [], tier, namedContacts } = contract;
  sql.run(
    `INSERT INTO contract (id, organization_id, external_id, body, name, tier, starts, ends, contacts, search)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    organizationId,
    externalId,
    JSON.stringify(contract),
    sortKey(name),
    tier,
    contract.start,
    contract.end,
    namedContacts.length,
    [sortKey(name), organizationId, externalId, ...domains, ...handles, contract.csm, contract.tam]
      .filter(Boolean)
      .join("\n")
      .toLowerCase(),
  );
  for (const domain of new Set(domains)) {
    sql.run(`INSERT INTO contract_domain (domain, contract_id) VALUES (?, ?)`, domain, id);
  }
  for (const handle of new Set(handles)) {
    sql.run(`INSERT INTO contract_handle (handle, contract_id) VALUES (?, ?)`, handle, id);
  }
}

/** Names as a person would sort and search them: neither case nor accents count. */
export const sortKey = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Rows that the version before this one wrote have nothing to be searched by yet. */
export function completeContracts(sql: Sql): void {
  const rows = sql.all<{ id: number; body: string }>(`SELECT id, body FROM contract WHERE search = ''`);
  if (rows.length === 0) return;
  sql.transaction(() => {
    for (const { id, body } of rows)
      applyEdits(sql, [{ row: id, before: toContract({ body }), after: toContract({ body }) }]);
  });
}

/** The rows that may speak for this ticket, found by organization, by its handles and by the requester's domain. */
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
  const domain = mailDomain(requester?.email ?? null);
  const domainContracts =
    domain === null
      ? []
      : sql.all<{ body: string }>(
          `SELECT body FROM contract JOIN contract_domain ON contract_id = id WHERE domain = ?`,
          domain,
        );
  return {
    override: null,
    contracts: contracts.map(toContract),
    handleContracts: (ticket.handles ?? []).map((handle) => ({ handle, contracts: namedBy(sql, handle) })),
    domainContracts: domainContracts.map(toContract),
  };
}

/** A version that knows no handles may have replaced the contracts since: only what a row itself says counts. */
const namedBy = (sql: Sql, handle: string): readonly Contract[] =>
  sql
    .all<{ body: string }>(
      `SELECT body FROM contract JOIN contract_handle ON contract_id = id WHERE handle = ?`,
      handle,
    )
    .map(toContract)
    .filter((contract) => contract.handles?.includes(handle));

/** Rows are written by {@link replaceContracts} only, from contracts that `mappings/load.ts` validated. */
const toContract = (row: { body: string }): Contract => JSON.parse(row.body) as Contract;
