import { addComment, deleteComment, editComment } from "./comment-acts.ts";
import { forcePush, openPullRequest, type PullDraft, type Push, push } from "./git-acts.ts";
import { addLabels, assign, editText, lock, openIssue, removeLabel, setState, unassign, unlock } from "./issue-acts.ts";
import { convertToDiscussion, deleteIssue, transfer } from "./issue-moves.ts";
import { deleteLabel, editLabel, type LabelDraft, labelNamed } from "./label-acts.ts";
import type { Account, Comment, Commit, Issue, LockReason, Repository, StateReason } from "./state.ts";
import { accountNamed, fullName, repositoryNamed, stampNow, type World } from "./world.ts";

/** An issue, or its name: `owner/name#12`. */
export type IssueRef = Issue | string;

export interface NewIssue {
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

/** What a person does on the pages of GitHub. Nobody asks whether they may: that is for the REST API. */
export interface Person {
  readonly login: string;
  readonly account: Account;
  readonly token: string;
  openIssue(repository: string, draft: NewIssue): Issue;
  editIssue(issue: IssueRef, change: { readonly title?: string; readonly body?: string }): void;
  comment(issue: IssueRef, body: string): Comment;
  editComment(comment: Comment, body: string): void;
  deleteComment(comment: Comment): void;
  label(issue: IssueRef, ...names: string[]): void;
  unlabel(issue: IssueRef, ...names: string[]): void;
  assign(issue: IssueRef, ...logins: string[]): void;
  unassign(issue: IssueRef, ...logins: string[]): void;
  close(issue: IssueRef, reason?: StateReason): void;
  reopen(issue: IssueRef): void;
  lock(issue: IssueRef, reason?: LockReason): void;
  unlock(issue: IssueRef): void;
  /** The issue at its new place. */
  transfer(issue: IssueRef, repository: string): Issue;
  deleteIssue(issue: IssueRef): void;
  convertToDiscussion(issue: IssueRef): void;
  editLabel(repository: string, name: string, change: Partial<LabelDraft>): void;
  deleteLabel(repository: string, name: string): void;
  push(repository: string, commit: Push): Commit;
  /** Has the branch point to a commit that is there already. */
  forcePush(repository: string, branch: string, sha: string): Commit;
  openPullRequest(repository: string, draft: PullDraft): Issue;
  rename(repository: string, name: string): void;
  archive(repository: string, archived?: boolean): void;
  setPrivate(repository: string, isPrivate: boolean): void;
}

export function personOf(world: World, login: string): Person {
  const user = accountNamed(world, login) ?? missing(`nobody is called ${login}`);
  const actor = { user, app: null };
  const [token = ""] = [...world.state.personalTokens].find(([, owner]) => owner === user) ?? [];
  const issue = (ref: IssueRef) => (typeof ref === "string" ? issueNamed(world, ref) : ref);
  const repositoryAt = (name: string) => namedRepository(world, name);
  const people = (logins: readonly string[]): Account[] =>
    logins.map((one) => accountNamed(world, one) ?? missing(`nobody is called ${one}`));
  const label = (repository: Repository, name: string) =>
    labelNamed(repository, name) ?? missing(`${fullName(repository)} has no label "${name}"`);
  return {
    login: user.login,
    account: user,
    token,
    openIssue: (name, { assignees, ...draft }) =>
      openIssue(world, repositoryAt(name), actor, { ...draft, assignees: people(assignees ?? []) }),
    editIssue: (ref, change) => editText(world, issue(ref), actor, change),
    comment: (ref, body) => addComment(world, issue(ref), actor, body),
    editComment: (comment, body) => editComment(world, comment, actor, body),
    deleteComment: (comment) => deleteComment(world, comment, actor),
    label: (ref, ...names) => addLabels(world, issue(ref), actor, names),
    unlabel: (ref, ...names) => {
      const on = issue(ref);
      for (const name of names) removeLabel(world, on, actor, label(on.repository, name));
    },
    assign: (ref, ...logins) => assign(world, issue(ref), actor, people(logins)),
    unassign: (ref, ...logins) => unassign(world, issue(ref), actor, people(logins)),
    close: (ref, reason) => setState(world, issue(ref), actor, "closed", reason),
    reopen: (ref) => setState(world, issue(ref), actor, "open"),
    lock: (ref, reason) => lock(world, issue(ref), actor, reason ?? null),
    unlock: (ref) => unlock(world, issue(ref), actor),
    transfer: (ref, name) => transfer(world, issue(ref), actor, repositoryAt(name)),
    deleteIssue: (ref) => deleteIssue(world, issue(ref), actor),
    convertToDiscussion: (ref) => convertToDiscussion(world, issue(ref), actor),
    editLabel: (name, old, change) => {
      const repository = repositoryAt(name);
      editLabel(world, repository, actor, label(repository, old), change);
    },
    deleteLabel: (name, old) => {
      const repository = repositoryAt(name);
      deleteLabel(world, repository, actor, label(repository, old));
    },
    push: (name, commit) => push(world, repositoryAt(name), actor, commit),
    forcePush: (name, branch, sha) => forcePush(world, repositoryAt(name), actor, branch, sha),
    openPullRequest: (name, draft) => openPullRequest(world, repositoryAt(name), actor, draft),
    rename: (name, to) => {
      const repository = repositoryAt(name);
      const from = repository.name;
      repository.formerNames.add(fullName(repository).toLowerCase());
      change(world, repository, user, "renamed", { name: to }, { changes: { repository: { name: { from } } } });
    },
    archive: (name, archived = true) =>
      change(world, repositoryAt(name), user, archived ? "archived" : "unarchived", { archived }),
    setPrivate: (name, isPrivate) =>
      change(world, repositoryAt(name), user, isPrivate ? "privatized" : "publicized", { private: isPrivate }),
  };
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#repository */
function change(
  world: World,
  repository: Repository,
  sender: Account,
  action: string,
  to: Partial<Pick<Repository, "name" | "archived" | "private">>,
  payload: object = {},
): void {
  Object.assign(repository, to, { updated_at: stampNow(world) });
  world.publish({ event: "repository", action, sender, repository, payload });
}

function issueNamed(world: World, ref: string): Issue {
  const [name = "", number = ""] = ref.split("#");
  return namedRepository(world, name).issues.get(Number(number)) ?? missing(`there is no issue ${ref}`);
}

function namedRepository(world: World, name: string): Repository {
  return repositoryNamed(world, name) ?? missing(`there is no repository ${name}`);
}

function missing(what: string): never {
  throw new Error(`${what} in this GitHub: see the seed`);
}
