import type { FieldValue } from "./records/field.ts";
import type { Facts } from "./records/ticket.ts";

/** One fact that differs between two versions of a ticket. */
export type FactChange =
  | { readonly kind: "field"; readonly name: FieldName; readonly previous: Scalar; readonly current: Scalar }
  | {
      readonly kind: "set";
      readonly name: SetName;
      readonly added: readonly Scalar[];
      readonly removed: readonly Scalar[];
    }
  | { readonly kind: "custom"; readonly fieldId: number; readonly previous: FieldValue; readonly current: FieldValue };

export type Scalar = string | number | null;
export type SetName = "tags" | "follower_ids" | "email_cc_ids";
export type FieldName = Exclude<keyof Facts, SetName | "custom">;

const FIELDS: readonly FieldName[] = [
  "subject",
  "type",
  "priority",
  "status",
  "requester_id",
  "organization_id",
  "group_id",
  "assignee_id",
  "brand_id",
  "ticket_form_id",
  "external_id",
  "problem_id",
  "due_at",
];
const SETS: readonly SetName[] = ["tags", "follower_ids", "email_cc_ids"];

export function diffFacts(before: Facts, after: Facts): FactChange[] {
  const changes: FactChange[] = [];
  for (const name of FIELDS) {
    const [previous, current] = [before[name], after[name]];
    if (previous !== current) changes.push({ kind: "field", name, previous, current });
  }
  for (const [fieldId, current] of after.custom) {
    const previous = before.custom.get(fieldId) ?? null;
    if (!sameValue(previous, current)) changes.push({ kind: "custom", fieldId, previous, current });
  }
  for (const name of SETS) {
    const [old, now]: [readonly Scalar[], readonly Scalar[]] = [before[name], after[name]];
    const added = now.filter((item) => !old.includes(item));
    const removed = old.filter((item) => !now.includes(item));
    if (added.length + removed.length > 0) changes.push({ kind: "set", name, added, removed });
  }
  return changes;
}

/** An empty list and an unticked box are no value, so that a first reading of a field is no change. */
function sameValue(a: FieldValue, b: FieldValue): boolean {
  const blank = (value: FieldValue) =>
    value === null || value === false || (Array.isArray(value) && value.length === 0);
  return (blank(a) && blank(b)) || JSON.stringify(a) === JSON.stringify(b);
}
