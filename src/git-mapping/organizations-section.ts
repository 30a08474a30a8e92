import { matchContracts } from "../../mappings/match-contracts.ts";
import { COLUMNS } from "../../mappings/organization-row.ts";
import { contractCells } from "../../mappings/organizations-csv.ts";
import type { Contract } from "../core/organization.ts";
import { rest, tableLines, verbatim } from "./markdown.ts";

const SHOWN = 50;

export interface OrganizationChanges {
  readonly removed: readonly Contract[];
  readonly altered: readonly { readonly before: Contract; readonly after: Contract }[];
  readonly added: readonly Contract[];
}

/** Which rows of the mapping come, go, or say something else. */
export function organizationChanges(before: readonly Contract[], after: readonly Contract[]): OrganizationChanges {
  const { left, altered, added } = matchContracts(
    before.map((contract) => ({ contract })),
    after,
  );
  return {
    removed: left.map(({ contract }) => contract),
    altered: altered
      .map(({ row, after: to }) => ({ before: row.contract, after: to }))
      .filter((pair) => alterations(pair).length > 0),
    added,
  };
}

export const countRows = ({ removed, altered, added }: OrganizationChanges): number =>
  removed.length + altered.length + added.length;

export function organizationsSection(changes: OrganizationChanges): readonly string[] {
  const { removed, altered, added } = changes;
  if (countRows(changes) === 0) return [];
  const rows = [
    ...removed.map((contract) => [contract.name, `removed: ${terms(contract)}`]),
    ...altered.map((pair) => [pair.after.name, alterations(pair).join("; ")]),
    ...added.map((contract) => [contract.name, `added: ${terms(contract)}`]),
  ].slice(0, SHOWN);
  return [
    "### Organizations",
    "",
    `${added.length} added, ${altered.length} altered, ${removed.length} removed.`,
    "",
    ...tableLines(
      ["Organization", "What"],
      rows.map(([name = "", what = ""]) => [verbatim(name), what]),
    ),
    ...rest(countRows(changes), SHOWN),
  ];
}

function alterations({ before, after }: OrganizationChanges["altered"][number]): readonly string[] {
  const [from, to] = [contractCells(before), contractCells(after)];
  return COLUMNS.filter((column) => from[column] !== to[column]).map(
    (column) => `${column} ${value(from[column])} → ${value(to[column])}`,
  );
}

const value = (cell: string): string => (cell === "" ? "–" : verbatim(cell));

function terms({ tier, start, end }: Contract): string {
  const from = start === null ? "" : ` from ${start}`;
  const until = end === null ? "" : ` until ${end}`;
  return `${verbatim(tier)}${from}${until}`;
}
