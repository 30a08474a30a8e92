import { touch } from "./issue-news.ts";
import { showComment, showIssue } from "./issue-shape.ts";
import type { Comment, Issue } from "./state.ts";
import { type Actor, stampNow, type World } from "./world.ts";

export function addComment(world: World, issue: Issue, actor: Actor, body: string): Comment {
  const at = stampNow(world);
  const { user, app } = actor;
  const comment: Comment = { id: world.state.ids.next(), issue, user, app, body, created_at: at, updated_at: at };
  issue.comments.push(comment);
  touch(world, issue);
  tell(world, comment, actor, "created");
  return comment;
}

/** Assumption: an edited comment moves the issue's `updated_at` as a new one does. */
export function editComment(world: World, comment: Comment, actor: Actor, body: string): void {
  const before = comment.body;
  if (before === body) return;
  comment.body = body;
  comment.updated_at = stampNow(world);
  touch(world, comment.issue);
  tell(world, comment, actor, "edited", { changes: { body: { from: before } } });
}

export function deleteComment(world: World, comment: Comment, actor: Actor): void {
  const { issue } = comment;
  issue.comments = issue.comments.filter((one) => one !== comment);
  touch(world, issue);
  tell(world, comment, actor, "deleted");
}

/** Told for pull requests, too: https://docs.github.com/webhooks/webhook-events-and-payloads#issue_comment */
function tell(world: World, comment: Comment, actor: Actor, action: string, more: object = {}): void {
  const { issue } = comment;
  const payload = { issue: showIssue(world, issue), comment: showComment(world, comment), ...more };
  world.publish({ event: "issue_comment", action, sender: actor.user, repository: issue.repository, payload });
}
