import * as z from "zod";
import { idSchema, instantSchema } from "./schema.ts";

/**
 * The parts of GitHub's events that are read. https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */

/** Of events and actions. */
export const NAME = /^[a-z][a-z0-9_]{0,59}$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const person = z.object({ id: idSchema }).nullish().catch(null);
const updatedAt = instantSchema.nullish().catch(null);

/** What all events have in common, each part optional. */
export const envelopeSchema = z.object({
  action: z.string().regex(NAME).nullish().catch(null),
  repository: z
    .object({ owner: z.object({ login: z.string() }) })
    .nullish()
    .catch(null),
  organization: z.object({ login: z.string() }).nullish().catch(null),
  installation: z
    .object({ id: idSchema, account: z.object({ login: z.string() }).nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type Envelope = z.infer<typeof envelopeSchema>;

const aboutIssue = z.object({
  action: z.string(),
  issue: z.object({ number: z.int().positive(), updated_at: updatedAt, pull_request: z.unknown().optional() }),
  repository: z.object({ full_name: z.string() }),
  sender: person,
});
export type AboutIssue = z.infer<typeof aboutIssue>;

/** Without a comment, or it would be a comment's event. */
export const issuesSchema = aboutIssue.extend({ comment: z.undefined().optional() });
export const issueCommentSchema = aboutIssue.extend({ comment: z.object({ id: idSchema, updated_at: updatedAt }) });

export const repositorySchema = z.object({
  action: z.string(),
  repository: z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) }),
  changes: z
    .object({ repository: z.object({ name: z.object({ from: z.string() }) }).nullish() })
    .nullish()
    .catch(null),
});

export const labelSchema = z.object({
  action: z.string(),
  label: z.object({ name: z.string() }),
  repository: z.object({ full_name: z.string() }),
  changes: z
    .object({ name: z.object({ from: z.string() }).optional() })
    .nullish()
    .catch(null),
});

export const pushSchema = z.object({
  ref: z.string(),
  after: z.string().regex(COMMIT),
  before: z.string().regex(COMMIT),
  repository: z.object({ full_name: z.string(), default_branch: z.string() }),
});

/** Without a review or a comment, whose events describe the pull request as well. */
export const pullRequestSchema = z.object({
  action: z.string(),
  number: z.int().positive(),
  pull_request: z.object({
    number: z.int().positive(),
    head: z.object({ sha: z.string().regex(COMMIT), repo: z.object({ full_name: z.string() }).nullish() }),
    base: z.object({ ref: z.string() }),
    updated_at: updatedAt,
  }),
  repository: z.object({ full_name: z.string() }),
  review: z.undefined().optional(),
  comment: z.undefined().optional(),
});
