import * as z from "zod";
import type { TicketId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import type { Instant } from "../core/time.ts";
import type { Reading } from "../desk/helpdesk.ts";
import type { GithubClient } from "./client.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { firstReplyOf } from "./first-reply.ts";
import { handlesOf, type Organizations } from "./handles.ts";
import { addressOf, type IssueAddress } from "./issue-address.ts";
import type { CallFailure } from "./outcome.ts";
import type { Project } from "./project.ts";
import { findOwnComment } from "./record.ts";
import type { Repositories } from "./repositories.ts";
import { type Comment, commentSchema, type Issue, issueSchema } from "./schema.ts";
import { type SeenIssue, toFacts, toTicket } from "./to-core.ts";

/** What reading an issue takes, beside the issue. */
export interface ReadingWiring {
  readonly client: GithubClient;
  readonly policy: Policy;
  readonly botUserId: string;
  readonly repositories: Repositories;
  readonly organizations: Organizations;
  /** `null` where the policy names none. */
  readonly project: Project | null;
  readonly fingerprint: Fingerprint;
  readonly now: () => Instant;
}

export type Gathered =
  | { readonly kind: "seen"; readonly seen: SeenIssue; readonly address: IssueAddress; readonly answeredAt: Instant }
  /** Deleted, transferred, converted to a discussion, or a pull request: no ticket of this name. */
  | { readonly kind: "gone" }
  | CallFailure;

/** An issue holds at most 2500 comments. https://docs.github.com/en/issues */
const MOST_PAGES = 50;

/**
 * The issue with everything that a decision is made from.
 * @param toWrite the answer is what a write goes by: who may read the repository is asked anew
 */
export async function gather(wiring: ReadingWiring, id: TicketId, toWrite = false): Promise<Gathered> {
  const address = addressOf(id);
  if (address === null) return { kind: "gone" };
  const { client, repositories, organizations, project, policy, botUserId } = wiring;
  const found = await client.call({
    route: "GET /repos/{owner}/{repo}/issues/{issue_number}",
    parameters: { ...address },
    answer: issueSchema,
  });
  if (found.kind === "not_found" || found.kind === "moved") return { kind: "gone" };
  if (found.kind !== "ok") return found;
  const issue = found.value;
  if (issue.pull_request) return { kind: "gone" };

  const [isPrivate, comments, orgs, place] = await Promise.all([
    repositories.isPrivate(address.owner, address.repo, toWrite),
    commentsOf(wiring, address, issue),
    issue.user ? organizations(issue.user) : nothing([]),
    project === null ? nothing(null) : project.placeOf(address, issue.title),
  ]);
  for (const part of [isPrivate, comments]) {
    if (part.kind === "not_found" || part.kind === "moved") return { kind: "gone" };
  }
  if (isPrivate.kind !== "ok") return isPrivate;
  if (comments.kind !== "ok") return comments;
  if (orgs.kind !== "ok") return orgs;
  if (place.kind !== "ok") return place;
  const seen: SeenIssue = {
    id,
    issue,
    isPrivate: isPrivate.value,
    handles: handlesOf(`${address.owner}/${address.repo}`, issue.user ?? null, orgs.value),
    own: findOwnComment(comments.value, botUserId, policy.zone),
    firstReply: firstReplyOf(issue, comments.value, policy.issues.supportTeam),
    project: place.value,
  };
  return { kind: "seen", seen, address, answeredAt: found.date ?? wiring.now() };
}

const nothing = <Value>(value: Value): Promise<{ readonly kind: "ok"; readonly value: Value }> =>
  Promise.resolve({ kind: "ok", value });

type Comments = { readonly kind: "ok"; readonly value: readonly Comment[] } | CallFailure;

/** From the oldest on, until our own comment and a first reply are found: nothing later matters. */
async function commentsOf(
  { client, policy, botUserId }: ReadingWiring,
  address: IssueAddress,
  issue: Issue,
): Promise<Comments> {
  const comments: Comment[] = [];
  if (issue.comments === 0) return { kind: "ok", value: comments };
  for (let page = 1; page <= MOST_PAGES; page++) {
    const outcome = await client.call({
      route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
      parameters: { ...address, per_page: 100, page },
      answer: z.array(commentSchema),
    });
    if (outcome.kind !== "ok") return outcome;
    comments.push(...outcome.value);
    const known = () =>
      findOwnComment(comments, botUserId, policy.zone) !== null &&
      firstReplyOf(issue, comments, policy.issues.supportTeam) !== null;
    if (!outcome.more || known()) return { kind: "ok", value: comments };
  }
  return { kind: "unavailable", detail: `the issue has more than ${MOST_PAGES} pages of comments` };
}

/** What was gathered, as the Desk takes it. */
export async function toReading(
  { seen, answeredAt }: Extract<Gathered, { kind: "seen" }>,
  { policy, fingerprint }: Pick<ReadingWiring, "policy" | "fingerprint">,
): Promise<Reading> {
  const { issue, isPrivate } = seen;
  return {
    ticket: toTicket(seen, policy),
    stamp: issue.updated_at,
    settled: settled(issue.updated_at, answeredAt),
    fingerprint: await fingerprint(toFacts(issue, isPrivate, policy)),
  };
}

/** `updated_at` counts whole seconds: until GitHub's clock has passed that second, another edit could share the stamp. */
const settled = (updatedAt: Instant, answeredAt: Instant): boolean =>
  Math.floor(answeredAt / 1000) > Math.floor(updatedAt / 1000);
