import { authorAssociation } from "./access.ts";
import { simpleUser } from "./account-shape.ts";
import { showApp } from "./app-shape.ts";
import { nodeId } from "./ids.ts";
import type { Account, App, Comment, Issue, Label, Repository } from "./state.ts";
import { fullName, type World } from "./world.ts";

const apiOf = (world: World, repository: Repository) => `${world.apiOrigin}/repos/${fullName(repository)}`;

export function showLabel(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${apiOf(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.default,
    description: label.description,
  };
}

/** An issue, or a pull request as the issues' endpoints show it: with the key `pull_request`. `insider`: see `authorAssociation`. */
export function showIssue(world: World, issue: Issue, insider = false) {
  const { repository, number, pull } = issue;
  const api = `${apiOf(world, repository)}/issues/${number}`;
  const html = `${world.webOrigin}/${fullName(repository)}/${pull === null ? "issues" : "pull"}/${number}`;
  const [assignee = null] = issue.assignees;
  return {
    url: api,
    repository_url: apiOf(world, repository),
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    events_url: `${api}/events`,
    html_url: html,
    id: issue.id,
    node_id: nodeId(pull === null ? "I" : "PR", issue.id),
    number,
    title: issue.title,
    user: simpleUser(world, issue.user),
    labels: issue.labels.map((label) => showLabel(world, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: maybeUser(world, assignee),
    assignees: issue.assignees.map((one) => simpleUser(world, one)),
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.created_at,
    updated_at: issue.updated_at,
    closed_at: issue.closed_at,
    author_association: authorAssociation(world, repository, issue.user, insider),
    active_lock_reason: issue.active_lock_reason,
    ...(pull === null ? {} : { draft: false, pull_request: pullLinks(world, issue, html) }),
    body: issue.body,
    closed_by: maybeUser(world, issue.closed_by),
    reactions: reactions(api),
    timeline_url: `${api}/timeline`,
    performed_via_github_app: maybeApp(world, issue.app),
    state_reason: issue.state_reason,
  };
}

function pullLinks(world: World, { repository, number }: Issue, html: string) {
  return {
    url: `${apiOf(world, repository)}/pulls/${number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: null,
  };
}

export function showComment(world: World, comment: Comment, insider = false) {
  const { id, issue } = comment;
  const api = `${apiOf(world, issue.repository)}/issues/comments/${id}`;
  return {
    url: api,
    html_url: `${world.webOrigin}/${fullName(issue.repository)}/issues/${issue.number}#issuecomment-${id}`,
    issue_url: `${apiOf(world, issue.repository)}/issues/${issue.number}`,
    id,
    node_id: nodeId("IC", id),
    user: simpleUser(world, comment.user),
    created_at: comment.created_at,
    updated_at: comment.updated_at,
    author_association: authorAssociation(world, issue.repository, comment.user, insider),
    body: comment.body,
    reactions: reactions(api),
    performed_via_github_app: maybeApp(world, comment.app),
  };
}

function maybeUser(world: World, account: Account | null) {
  return account === null ? null : simpleUser(world, account);
}

/** https://docs.github.com/rest/issues/comments: comments that an App wrote name it in `performed_via_github_app`. */
function maybeApp(world: World, app: App | null) {
  return app === null ? null : showApp(world, app);
}

function reactions(api: string) {
  const none = { "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return { url: `${api}/reactions`, total_count: 0, ...none };
}
