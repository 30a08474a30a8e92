import type { Contract } from "../src/core/organization.ts";

/** Which of two mappings' rows are the same: what was altered, what has come, and what was left over. */
export interface Matched<Row> {
  readonly altered: readonly { readonly row: Row; readonly after: Contract }[];
  readonly added: readonly Contract[];
  readonly left: readonly Row[];
}

/** Finds the row of each contract: the same one, else the one of the same customer and start, else its only one. */
export function matchContracts<Row extends { readonly contract: Contract }>(
  rows: readonly Row[],
  contracts: readonly Contract[],
): Matched<Row> {
  const altered: { row: Row; after: Contract }[] = [];
  let left = rows;
  let coming = contracts;
  const pass = (keyOf: (contract: Contract) => string, same: boolean): void => {
    const byKey = Map.groupBy(left, ({ contract }) => keyOf(contract));
    const taken = new Set<Row>();
    coming = coming.filter((contract) => {
      const candidates = byKey.get(keyOf(contract)) ?? [];
      const row = candidates.find((one) => !taken.has(one));
      if (row === undefined) return true;
      taken.add(row);
      if (!same) altered.push({ row, after: contract });
      return false;
    });
    left = left.filter((row) => !taken.has(row));
  };
  pass((contract) => JSON.stringify(contract), true);
  pass((contract) => `${customerOf(contract)}\n${contract.start ?? ""}`, false);
  pass(customerOf, false);
  return { altered, added: coming, left };
}

const customerOf = ({ organizationId, externalId, name }: Contract): string =>
  organizationId ?? (externalId === null ? `name ${name}` : `external ${externalId}`);
