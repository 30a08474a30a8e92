import type * as z from "zod";
import { issueId, userId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Delivery } from "../desk/helpdesk.ts";
import { bodyFault, parseJson } from "../http/json.ts";
import {
  type AboutIssue,
  type Envelope,
  envelopeSchema,
  issueCommentSchema,
  issuesSchema,
  labelSchema,
  NAME,
  pullRequestSchema,
  pushSchema,
  repositorySchema,
} from "./event-schema.ts";

export interface GithubEvent {
  readonly delivery: Delivery;
  /** The event and its action, e.g. `issues.opened`; `unknown` where none can be read. */
  readonly type: string;
  /** Whose repository it is about, as GitHub spells the owner. */
  readonly owner: string | null;
  readonly installationId: string | null;
  readonly happenedAt: Instant | null;
  /** Something that may concern mapping files in a repository; the Desk is told nothing of it. */
  readonly mapping: MappingEvent | null;
}

export type MappingEvent =
  | {
      readonly kind: "mapping_pushed";
      /** Its full name. */
      readonly repository: string;
      readonly branch: string;
      readonly isDefaultBranch: boolean;
      /** What the branch points to now. */
      readonly commit: string;
    }
  | {
      readonly kind: "mapping_proposed";
      readonly repository: string;
      readonly pullRequest: number;
      /** The branch that it would change. */
      readonly base: string;
      /** Its newest commit. */
      readonly commit: string;
      /** The change comes from another repository. */
      readonly fork: boolean;
    };

/** A push lists up to 2048 commits, a pull request describes two repositories at length. */
const EVENT_SHAPE = { maxDepth: 32, maxKeys: 100_000, harmlessBytes: 65_536 };
const NO_COMMIT = /^0+$/;
const BRANCH = "refs/heads/";
/** The actions after which a pull request may say something else. */
const PROPOSING = ["opened", "synchronize", "reopened", "edited"];
/** After these, what stands on its issues may have to be another. */
const MOVING = ["publicized", "privatized", "renamed", "deleted"];

type Understood = Pick<GithubEvent, "delivery"> & Partial<Pick<GithubEvent, "happenedAt" | "mapping">>;

/**
 * Reduces a verified webhook body to what is needed of it. Never throws, and keeps no word of the body but names. The
 * event's own fields are hints: whatever is decided is read again from GitHub.
 * @param header `X-GitHub-Event`, which nobody signed: a body that doesn't fit it is unusable
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function parseEvent(header: string | null, body: Uint8Array): GithubEvent {
  const name = NAME.test(header ?? "") ? header : null;
  if (name === null) return nothing("unknown", "the X-GitHub-Event header names no event");
  const json = parseJson(body, EVENT_SHAPE);
  if (!json.ok) return nothing(name, bodyFault(json.failure));
  const parsed = envelopeSchema.safeParse(json.value);
  if (!parsed.success) return nothing(name, "the body is not a JSON object");
  const envelope = parsed.data;
  const type = envelope.action ? `${name}.${envelope.action}` : name;
  const understood = understand(name, type, json.value) ?? unusable(`the body is no ${name} event`);
  return { happenedAt: null, mapping: null, ...understood, type, ...whose(envelope) };
}

function understand(name: string, type: string, body: unknown): Understood | null {
  switch (name) {
    case "issues":
      return onIssue(issuesSchema.safeParse(body).data, type);
    case "issue_comment": {
      const event = issueCommentSchema.safeParse(body).data;
      return onIssue(event, type, event?.comment.updated_at);
    }
    case "push":
      return onPush(pushSchema.safeParse(body).data, type);
    case "pull_request":
      return onPullRequest(pullRequestSchema.safeParse(body).data, type);
    case "label":
      return onLabel(labelSchema.safeParse(body).data, type);
    case "repository":
      return onRepository(repositorySchema.safeParse(body).data, type);
    default:
      return { delivery: { kind: "acknowledged", type } };
  }
}

function onIssue(
  event: AboutIssue | undefined,
  type: string,
  at: Instant | null | undefined = event?.issue.updated_at,
): Understood | null {
  if (event === undefined) return null;
  const { issue, repository, sender } = event;
  const happenedAt = at ?? null;
  // GitHub numbers pull requests among the issues, and tells of their comments so.
  if (issue.pull_request) return { delivery: { kind: "acknowledged", type }, happenedAt };
  const ticketId = issueId(`${repository.full_name}#${issue.number}`);
  if (ticketId === null) return unusable(`${type} names no issue`);
  const actorId = userId(sender?.id ?? "");
  return {
    delivery: { kind: "ticket", ticketId, type, actorId, ticketUpdatedAt: issue.updated_at ?? null },
    happenedAt,
  };
}

/** Who may read its issues is another matter now, or they stand elsewhere: no issue's own event tells that. */
function onRepository(event: z.infer<typeof repositorySchema> | undefined, type: string): Understood | null {
  if (event === undefined) return null;
  const { action, repository, changes } = event;
  const { full_name: name, owner } = repository;
  const was = action === "renamed" ? changes?.repository?.name.from : name;
  if (was === undefined || !MOVING.includes(action)) return { delivery: { kind: "acknowledged", type } };
  const startingWith = `${action === "renamed" ? `${owner.login}/${was}` : was}#`;
  return { delivery: { kind: "tickets", startingWith, type } };
}

