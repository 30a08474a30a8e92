import { tellAssignee, tellIssue, tellLabel, touch } from "./issue-news.ts";
import { ensureLabels } from "./label-acts.ts";
import type { Account, Issue, Label, LockReason, Repository, StateReason } from "./state.ts";
import { type Actor, stampNow, type World } from "./world.ts";

export interface IssueDraft {
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly Account[] | undefined;
  readonly pull?: Issue["pull"];
}

/** A new issue or pull request: both count in one series of numbers. */
export function openIssue(world: World, repository: Repository, actor: Actor, draft: IssueDraft): Issue {
  repository.lastNumber += 1;
  const issue: Issue = {
    ...blankIssue(world, repository, actor),
    title: draft.title,
    body: draft.body ?? null,
    labels: ensureLabels(world, repository, actor, draft.labels ?? []),
    assignees: [...(draft.assignees ?? [])],
    pull: draft.pull ?? null,
  };
  repository.issues.set(issue.number, issue);
  tellIssue(world, issue, actor, "opened");
  // https://docs.github.com/webhooks/webhook-events-and-payloads#issues: labels and people given at once are told as well.
  for (const label of issue.labels) tellLabel(world, issue, actor, "labeled", label);
  for (const assignee of issue.assignees) tellAssignee(world, issue, actor, "assigned", assignee);
  return issue;
}

function blankIssue(world: World, repository: Repository, { user, app }: Actor) {
  const at = stampNow(world);
  return {
    id: world.state.ids.next(),
    number: repository.lastNumber,
    repository,
    user,
    app,
    state: "open" as const,
    state_reason: null,
    locked: false,
    active_lock_reason: null,
    discussion: false,
    comments: [],
    created_at: at,
    updated_at: at,
    closed_at: null,
    closed_by: null,
  };
}

export function editText(
  world: World,
  issue: Issue,
  actor: Actor,
  change: { readonly title?: string | undefined; readonly body?: string | null | undefined },
): void {
  const before = { title: issue.title, body: issue.body };
  issue.title = change.title ?? issue.title;
  issue.body = change.body === undefined ? issue.body : change.body;
  const changed = (["title", "body"] as const).filter((key) => before[key] !== issue[key]);
  if (changed.length === 0) return;
  touch(world, issue);
  const changes = Object.fromEntries(changed.map((key) => [key, { from: before[key] ?? "" }]));
  tellIssue(world, issue, actor, "edited", { changes });
}

/** https://docs.github.com/rest/issues/issues#update-an-issue: the reason counts only when the state changes. */
export function setState(
  world: World,
  issue: Issue,
  actor: Actor,
  state: "open" | "closed",
  reason: StateReason | null = null,
): void {
  if (issue.state === state) return;
  issue.state = state;
  const closed = state === "closed";
  issue.state_reason = closed ? (reason ?? "completed") : "reopened";
  issue.closed_by = closed ? actor.user : null;
  touch(world, issue);
  issue.closed_at = closed ? issue.updated_at : null;
  tellIssue(world, issue, actor, closed ? "closed" : "reopened");
}

export function addLabels(world: World, issue: Issue, actor: Actor, names: readonly string[]): void {
  const labels = ensureLabels(world, issue.repository, actor, names).filter((label) => !issue.labels.includes(label));
  if (labels.length === 0) return;
  issue.labels.push(...labels);
  touch(world, issue);
  for (const label of labels) tellLabel(world, issue, actor, "labeled", label);
}

export function removeLabel(world: World, issue: Issue, actor: Actor, label: Label): void {
  issue.labels = issue.labels.filter((one) => one !== label);
  touch(world, issue);
  tellLabel(world, issue, actor, "unlabeled", label);
}

export function setLabels(world: World, issue: Issue, actor: Actor, names: readonly string[]): void {
  const wanted = ensureLabels(world, issue.repository, actor, names);
  for (const label of issue.labels.filter((one) => !wanted.includes(one))) removeLabel(world, issue, actor, label);
  addLabels(world, issue, actor, names);
}

export function assign(world: World, issue: Issue, actor: Actor, people: readonly Account[]): void {
  const added = people.filter((one) => !issue.assignees.includes(one));
  issue.assignees.push(...added);
  if (added.length > 0) touch(world, issue);
  for (const one of added) tellAssignee(world, issue, actor, "assigned", one);
}

export function unassign(world: World, issue: Issue, actor: Actor, people: readonly Account[]): void {
  const removed = issue.assignees.filter((one) => people.includes(one));
  issue.assignees = issue.assignees.filter((one) => !people.includes(one));
  if (removed.length > 0) touch(world, issue);
  for (const one of removed) tellAssignee(world, issue, actor, "unassigned", one);
}

export function lock(world: World, issue: Issue, actor: Actor, reason: LockReason | null): void {
  issue.locked = true;
  issue.active_lock_reason = reason;
  touch(world, issue);
  tellIssue(world, issue, actor, "locked");
}

export function unlock(world: World, issue: Issue, actor: Actor): void {
  issue.locked = false;
  issue.active_lock_reason = null;
  touch(world, issue);
  tellIssue(world, issue, actor, "unlocked");
}
