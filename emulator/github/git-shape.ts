import { simpleUser } from "./account-shape.ts";
import { type FileChange, fileChanges } from "./file-changes.ts";
import { showRepository } from "./repository-shape.ts";
import type { Account, Commit, GitFile, Repository } from "./state.ts";
import { fullName, type World } from "./world.ts";

const apiOf = (world: World, repository: Repository) => `${world.apiOrigin}/repos/${fullName(repository)}`;
const webOf = (world: World, repository: Repository) => `${world.webOrigin}/${fullName(repository)}`;

const emailOf = ({ id, login }: Account) => `${id}+${login}@users.noreply.github.com`;

/** https://docs.github.com/rest/commits/commits#get-a-commit */
export function showCommit(world: World, repository: Repository, commit: Commit) {
  const api = apiOf(world, repository);
  const html = webOf(world, repository);
  const changes = fileChanges(parentOf(repository, commit), commit);
  const signature = { name: commit.author.name, email: emailOf(commit.author), date: commit.at };
  const total = (key: "additions" | "deletions") => changes.reduce((sum, change) => sum + change[key], 0);
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    commit: {
      author: signature,
      committer: signature,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: simpleUser(world, commit.author),
    committer: simpleUser(world, commit.author),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
    stats: {
      total: total("additions") + total("deletions"),
      additions: total("additions"),
      deletions: total("deletions"),
    },
    files: changes.map((change) => showChange(world, repository, commit, change)),
  };
}

/** A "diff entry", without its `patch`. */
export function showChange(world: World, repository: Repository, commit: Commit, change: FileChange) {
  const path = change.path.split("/").map(encodeURIComponent).join("/");
  const html = webOf(world, repository);
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${html}/blob/${commit.sha}/${path}`,
    raw_url: `${html}/raw/${commit.sha}/${path}`,
    contents_url: `${apiOf(world, repository)}/contents/${path}?ref=${commit.sha}`,
  };
}

/** A file or a directory at one commit: https://docs.github.com/rest/repos/contents#get-repository-content */
export function showEntry(
  world: World,
  repository: Repository,
  { ref, path, sha, size, type }: { ref: string; path: string; sha: string; size: number; type: "file" | "dir" },
) {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const url = `${apiOf(world, repository)}/contents/${encoded}?ref=${ref}`;
  const git = `${apiOf(world, repository)}/git/${type === "file" ? "blobs" : "trees"}/${sha}`;
  const html = `${webOf(world, repository)}/${type === "file" ? "blob" : "tree"}/${ref}/${encoded}`;
  return {
    name: path.split("/").at(-1) ?? path,
    path,
    sha,
    size,
    url,
    html_url: html,
    git_url: git,
    download_url: type === "file" ? `${webOf(world, repository)}/raw/${ref}/${encoded}` : null,
    type,
    _links: { self: url, git, html },
  };
}

export function showBlob(world: World, repository: Repository, { sha, content: text }: GitFile) {
  const bytes = Buffer.from(text);
  const content = `${bytes.toString("base64").replace(/(.{60})/g, "$1\n")}\n`;
  const url = `${apiOf(world, repository)}/git/blobs/${sha}`;
  return { sha, node_id: `B_${sha}`, size: bytes.length, url, content, encoding: "base64" };
}

const NO_COMMIT = "0".repeat(40);

interface Pushed {
  readonly commit: Commit;
  readonly branch: string;
  readonly before: string | null;
  readonly pusher: Account;
  /** Back to a commit that was there before: then it brings none. */
  readonly forced?: boolean;
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#push */
export function showPush(
  world: World,
  repository: Repository,
  { commit, branch, before, pusher, forced = false }: Pushed,
) {
  const html = webOf(world, repository);
  const person = { name: commit.author.name, email: emailOf(commit.author), username: commit.author.login };
  const changes = fileChanges(parentOf(repository, commit), commit);
  const pathsOf = (status: FileChange["status"]) =>
    changes.filter((change) => change.status === status).map((change) => change.path);
  const head = {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.at,
    url: `${html}/commit/${commit.sha}`,
    author: person,
    committer: person,
    added: pathsOf("added"),
    removed: pathsOf("removed"),
    modified: pathsOf("modified"),
  };
  const shown = showRepository(world, repository);
  const seconds = (stamp: string) => Date.parse(stamp) / 1000;
  return {
    ref: `refs/heads/${branch}`,
    before: before ?? NO_COMMIT,
    after: commit.sha,
    // The oldest of the events: two of the repository's times are numbers of seconds, and some words are its own.
    repository: {
      ...shown,
      owner: { ...shown.owner, name: repository.owner.login, email: null },
      stargazers: 0,
      master_branch: repository.default_branch,
      created_at: seconds(repository.created_at),
      pushed_at: seconds(repository.pushed_at),
    },
    pusher: { name: pusher.login, email: emailOf(pusher) },
    created: before === null,
    deleted: false,
    forced,
    base_ref: null,
    compare: `${html}/compare/${(before ?? NO_COMMIT).slice(0, 12)}...${commit.sha.slice(0, 12)}`,
    commits: forced ? [] : [head],
    head_commit: head,
  };
}

function parentOf(repository: Repository, commit: Commit): Commit | undefined {
  return repository.commits.get(commit.parents[0] ?? "");
}
