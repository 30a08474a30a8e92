import type { Contract } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import { checkContract, checkOverlaps, type Row } from "./contract-checks.ts";
import { readTable, type TableRow } from "./csv-table.ts";
import { acceptedBy } from "./issues.ts";
import { COLUMNS, type Column, OPTIONAL_COLUMNS, rowSchema } from "./organization-row.ts";
import { unmarked } from "./organizations-csv.ts";
import { inOrder, type Problem, type Source } from "./problem.ts";

export interface Organizations {
  /** The rows that are right by themselves, in the file's order. Not to be used while there are problems. */
  readonly contracts: readonly Contract[];
  readonly problems: readonly Problem[];
}

/** Reads `organizations.csv` under a policy. Pure; all problems at once. */
export function loadOrganizations(source: Source, policy: Policy): Organizations {
  const table = readTable(source, { all: COLUMNS, optional: OPTIONAL_COLUMNS });
  const schema = rowSchema(policy);
  const problems: Problem[] = [...table.problems];
  const placeOf = new Map<Row, TableRow<Column>>();
  for (const at of table.rows) {
    const parsed = schema.safeParse(cellsOf(at));
    if (!parsed.success) {
      const issues = parsed.error.issues;
      problems.push(...issues.map((issue) => at.problemAt(String(issue.path[0]), issue.message, acceptedBy(issue))));
      continue;
    }
    placeOf.set({ contract: parsed.data, line: at.line }, at);
    for (const { column, message, accepted } of checkContract(parsed.data, policy))
      problems.push(at.problemAt(column, message, accepted));
  }
  const rows = [...placeOf.keys()];
  for (const [row, { column, message, accepted }] of checkOverlaps(rows)) {
    const at = placeOf.get(row);
    if (at !== undefined) problems.push(at.problemAt(column, message, accepted));
  }
  return { contracts: rows.map(({ contract }) => contract), problems: inOrder(problems) };
}

function cellsOf(row: TableRow<Column>): Readonly<Record<Column, string>> {
  const cell = (column: Column) => unmarked(row.cell(column));
  return {
    organization_id: cell("organization_id"),
    external_id: cell("external_id"),
    name: cell("name"),
    domains: cell("domains"),
    tier: cell("tier"),
    contract_start: cell("contract_start"),
    contract_end: cell("contract_end"),
    onboarding: cell("onboarding"),
    sdk: cell("sdk"),
    csm: cell("csm"),
    tam: cell("tam"),
    named_contacts: cell("named_contacts"),
    github: cell("github"),
  };
}
