import { createHash } from "node:crypto";
import { stamp } from "../stamp.ts";
import type { Account, Commit, GitFile, Repository } from "./state.ts";
import type { World } from "./world.ts";

/** Files by path with their whole content; `null` deletes one. */
export type Files = Readonly<Record<string, string | null>>;

/** A commit that nobody is told of: what a repository starts with. */
export function commitOn(
  world: Pick<World, "now" | "state">,
  repository: Repository,
  author: Account,
  branch: string,
  message: string,
  files: Files,
): Commit {
  const parent = headOf(repository, branch) ?? headOf(repository, repository.default_branch);
  const tree = new Map(parent?.files);
  for (const [path, content] of Object.entries(files)) {
    if (content === null) tree.delete(path);
    else tree.set(path, fileOf(content));
  }
  const commit: Commit = {
    sha: world.state.ids.sha(),
    tree: world.state.ids.sha(),
    parents: parent === undefined ? [] : [parent.sha],
    message,
    author,
    at: stamp(world.now()),
    files: tree,
  };
  repository.commits.set(commit.sha, commit);
  repository.branches.set(branch, commit.sha);
  return commit;
}

/** The commit that a branch, a full or an abbreviated id names. */
export function commitNamed(repository: Repository, ref: string): Commit | undefined {
  const name = ref.replace(/^(refs\/)?heads\//, "");
  const named = headOf(repository, name);
  if (named !== undefined || !/^[0-9a-f]{7,40}$/.test(ref)) return named;
  return [...repository.commits.values()].find((commit) => commit.sha.startsWith(ref));
}

export function headOf(repository: Repository, branch: string): Commit | undefined {
  return repository.commits.get(repository.branches.get(branch) ?? "");
}

/** The latest commit that both have. */
export function mergeBase(repository: Repository, one: Commit, other: Commit): Commit | undefined {
  const reached = new Set(history(repository, one));
  return history(repository, other).find((commit) => reached.has(commit));
}

/** The commit and all before it, latest first. */
export function history(repository: Repository, from: Commit): Commit[] {
  const parents = from.parents.flatMap((sha) => repository.commits.get(sha) ?? []);
  return [from, ...parents.flatMap((parent) => history(repository, parent))];
}

/** The file of this content, whatever it is called. */
export function fileOfId({ commits }: Repository, sha: string): GitFile | undefined {
  for (const { files } of commits.values()) for (const file of files.values()) if (file.sha === sha) return file;
  return undefined;
}

/** Git's own id of a blob. */
function fileOf(content: string): GitFile {
  const bytes = Buffer.from(content);
  return { sha: createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex"), content };
}
