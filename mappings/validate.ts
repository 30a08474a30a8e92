import type * as z from "zod";
import { err, ok, type Result } from "../src/core/result.ts";
import { issuesOf } from "./issues.ts";
import { inOrder, type Problem, type Source } from "./problem.ts";
import { readYaml } from "./yaml-text.ts";

export interface Problems {
  readonly reason: "problems";
  /** Never empty; in the order of the files' lines. */
  readonly problems: readonly Problem[];
}

/** Makes the problem of the value at `path`, for checks that a schema can't express. */
export type ProblemAt<P = Problem> = (path: readonly PropertyKey[], message: string, accepted: readonly string[]) => P;

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
  const { file } = source;
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success) {
    const problems = issuesOf(parsed.error, schema, yaml.value).map(({ path, onKey, message, accepted }) => ({
      file,
      ...(onKey ? yaml.placeOfKey(path) : yaml.placeOf(path)),
      message,
      accepted,
    }));
    return err({ reason: "problems", problems: inOrder(problems) });
  }
  const problemAt: ProblemAt = (path, message, accepted) => ({ file, ...yaml.placeOf(path), message, accepted });
  return ok({ value: parsed.data, problemAt });
}
