import type { OrganizationShown } from "../../../src/api/organization.ts";

export const DIFF_FIELDS = [
  "name",
  "tier",
  "start",
  "end",
  "onboarding",
  "sdk",
  "domains",
  "namedContacts",
  "csm",
  "tam",
  "organizationId",
  "externalId",
] as const satisfies readonly (keyof OrganizationShown)[];
export type DiffField = (typeof DIFF_FIELDS)[number];

export type FieldValue = OrganizationShown[DiffField];

/** One cell that differs. */
export interface FieldDifference {
  readonly field: DiffField;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** What of a row a change alters; nothing for a row that is added or removed as a whole. */
export function organizationDiff(
  before: OrganizationShown | null,
  after: OrganizationShown | null,
): readonly FieldDifference[] {
  if (before === null || after === null) return [];
  return DIFF_FIELDS.flatMap((field) =>
    JSON.stringify(before[field]) === JSON.stringify(after[field])
      ? []
      : [{ field, before: before[field], after: after[field] }],
  );
}

/** A list's single entries, so that one that stayed isn't drawn as changed. */
export function listDiff(before: readonly string[], after: readonly string[]) {
  return {
    gone: before.filter((entry) => !after.includes(entry)),
    come: after.filter((entry) => !before.includes(entry)),
    stayed: after.filter((entry) => before.includes(entry)).length,
  };
}
