import { commitNamed, commitOn, type Files } from "./commits.ts";
import { showPush } from "./git-shape.ts";
import { openIssue } from "./issue-acts.ts";
import { showPullRequest } from "./pull-shape.ts";
import type { Commit, Issue, Repository } from "./state.ts";
import { type Actor, stampNow, type World } from "./world.ts";

export interface Push {
  readonly files: Files;
  /** Default: the repository's default branch. A new one starts at the default branch's commit. */
  readonly branch?: string | undefined;
  readonly message?: string | undefined;
}

/** One commit on top of the branch, pushed at once; open pull requests from that branch move with it. */
export function push(world: World, repository: Repository, actor: Actor, { files, message, ...rest }: Push): Commit {
  const branch = rest.branch ?? repository.default_branch;
  const before = repository.branches.get(branch);
  const commit = commitOn(world, repository, actor.user, branch, message ?? "Update files", files);
  repository.pushed_at = stampNow(world);
  const payload = showPush(world, repository, { commit, branch, before: before ?? null, pusher: actor.user });
  world.publish({ event: "push", action: null, sender: actor.user, repository, payload });
  if (before !== undefined) synchronise(world, repository, actor, branch, before, commit);
  return commit;
}

/** `git push --force` of a commit that is there already: the branch points to it from now on. */
export function forcePush(world: World, repository: Repository, actor: Actor, branch: string, sha: string): Commit {
  const commit = commitNamed(repository, sha);
  if (commit === undefined) throw new Error(`there is no commit ${sha} in this GitHub`);
  const before = repository.branches.get(branch) ?? null;
  repository.branches.set(branch, commit.sha);
  repository.pushed_at = stampNow(world);
  const payload = showPush(world, repository, { commit, branch, before, pusher: actor.user, forced: true });
  world.publish({ event: "push", action: null, sender: actor.user, repository, payload });
  return commit;
}

export interface PullDraft {
  readonly title: string;
  readonly body?: string | undefined;
  readonly head: string;
  readonly base?: string | undefined;
}

export function openPullRequest(world: World, repository: Repository, actor: Actor, draft: PullDraft): Issue {
  const pull = { head: draft.head, base: draft.base ?? repository.default_branch };
  const issue = openIssue(world, repository, actor, { title: draft.title, body: draft.body, pull });
  tellPull(world, issue, actor, "opened");
  return issue;
}

function synchronise(
  world: World,
  repository: Repository,
  actor: Actor,
  branch: string,
  before: string,
  { sha, at }: Commit,
): void {
  for (const issue of repository.issues.values()) {
    if (issue.pull?.head !== branch || issue.state === "closed") continue;
    issue.updated_at = at;
    tellPull(world, issue, actor, "synchronize", { before, after: sha });
  }
}

function tellPull(world: World, issue: Issue, actor: Actor, action: string, more: object = {}): void {
  const payload = { number: issue.number, pull_request: showPullRequest(world, issue), ...more };
  world.publish({ event: "pull_request", action, sender: actor.user, repository: issue.repository, payload });
}
