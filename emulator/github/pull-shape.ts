import { simpleUser } from "./account-shape.ts";
import { headOf, history, mergeBase } from "./commits.ts";
import { fileChanges } from "./file-changes.ts";
import { showIssue } from "./issue-shape.ts";
import { showRepository } from "./repository-shape.ts";
import type { Commit, Issue, Repository } from "./state.ts";
import { fullName, type World } from "./world.ts";

/** What the pull request changes: its head against the commit where it left the base. */
export function changesOfPull({ repository, pull }: Issue) {
  const head = headOf(repository, pull?.head ?? "");
  const base = headOf(repository, pull?.base ?? "");
  if (head === undefined || base === undefined) return { head: undefined, changes: [], commits: 0 };
  const fork = mergeBase(repository, base, head);
  const known = new Set(fork === undefined ? [] : history(repository, fork));
  const commits = history(repository, head).filter((commit) => !known.has(commit)).length;
  return { head, changes: fileChanges(fork, head), commits };
}

/** https://docs.github.com/rest/pulls/pulls#get-a-pull-request; never merged here. */
export function showPullRequest(world: World, issue: Issue) {
  const { repository, number, pull } = issue;
  const shown = showIssue(world, issue);
  const api = `${world.apiOrigin}/repos/${fullName(repository)}`;
  const url = `${api}/pulls/${number}`;
  const { head, changes, commits } = changesOfPull(issue);
  const statuses = `${api}/statuses/${head?.sha ?? ""}`;
  const href = (link: string) => ({ href: link });
  const sum = (key: "additions" | "deletions") => changes.reduce((total, change) => total + change[key], 0);
  return {
    url,
    id: issue.id,
    node_id: shown.node_id,
    html_url: shown.html_url,
    diff_url: `${shown.html_url}.diff`,
    patch_url: `${shown.html_url}.patch`,
    issue_url: shown.url,
    number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: shown.user,
    body: issue.body,
    created_at: issue.created_at,
    updated_at: issue.updated_at,
    closed_at: issue.closed_at,
    merged_at: null,
    merge_commit_sha: null,
    assignee: shown.assignee,
    assignees: shown.assignees,
    requested_reviewers: [],
    requested_teams: [],
    labels: shown.labels,
    milestone: null,
    draft: false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: shown.comments_url,
    statuses_url: statuses,
    head: side(world, repository, pull?.head ?? "", head),
    base: side(world, repository, pull?.base ?? "", headOf(repository, pull?.base ?? "")),
    _links: {
      self: href(url),
      html: href(shown.html_url),
      issue: href(shown.url),
      comments: href(shown.comments_url),
      review_comments: href(`${url}/comments`),
      review_comment: href(`${api}/pulls/comments{/number}`),
      commits: href(`${url}/commits`),
      statuses: href(statuses),
    },
    author_association: shown.author_association,
    auto_merge: null,
    active_lock_reason: issue.active_lock_reason,
    merged: false,
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: null,
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits,
    additions: sum("additions"),
    deletions: sum("deletions"),
    changed_files: changes.length,
  };
}

/** Of a repository within a pull request, its settings for merging are told as well. */
function side(world: World, repository: Repository, branch: string, commit: Commit | undefined) {
  const merging = {
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    allow_update_branch: false,
    use_squash_pr_title_as_default: false,
    squash_merge_commit_message: "COMMIT_MESSAGES",
    squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
    merge_commit_message: "PR_TITLE",
    merge_commit_title: "MERGE_MESSAGE",
  };
  return {
    label: `${repository.owner.login}:${branch}`,
    ref: branch,
    sha: commit?.sha ?? "",
    user: simpleUser(world, repository.owner),
    repo: { ...showRepository(world, repository), ...merging },
  };
}
