import * as z from "zod";
import { joined } from "../support/hostile-text.ts";

export type Body = Readonly<Record<string, unknown>>;

/** Browsers know no other zones, and the server takes none: the policy is compiled under it. */
const KEPT: ReadonlySet<string> = new Set(["zone"]);

/** A body with every text made hostile that may be any text, as the schema has it, and where those stand. */
export function hostile(body: Body, schema: z.ZodType, texts: readonly string[]) {
  let made = body;
  const places: string[] = [];
  for (const path of pathsOf(body)) {
    const place = path.join(".");
    const changed = replaced(made, path, joined(texts, place));
    if (KEPT.has(place) || !isBody(changed) || !schema.safeParse(changed).success) continue;
    made = changed;
    places.push(place);
  }
  return { body: made, places };
}

const isBody = (value: unknown): value is Body => typeof value === "object" && value !== null;

/** Where texts stand in a value. */
const pathsOf = (value: unknown): readonly (readonly string[])[] =>
  typeof value === "string"
    ? [[]]
    : isBody(value)
      ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))
      : [];

function replaced(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, text) : inner));
  return isBody(value) ? { ...value, [key]: replaced(value[key], rest, text) } : value;
}

const node = z.object({
  type: z.union([z.string(), z.array(z.string()).transform(([first]) => first)]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

/**
 * An answer made from its schema alone: everything is there, and every text is hostile. A list holds a thing for each
 * group of texts, a list within it one.
 */
export function hostileAnswer(schema: z.ZodType, groups: readonly (readonly string[])[]): unknown {
  return sample(z.toJSONSchema(schema), groups, "");
}

/** @param nth of a list's things: no two have the same number */
function sample(schema: unknown, groups: readonly (readonly string[])[], place: string, nth = 0): unknown {
  const { type, format, enum: choices, minimum, properties, items, anyOf, oneOf, ...rest } = node.parse(schema);
  if (rest.const !== undefined) return rest.const;
  if (choices !== undefined) return choices[0];
  const variant = (anyOf ?? oneOf)?.[0];
  if (variant !== undefined) return sample(variant, groups, place, nth);
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(properties ?? {}).map(([key, value]) => [key, sample(value, groups, `${place}.${key}`, nth)]),
      );
    case "array":
      return groups.map((texts, index) => sample(items, [texts], place, index));
    case "boolean":
      return true;
    case "integer":
    case "number":
      return Math.max(minimum ?? 1, 1) + nth;
    case "string":
      if (format === "date-time") return "2026-11-03T10:00:00Z";
      return format === "date" ? "2026-11-03" : joined(groups.flat(), place);
    default:
      // Any JSON.
      return joined(groups.flat(), place);
  }
}

/** A tree of JSON with every text in it made hostile. */
export function hostileTree(value: unknown, texts: readonly string[], place = ""): unknown {
  if (typeof value === "string") return joined(texts, place);
  if (Array.isArray(value)) return value.map((inner, index) => hostileTree(inner, texts, `${place}.${index}`));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hostileTree(inner, texts, `${place}.${key}`)]),
  );
}
