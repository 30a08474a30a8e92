import * as z from "zod";
import { nearest } from "./nearest.ts";

type Path = readonly PropertyKey[];

/** One thing that a schema objects to, in words for whoever wrote the value. */
export interface Issue {
  readonly path: Path;
  /** The last key of `path` itself is the mistake, not what stands there. */
  readonly onKey: boolean;
  readonly message: string;
  readonly accepted: readonly string[];
}

/** What `schema` objects to in `value`, with what would be accepted; unknown keys one by one. */
export function issuesOf(error: z.ZodError, schema: z.ZodType, value: unknown): readonly Issue[] {
  return error.issues.flatMap((issue) => explain(issue, schema, value));
}

function explain(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): Issue[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const message = `unknown key "${key}"${meant === null ? "" : `; did you mean "${meant}"?`}`;
      return { path: [...path, key], onKey: true, message, accepted: known };
    });
  }
  const last = String(path.at(-1) ?? "the file");
  if (issue.code === "invalid_key") {
    const message = issue.issues[0]?.message ?? "not a key that is accepted here";
    return [{ path, onKey: true, message: `"${last}": ${message}`, accepted: [] }];
  }
  const message = messageOf(issue, last, valueAt(value, path));
  return [{ path, onKey: false, message, accepted: acceptedBy(issue) }];
}

function messageOf(issue: z.core.$ZodIssue, last: string, value: unknown): string {
  if (value === undefined) return `"${last}" is missing`;
  switch (issue.code) {
    case "invalid_type":
      return `"${last}" is ${value === null ? "empty" : "of another kind than expected"}`;
    case "invalid_value":
      return `"${last}" is none of the values it may have`;
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text (in quotes if it looks like a number)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list: [one, two]",
  object: "keys with values, indented below it",
  record: "keys with values, indented below it",
};

export function acceptedBy(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code === "invalid_type") return [KINDS[issue.expected] ?? issue.expected];
  const given = issue.code === "custom" ? issue.params?.["accepted"] : undefined;
  return Array.isArray(given) ? given.map(String) : [];
}

/** What stands at `path`; `undefined` where it ends early. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, key) => {
    if (typeof here !== "object" || here === null) return undefined;
    return Object.entries(here).find(([name]) => name === String(key))?.[1];
  }, value);
}

/** The keys that the schema knows at `path`; empty where it isn't an object. */
function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let here: unknown = plain(schema);
  for (const key of path) {
    if (here instanceof z.ZodObject) here = plain(here.shape[String(key)]);
    else if (here instanceof z.ZodArray) here = plain(here.element);
    else if (here instanceof z.ZodRecord) here = plain(here.valueType);
    else return [];
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function plain(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return plain(schema.unwrap());
  return schema instanceof z.ZodPipe ? plain(schema.in) : schema;
}
