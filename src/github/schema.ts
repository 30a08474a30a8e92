import * as z from "zod";
import { parseInstant } from "../core/time.ts";

/**
 * The parts of GitHub's answers and events that Tierline reads. Shapes: GitHub's OpenAPI description of the REST API,
 * version 2022-11-28 (`issue`, `issue-comment`, `repository`). Lenient where an answer may grow.
 */

/** Ids outgrow a double one day: Octokit then reads them as `bigint`. */
export const idSchema = z
  .union([z.int().positive(), z.bigint().positive(), z.string().regex(/^[1-9]\d{0,19}$/)])
  .transform(String);

export const instantSchema = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: "custom", message: "not a date-time with an offset" });
  return z.NEVER;
});

/** `null`: the account was deleted. */
const userSchema = z.object({ id: idSchema, login: z.string(), type: z.string().nullish() }).nullish();
export type GithubUser = NonNullable<z.infer<typeof userSchema>>;

/** A label's name: the API answers with either form. */
const labelSchema = z
  .union([z.string(), z.object({ name: z.string().nullish() })])
  .transform((label) => (typeof label === "string" ? label : (label.name ?? "")));

export const labelsSchema = z.array(labelSchema);

export const issueSchema = z.object({
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  state_reason: z.string().nullish(),
  user: userSchema,
  labels: labelsSchema,
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  comments: z.int().nonnegative(),
  created_at: instantSchema,
  updated_at: instantSchema,
  /** Present on what is a pull request, which GitHub lists among the issues. */
  pull_request: z.unknown().optional(),
});
export type Issue = z.infer<typeof issueSchema>;

export const commentSchema = z.object({
  id: idSchema,
  body: z.string().nullish(),
  user: userSchema,
  author_association: z.string().nullish(),
  created_at: instantSchema,
});
export type Comment = z.infer<typeof commentSchema>;

export const repositorySchema = z.object({ full_name: z.string(), private: z.boolean() });
export type Repository = z.infer<typeof repositorySchema>;

/** `GET /installation/repositories`. */
export const repositoriesSchema = z.object({ total_count: z.int(), repositories: z.array(repositorySchema) });