/** Renamed or deleted, it is so on every issue that bears it, and of none of them is anything told. */
function onLabel(event: z.infer<typeof labelSchema> | undefined, type: string): Understood | null {
  if (event === undefined) return null;
  const { action, repository, changes } = event;
  const isAnother = action === "deleted" || (action === "edited" && changes?.name !== undefined);
  if (!isAnother) return { delivery: { kind: "acknowledged", type } };
  return { delivery: { kind: "tickets", startingWith: `${repository.full_name}#`, type } };
}

function onPush(event: z.infer<typeof pushSchema> | undefined, type: string): Understood | null {
  if (event === undefined) return null;
  const delivery: Delivery = { kind: "acknowledged", type };
  const { ref, after, repository } = event;
  if (!ref.startsWith(BRANCH) || NO_COMMIT.test(after)) return { delivery };
  const branch = ref.slice(BRANCH.length);
  const isDefaultBranch = branch === repository.default_branch;
  const mapping = {
    kind: "mapping_pushed",
    repository: repository.full_name,
    branch,
    isDefaultBranch,
    commit: after,
  } as const;
  return { delivery, mapping };
}

function onPullRequest(event: z.infer<typeof pullRequestSchema> | undefined, type: string): Understood | null {
  if (event === undefined || event.number !== event.pull_request.number) return null;
  const { action, pull_request, repository } = event;
  const delivery: Delivery = { kind: "acknowledged", type };
  const happenedAt = pull_request.updated_at ?? null;
  if (!PROPOSING.includes(action)) return { delivery, happenedAt };
  const { number, base, head } = pull_request;
  const fork = head.repo?.full_name !== repository.full_name;
  const proposed = { repository: repository.full_name, pullRequest: number, base: base.ref, commit: head.sha, fork };
  return { delivery, happenedAt, mapping: { kind: "mapping_proposed", ...proposed } };
}

function whose({ repository, organization, installation }: Envelope): Pick<GithubEvent, "owner" | "installationId"> {
  const owner = repository?.owner.login ?? organization?.login ?? installation?.account?.login ?? null;
  return { owner, installationId: installation?.id ?? null };
}

const unusable = (detail: string): Understood => ({ delivery: { kind: "unusable", detail } });

const nothing = (type: string, detail: string): GithubEvent => ({
  ...unusable(detail),
  type,
  owner: null,
  installationId: null,
  happenedAt: null,
  mapping: null,
});
