import type { Contract } from "../src/core/organization.ts";
import { COLUMNS, type Column } from "./organization-row.ts";

/** What a spreadsheet would take for a formula, with any marks that were put before it already. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED = /^'+[=+\-@\t\r]/;

/**
 * A cell as it may stand in a file that somebody opens in a spreadsheet: what begins with `=`, `+`, `-`, `@`, a tab or a
 * carriage return gets an apostrophe in front, so that it is text and never run (OWASP, CSV injection). {@link unmarked}
 * takes it away again, and only there.
 */
export const marked = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A cell as it was before {@link marked}. */
export const unmarked = (cell: string): string => (MARKED.test(cell) ? cell.slice(1) : cell);

/** The header, with the byte order mark by which spreadsheets know UTF-8. */
export const CSV_HEADER = `\ufeff${COLUMNS.join(",")}\r\n`;

/** One row of `organizations.csv`; read again, it is the same contract. */
export function csvRow(contract: Contract): string {
  const cells = contractCells(contract);
  return `${COLUMNS.map((column) => quoted(marked(cells[column]))).join(",")}\r\n`;
}

/** A contract as the cells of its row. */
export function contractCells(contract: Contract): Readonly<Record<Column, string>> {
  const { organizationId, externalId, name, domains, tier, start, end, onboarding, sdk, csm, tam } = contract;
  return {
    organization_id: organizationId ?? "",
    external_id: externalId ?? "",
    name,
    domains: domains.join(";"),
    tier,
    contract_start: start ?? "",
    contract_end: end ?? "",
    onboarding,
    sdk: sdk ? "yes" : "no",
    csm: csm ?? "",
    tam: tam ?? "",
    named_contacts: contract.namedContacts.join(";"),
    github: (contract.handles ?? []).join(";"),
  };
}

const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
