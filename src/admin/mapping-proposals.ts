import type { ChangeRequest, OrganizationEdit } from "../api/changes-request.ts";
import type { OrganizationFields } from "../api/organizations-request.ts";
import { organizationId } from "../core/id.ts";
import type { MappingEdit } from "../core/mapping-edit.ts";
import { err, ok, type Result } from "../core/result.ts";
import { newRows } from "../desk/mapping.ts";
import { findOrganization, matchingRows, type OrganizationRow } from "../desk/organizations.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { invalid, NO_SUCH_ROW, NOTHING_DIFFERS, STALE_ROW } from "./failures.ts";
import { contractFrom, fieldOf, fieldsOf, overlapsOf } from "./organization-check.ts";
import { filterOf } from "./organization-filter.ts";
import { etagOf } from "./organization-view.ts";

type Of<Kind extends ChangeRequest["kind"]> = Extract<ChangeRequest, { kind: Kind }>;
type Edits = Result<readonly MappingEdit[], AdminFailure>;
type Problems = NonNullable<AdminFailure["problems"]>;

/** More rows than this are changed by importing a file. */
const MOST_ROWS = 100_000;

/** Rows added, altered and removed, as a person named them. */
export function editOrganizations(deps: AdminDeps, { edits }: Pick<Of<"organizations">, "edits">): Edits {
  const made: MappingEdit[] = [];
  const problems: { where: string; message: string }[] = [];
  const fresh = newRows(deps.sql, edits.filter(({ op }) => op === "add").length).values();
  for (const [index, edit] of edits.entries()) {
    const outcome = editOne(deps, edit, () => fresh.next().value ?? 0);
    if (outcome.ok) made.push(outcome.value);
    else if (outcome.failure.problems === undefined) return outcome;
    else problems.push(...prefixed(`edits.${index}.organization`, outcome.failure.problems));
  }
  if (problems.length > 0) return err(invalid(problems));
  return checked(deps, made, (index) => `edits.${index}.organization`);
}

function editOne(
  { sql, inForce }: AdminDeps,
  edit: OrganizationEdit,
  fresh: () => number,
): Result<MappingEdit, AdminFailure> {
  if (edit.op === "add") return toFields(null, edit.organization, fresh);
  const row = findOrganization(sql, Number(edit.id));
  if (row === null) return err(NO_SUCH_ROW);
  if (edit.etag !== undefined && edit.etag !== etagOf(row.contract)) return err(STALE_ROW);
  if (edit.op === "remove") return ok({ row: row.row, before: row.contract, after: null });
  return toFields(row, { ...fieldsOf(row.contract), ...given(edit.organization) }, fresh);

  function toFields(
    before: OrganizationRow | null,
    fields: OrganizationFields,
    next: () => number,
  ): Result<MappingEdit, AdminFailure> {
    const contract = contractFrom(fields, inForce.policy);
    if (!contract.ok)
      return err(invalid(contract.failure.problems.map(({ field, message }) => ({ where: field, message }))));
    return ok({ row: before?.row ?? next(), before: before?.contract ?? null, after: contract.value });
  }
}

/** The same set in many rows. */
export function editInBulk(deps: AdminDeps, { rows, set }: Of<"bulk">): Edits {
  const chosen = Array.isArray(rows)
    ? rows.map((id) => findOrganization(deps.sql, Number(id)))
    : matchingRows(deps.sql, filterOf(deps, rows), MOST_ROWS);
  const problems: { where: string; message: string }[] = [];
  const made: MappingEdit[] = [];
  for (const row of chosen) {
    if (row === null) return err(NO_SUCH_ROW);
    const contract = contractFrom({ ...fieldsOf(row.contract), ...given(set) }, deps.inForce.policy);
    if (contract.ok) made.push({ row: row.row, before: row.contract, after: contract.value });
    else {
      for (const { field, message } of contract.failure.problems) {
        problems.push({ where: `set.${field}`, message: `${row.contract.name}: ${message}` });
      }
    }
  }
  if (problems.length > 0) return err(invalid(problems));
  return checked(deps, made, () => "set");
}

/** Somebody who is unmapped gets a row, or joins one. */
export function mapStranger(deps: AdminDeps, { stranger, to }: Of<"map">): Edits {
  const organization = stranger.startsWith("org:") ? organizationId(stranger.slice(4)) : null;
  const domain = stranger.startsWith("domain:") ? stranger.slice(7).toLowerCase() : null;
  const joined = (fields: OrganizationFields): OrganizationFields => ({
    ...fields,
    organizationId: organization ?? fields.organizationId,
    domains: domain === null ? fields.domains : [...new Set([...fields.domains, domain])],
  });
  if (typeof to !== "string") return editOrganizations(deps, { edits: [{ op: "add", organization: joined(to) }] });
  const row = findOrganization(deps.sql, Number(to));
  if (row === null) return err(NO_SUCH_ROW);
  const { contract } = row;
  if (organization !== null && contract.organizationId !== null && contract.organizationId !== organization) {
    // One row names one organization of the helpdesk: this one gets a row of its own on the same terms.
    const own = { ...fieldsOf(contract), organizationId: organization, externalId: null, domains: [] };
    return editOrganizations(deps, { edits: [{ op: "add", organization: own }] });
  }
  return editOrganizations(deps, { edits: [{ op: "set", id: to, organization: joined(fieldsOf(contract)) }] });
}

/** Leaves out what changes nothing, and refuses rows that would speak for one organization at one time. */
export function checked({ sql }: AdminDeps, edits: readonly MappingEdit[], where: (index: number) => string): Edits {
  const differing = edits.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  if (differing.length === 0) return err(NOTHING_DIFFERS);
  if (new Set(differing.map(({ row }) => row)).size < differing.length) {
    return err(invalid([{ where: "edits", message: "a row is edited twice: send one edit for each row" }]));
  }
  const overlaps = overlapsOf(sql, differing);
  if (overlaps.length === 0) return ok(differing);
  return err(
    invalid(
      overlaps.map(({ index, column, message }) => {
        const edit = differing[index];
        return { where: `${where(edit === undefined ? index : edits.indexOf(edit))}.${fieldOf(column)}`, message };
      }),
    ),
  );
}

const prefixed = (root: string, problems: Problems): Problems =>
  problems.map(({ where, message }) => ({ where: `${root}.${where}`, message }));

/** What was sent; what was left out stays. */
function given(fields: { readonly [Field in keyof OrganizationFields]?: OrganizationFields[Field] | undefined }) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
