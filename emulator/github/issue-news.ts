import { simpleUser } from "./account-shape.ts";
import { showIssue, showLabel } from "./issue-shape.ts";
import type { Account, Issue, Label } from "./state.ts";
import { type Actor, stampNow, type World } from "./world.ts";

/** `updated_at` has whole seconds, and moves with comments and labels, too. */
export function touch(world: World, issue: Issue): void {
  issue.updated_at = stampNow(world);
}

/** Of a pull request, events of `issues` say nothing. */
export function tellIssue(world: World, issue: Issue, actor: Actor, action: string, more: object = {}): void {
  if (issue.pull !== null) return;
  const payload = { issue: showIssue(world, issue), ...more };
  world.publish({ event: "issues", action, sender: actor.user, repository: issue.repository, payload });
}

export function tellLabel(world: World, issue: Issue, actor: Actor, action: string, label: Label): void {
  tellIssue(world, issue, actor, action, { label: showLabel(world, issue.repository, label) });
}

export function tellAssignee(world: World, issue: Issue, actor: Actor, action: string, assignee: Account): void {
  tellIssue(world, issue, actor, action, { assignee: simpleUser(world, assignee) });
}
