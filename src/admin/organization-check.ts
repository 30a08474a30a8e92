import { checkContract, checkOverlaps, type Row } from "../../mappings/contract-checks.ts";
import { type Column, rowSchema } from "../../mappings/organization-row.ts";
import type { OrganizationFields } from "../api/organizations-request.ts";
import type { MappingEdit } from "../core/mapping-edit.ts";
import type { Contract } from "../core/organization.ts";
import type { Policy } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import { rivalsOf } from "../desk/organizations.ts";
import type { Sql } from "../desk/sql.ts";

/** What is wrong with one field of a row. */
export interface FieldProblem {
  readonly field: keyof OrganizationFields;
  readonly message: string;
}

const FIELDS: Readonly<Record<Column, keyof OrganizationFields>> = {
  organization_id: "organizationId",
  external_id: "externalId",
  name: "name",
  domains: "domains",
  tier: "tier",
  contract_start: "start",
  contract_end: "end",
  onboarding: "onboarding",
  sdk: "sdk",
  csm: "csm",
  tam: "tam",
  named_contacts: "namedContacts",
  github: "handles",
};

export const fieldOf = (column: Column): keyof OrganizationFields => FIELDS[column];

const isColumn = (name: string): name is Column => Object.hasOwn(FIELDS, name);

/** A row as a person filled it in → a contract, by the same checks as a row of the CSV file. */
export function contractFrom(
  fields: OrganizationFields,
  policy: Policy,
): Result<Contract, { readonly reason: "problems"; readonly problems: readonly FieldProblem[] }> {
  const read = rowSchema(policy).safeParse({
    organization_id: fields.organizationId ?? "",
    external_id: fields.externalId ?? "",
    name: fields.name,
    domains: fields.domains.join(";"),
    tier: fields.tier,
    contract_start: fields.start ?? "",
    contract_end: fields.end ?? "",
    onboarding: fields.onboarding,
    sdk: fields.sdk ? "yes" : "no",
    csm: fields.csm ?? "",
    tam: fields.tam ?? "",
    named_contacts: fields.namedContacts.join(";"),
    github: fields.handles.join(";"),
  });
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => {
      const column = String(path[0]);
      return { field: isColumn(column) ? FIELDS[column] : "name", message } as const;
    });
    return err({ reason: "problems", problems });
  }
  const problems = checkContract(read.data, policy).map(({ column, message }) => ({ field: FIELDS[column], message }));
  return problems.length > 0 ? err({ reason: "problems", problems }) : ok(read.data);
}

/** The fields of a row as they stand, for an edit that names only some of them. */
export function fieldsOf({ domains, namedContacts, handles = [], ...contract }: Contract): OrganizationFields {
  return { ...contract, domains: [...domains], namedContacts: [...namedContacts], handles: [...handles] };
}

export interface Overlap {
  /** The edit's place among the edits. */
  readonly index: number;
  readonly column: Column;
  readonly message: string;
}

/** Where a row would speak for an organization that another speaks for at the same time. */
export function overlapsOf(sql: Sql, edits: readonly MappingEdit[]): readonly Overlap[] {
  const edited = new Set(edits.map(({ row }) => row));
  const rows: Row[] = [];
  const indexOf = new Map<Row, number>();
  const others = new Map<number, Row>();
  for (const [index, { row, after }] of edits.entries()) {
    if (after === null) continue;
    const own = { contract: after, line: index + 1, words: `"${after.name}"` };
    indexOf.set(own, index);
    rows.push(own);
    for (const rival of rivalsOf(sql, { row, contract: after })) {
      if (edited.has(rival.row)) continue;
      others.set(rival.row, { contract: rival.contract, line: 0, words: `"${rival.contract.name}"` });
    }
  }
  const found: Overlap[] = [];
  for (const [row, { column, message }] of checkOverlaps([...others.values(), ...rows])) {
    const index = indexOf.get(row);
    if (index !== undefined) found.push({ index, column, message });
  }
  return found;
}
