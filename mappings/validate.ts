import * as z from "zod";
import { err, ok, type Result } from "../src/core/result.ts";
import { nearest } from "./nearest.ts";
import type { Problem, Source } from "./problem.ts";
import { readYaml, type YamlText } from "./yaml-text.ts";

export interface Problems {
  readonly reason: "problems";
  /** Never empty; in the order of the files' lines. */
  readonly problems: readonly Problem[];
}

type Path = readonly PropertyKey[];
/** Makes the problem of the value at `path`, for checks that a schema can't express. */
export type ProblemAt = (path: Path, message: string, accepted: readonly string[]) => Problem;

/** A YAML text that fits its schema, and a way to speak of its places. */
export interface Checked<Value> {
  readonly value: Value;
  readonly problemAt: ProblemAt;
}

/** Reads and validates one YAML file; all its problems at once. */
export function checkYaml<Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
): Result<Checked<z.output<Schema>>, Problems> {
  const yaml = readYaml(source);
  if (!("value" in yaml)) return err({ reason: "problems", problems: yaml });
  const problemAt: ProblemAt = (path, message, accepted) => ({
    file: source.file,
    ...yaml.placeOf(path),
    message,
    accepted,
  });
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return ok({ value: parsed.data, problemAt });
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, schema, source.file, yaml));
  return err({ reason: "problems", problems: inOrder(problems) });
}

/** By file, then by place: the order in which a person goes through them. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, file: string, yaml: YamlText): Problem[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const message = `unknown key "${key}"${meant === null ? "" : `; did you mean "${meant}"?`}`;
      return { file, ...yaml.placeOfKey([...path, key]), message, accepted: known };
    });
  }
  const last = String(path.at(-1) ?? "the file");
  if (issue.code === "invalid_key") {
    const message = issue.issues[0]?.message ?? "not a key that is accepted here";
    return [{ file, ...yaml.placeOfKey(path), message: `"${last}": ${message}`, accepted: [] }];
  }
  return [{ file, ...yaml.placeOf(path), ...explain(issue, last, valueAt(yaml.value, path)) }];
}

function explain(issue: z.core.$ZodIssue, last: string, value: unknown): Pick<Problem, "message" | "accepted"> {
  if (value === undefined) return { message: `"${last}" is missing`, accepted: acceptedBy(issue) };
  const accepted = acceptedBy(issue);
  switch (issue.code) {
    case "invalid_type":
      return { message: `"${last}" is ${value === null ? "empty" : "of another kind than expected"}`, accepted };
    case "invalid_value":
      return { message: `"${last}" is none of the values it may have`, accepted };
    default:
      return { message: issue.message, accepted };
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

function valueAt(value: unknown, path: Path): unknown {
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
