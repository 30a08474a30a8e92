import { lock, setState } from "./issue-acts.ts";
import { tellIssue, touch } from "./issue-news.ts";
import { showIssue } from "./issue-shape.ts";
import { showRepository } from "./repository-shape.ts";
import type { Issue, Repository } from "./state.ts";
import type { Actor, World } from "./world.ts";

/**
 * The issue gets a new number in `target`, where it is told as opened; its comments, state and those labels that
 * `target` knows by name come along: https://docs.github.com/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository
 */
export function transfer(world: World, issue: Issue, actor: Actor, target: Repository): Issue {
  const { repository, number } = issue;
  target.lastNumber += 1;
  const names = new Set(issue.labels.map((label) => label.name.toLowerCase()));
  const moved: Issue = {
    ...issue,
    id: world.state.ids.next(),
    number: target.lastNumber,
    repository: target,
    labels: target.labels.filter((label) => names.has(label.name.toLowerCase())),
    comments: [],
  };
  moved.comments = issue.comments.map((comment) => ({ ...comment, issue: moved }));
  touch(world, moved);
  target.issues.set(moved.number, moved);
  repository.issues.delete(number);
  repository.gone.set(number, { kind: "transferred", to: moved });
  const changes = {
    new_issue: showIssue(world, moved),
    new_repository: showRepository(world, target),
  };
  tellIssue(world, issue, actor, "transferred", { changes });
  const old = { old_issue: showIssue(world, issue), old_repository: showRepository(world, repository) };
  tellIssue(world, moved, actor, "opened", { changes: old });
  return moved;
}

export function deleteIssue(world: World, issue: Issue, actor: Actor): void {
  issue.repository.issues.delete(issue.number);
  issue.repository.gone.set(issue.number, { kind: "deleted" });
  tellIssue(world, issue, actor, "deleted");
}

/**
 * The issue stays, closed and locked, without a clue in its shape, and takes no comments any more:
 * github.com/dessant/lock-threads/issues/24, github.com/github/docs/issues/35045. That it is told as closed and locked is an assumption.
 */
export function convertToDiscussion(world: World, issue: Issue, actor: Actor): void {
  issue.discussion = true;
  setState(world, issue, actor, "closed");
  lock(world, issue, actor, null);
}
