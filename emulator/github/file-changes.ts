import type { Commit } from "./state.ts";

export interface FileChange {
  readonly path: string;
  readonly status: "added" | "removed" | "modified";
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
}

/** What `after` has otherwise than `before`, by path; renames are a removal and an addition. */
export function fileChanges(before: Commit | undefined, after: Commit): FileChange[] {
  const old = before?.files ?? new Map();
  const paths = [...new Set([...old.keys(), ...after.files.keys()])].sort();
  return paths.flatMap((path) => {
    const was = old.get(path);
    const is = after.files.get(path);
    const sha = is?.sha ?? was?.sha;
    if (was?.sha === is?.sha || sha === undefined) return [];
    const status = was === undefined ? "added" : is === undefined ? "removed" : "modified";
    return [{ path, status, sha, ...countLines(was?.content ?? "", is?.content ?? "") }];
  });
}

/** Lines that only one side has, however they are ordered. */
function countLines(before: string, after: string): { additions: number; deletions: number } {
  const left = new Map<string, number>();
  for (const line of linesOf(before)) left.set(line, (left.get(line) ?? 0) + 1);
  let additions = 0;
  for (const line of linesOf(after)) {
    const count = left.get(line) ?? 0;
    if (count === 0) additions += 1;
    else left.set(line, count - 1);
  }
  return { additions, deletions: [...left.values()].reduce((sum, count) => sum + count, 0) };
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
