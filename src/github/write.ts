import * as z from "zod";
import { assertNever } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { WriteOutcome } from "../desk/helpdesk.ts";
import type { Call, GithubClient } from "./client.ts";
import type { IssueWrite } from "./from-core.ts";
import type { IssueAddress } from "./issue-address.ts";
import { severityOfLabel } from "./labels.ts";
import type { CallFailure } from "./outcome.ts";
import type { Project, ProjectPlace } from "./project.ts";
import type { RepositoryLabels } from "./repository-labels.ts";
import { trouble } from "./trouble.ts";

export interface WriteWiring {
  readonly client: GithubClient;
  readonly labels: RepositoryLabels;
  readonly project: Project | null;
}

export type Carried =
  | {
      readonly kind: "carried";
      /** GitHub's clock after the last call: the issue was not changed later by us. `null`: nothing had to be sent. */
      readonly date: Instant | null;
      /** What was accepted and did not take, in words. */
      readonly ignored: readonly string[];
    }
  | Exclude<WriteOutcome, { kind: "written" | "ignored" }>;

const assigneesSchema = z.object({ assignees: z.array(z.object({ login: z.string() })).nullish() });
type Assignees = z.infer<typeof assigneesSchema>["assignees"];

/**
 * Carries a write out, call by call: labels, comment, assignees, project. What fails first ends it. Once a call has
 * changed the issue, the rest that is missing is `ambiguous`: the next look finds it and plans it again.
 */
export async function carryOut(
  { client, labels, project }: WriteWiring,
  issue: IssueAddress,
  write: IssueWrite,
  place: ProjectPlace | null,
): Promise<Carried> {
  let changed = false;
  let date: Instant | null = null;
  let itemId = place?.itemId ?? null;
  const ignored: string[] = [];

  /** @param absent what it means that the thing itself isn't there */
  async function make<Answer>(
    call: Call<Answer>,
    { absent = "fails", onAnswer }: { absent?: "fails" | "is done"; onAnswer?: (answer: Answer) => void } = {},
  ): Promise<CallFailure | null> {
    const outcome = await client.call(call);
    if (outcome.kind === "not_found" && absent === "is done") return null;
    if (outcome.kind !== "ok") return outcome;
    changed = true;
    date = outcome.date ?? date;
    onAnswer?.(outcome.value);
    return null;
  }

  async function run(): Promise<CallFailure | null> {
    const severities = write.removeLabels.filter((name) => severityOfLabel(name) !== null);
    let failure = await labels.ensure(issue, write.addLabels);
    // First, so that half done there are never two of them: one would be taken for somebody's choice.
    for (const name of severities) failure ??= await make(removeLabel(issue, name), { absent: "is done" });
    if (write.addLabels.length > 0) failure ??= await make(addLabels(issue, write));
    for (const name of write.removeLabels.filter((one) => !severities.includes(one)))
      failure ??= await make(removeLabel(issue, name), { absent: "is done" });
    if (write.comment !== null) failure ??= await make(setComment(issue, write.comment));
    for (const id of write.deleteComments) failure ??= await make(deleteComment(issue, id), { absent: "is done" });
    if (write.assignees.length > 0) {
      const taken = ({ assignees }: { assignees?: Assignees }) => ignored.push(...notTaken(write.assignees, assignees));
      failure ??= await make(assign(issue, write.assignees), { onAnswer: taken });
    }
    if (write.projectDate === undefined || project === null) return failure;
    const found = ({ id }: { readonly id: string }) => {
      itemId = id;
    };
    if (itemId === null) failure ??= await make(project.add(issue), { onAnswer: found });
    if (itemId !== null) failure ??= await make(project.setDate(itemId, write.projectDate));
    return failure;
  }

  const failure = await run();
  if (failure === null) return { kind: "carried", date, ignored };
  // Also of what is half done: a repetition would end there again.
  if (failure.kind === "read_only") return { kind: "closed" };
  return changed ? { kind: "ambiguous", detail: `part of it is written; ${words(failure)}` } : unchanged(failure);
}

const addLabels = (issue: IssueAddress, { addLabels: labels }: IssueWrite): Call<unknown> => ({
  route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
  parameters: { ...issue, labels: labels.map(({ name }) => name) },
  answer: z.unknown(),
});

const removeLabel = (issue: IssueAddress, name: string): Call<unknown> => ({
  route: "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
  parameters: { ...issue, name },
  answer: z.unknown(),
});

function setComment(
  { owner, repo, issue_number }: IssueAddress,
  comment: NonNullable<IssueWrite["comment"]>,
): Call<unknown> {
  const { body } = comment;
  return comment.kind === "create"
    ? {
        route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
        parameters: { owner, repo, issue_number, body },
        answer: z.object({ id: z.unknown() }),
      }
    : {
        route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
        parameters: { owner, repo, comment_id: comment.id, body },
        answer: z.unknown(),
      };
}

const deleteComment = ({ owner, repo }: IssueAddress, id: string): Call<unknown> => ({
  route: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
  parameters: { owner, repo, comment_id: id },
  answer: z.unknown(),
});

const assign = (issue: IssueAddress, assignees: readonly string[]): Call<z.infer<typeof assigneesSchema>> => ({
  route: "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees",
  parameters: { ...issue, assignees },
  answer: assigneesSchema,
});

/** GitHub passes over whoever may not be assigned, without a word. */
function notTaken(wanted: readonly string[], found: Assignees): readonly string[] {
  const taken = new Set((found ?? []).map(({ login }) => login.toLowerCase()));
  const missing = wanted.filter((login) => !taken.has(login.toLowerCase()));
  return missing.map((login) => `${login} can't be assigned in this repository`);
}

/** A failure before anything of the issue was changed. */
function unchanged(failure: Exclude<CallFailure, { kind: "read_only" }>): Carried {
  switch (failure.kind) {
    case "not_found":
      // It was there a moment ago, or the comment was: another look tells.
      return { kind: "conflict" };
    case "moved":
      return { kind: "gone" };
    case "unprocessable":
      return { kind: "refused", detail: failure.detail };
    case "ambiguous":
      return failure;
    case "unauthorized":
    case "forbidden":
    case "throttled":
    case "unavailable":
    case "unreadable":
      return trouble(failure);
    default:
      return assertNever(failure);
  }
}

const words = (failure: CallFailure): string =>
  "detail" in failure ? failure.detail : `then GitHub answered ${failure.kind}`;
