import type { FieldValue, TicketField } from "./records/field.ts";

/**
 * Tags are a set (zendesk.md §2.1) of lower-cased words; one text holds several, apart by spaces or commas.
 * That they come back in alphabetical order is an assumption.
 */
export function normaliseTags(given: string | readonly string[]): string[] {
  const texts = typeof given === "string" ? [given] : given;
  const words = texts.flatMap((text) => text.toLowerCase().split(/[\s,]+/)).filter((word) => word !== "");
  return [...new Set(words)].sort();
}

export function addTags(tags: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...tags, ...more])].sort();
}

export function removeTags(tags: readonly string[], gone: readonly string[]): string[] {
  return tags.filter((tag) => !gone.includes(tag));
}

/** The tags that a field's value stands for: an option's value, or a checkbox's tag (zendesk.md §2.1, UNCONFIRMED). */
export function tagsOfValue(field: TicketField, value: FieldValue): string[] {
  switch (field.type) {
    case "tagger":
      return typeof value === "string" && value !== "" ? [value] : [];
    case "multiselect":
      return Array.isArray(value) ? value.map(String) : [];
    case "checkbox":
      return value === true && field.tag !== null ? [field.tag] : [];
    default:
      return [];
  }
}

/** The other way round: what a field's value becomes when the ticket's tags are set by hand. */
export function valueOfTags(field: TicketField, tags: readonly string[], before: FieldValue): FieldValue {
  const values = field.custom_field_options.map((option) => option.value);
  switch (field.type) {
    case "tagger":
      if (typeof before === "string" && tags.includes(before)) return before;
      return values.find((value) => tags.includes(value)) ?? null;
    case "multiselect":
      return values.filter((value) => tags.includes(value));
    case "checkbox":
      return field.tag === null ? before : tags.includes(field.tag);
    default:
      return before;
  }
}
