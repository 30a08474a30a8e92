import type { FieldOption, FieldValue } from "./records/field.ts";

interface FieldRule {
  readonly type: string;
  readonly regexp_for_validation: string | null;
  readonly custom_field_options: readonly FieldOption[];
}

/** What a field refuses, as the words after its title; `null` when it takes the value. */
export type FieldOutcome = { readonly value: FieldValue } | { readonly refused: string };

/**
 * The value rules of custom fields (zendesk.md §4 [OAS]: field types; `date` is `YYYY-MM-DD`, a `tagger` takes the
 * value of one of its options). An empty text clears a field. The wording of the refusals is an assumption.
 */
export function readFieldValue(field: FieldRule, given: unknown): FieldOutcome {
  if (given === null || given === undefined || given === "") {
    return { value: field.type === "checkbox" ? false : field.type === "multiselect" ? [] : null };
  }
  const options = field.custom_field_options.map((option) => option.value);
  switch (field.type) {
    case "date":
      return isDate(given) ? { value: given.slice(0, 10) } : { refused: "is not a valid date" };
    case "integer":
      return isNumeric(given, /^-?\d+$/) ? { value: String(given) } : { refused: "must be an integer" };
    case "decimal":
      return isNumeric(given, /^-?\d+(\.\d+)?$/) ? { value: String(given) } : { refused: "must be a decimal number" };
    case "checkbox":
      return { value: given === true || given === "true" || given === 1 || given === "1" };
    case "tagger":
    case "dropdown":
      return typeof given === "string" && options.includes(given)
        ? { value: given }
        : { refused: `'${String(given)}' is not a valid option` };
    case "multiselect":
      return Array.isArray(given) && given.every((item) => options.includes(String(item)))
        ? { value: given.map(String) }
        : { refused: "contains a value that is not a valid option" };
    case "regexp":
      return field.regexp_for_validation !== null && !new RegExp(field.regexp_for_validation).test(String(given))
        ? { refused: "is invalid" }
        : { value: String(given) };
    default:
      return { value: String(given) };
  }
}

function isDate(given: unknown): given is string {
  if (typeof given !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(given)) return false;
  const epochMs = Date.parse(`${given}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(given);
}

function isNumeric(given: unknown, pattern: RegExp): given is string | number {
  return (typeof given === "string" || typeof given === "number") && pattern.test(String(given));
}
