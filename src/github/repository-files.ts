import * as z from "zod";
import type { MappingCommit } from "../core/mapping-place.ts";
import type { GithubClient } from "./client.ts";
import type { CallFailure, CallOutcome } from "./outcome.ts";

/** A repository by its full name, e.g. `acme/support-contracts`. */
export interface FoundRepository {
  /** As GitHub spells it now. */
  readonly name: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
}

type Known<Value> = { readonly kind: "ok"; readonly value: Value } | CallFailure;

const foundSchema = z
  .object({ full_name: z.string(), default_branch: z.string(), private: z.boolean() })
  .transform((found) => ({
    name: found.full_name,
    defaultBranch: found.default_branch,
    isPrivate: found.private,
  }));

const commitSchema = z
  .object({
    sha: z.string(),
    commit: z.object({ message: z.string(), author: z.object({ name: z.string().nullish() }).nullish() }),
    author: z.object({ login: z.string().nullish() }).nullish().catch(null),
    html_url: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .catch(null),
  })
  .transform(({ sha, commit, author, html_url: url }): MappingCommit => {
    const login = author?.login ?? null;
    return {
      ...{ sha, login, url },
      author: oneLine(commit.author?.name || login || "somebody", 100),
      subject: oneLine(commit.message.split("\n", 1)[0] ?? "", 200),
    };
  });

const listedSchema = z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() }));
const blobSchema = z
  .object({ content: z.string(), encoding: z.literal("base64") })
  .transform(({ content }) => new TextDecoder().decode(Uint8Array.from(atob(content), (one) => one.charCodeAt(0))));
const changedSchema = z.array(z.object({ filename: z.string(), previous_filename: z.string().nullish() }));

/** GitHub lists no more files of a pull request than 3,000. */
const MOST_PAGES = 30;

export function findRepository(client: GithubClient, repository: string): Promise<CallOutcome<FoundRepository>> {
  const parameters = partsOf(repository);
  return client.call({ route: "GET /repos/{owner}/{repo}", parameters, answer: foundSchema });
}

/** The commit that a branch points to. */
export function headOf(client: GithubClient, repository: string, branch: string): Promise<CallOutcome<MappingCommit>> {
  return client.call({
    route: "GET /repos/{owner}/{repo}/commits/{ref}",
    parameters: { ...partsOf(repository), ref: `heads/${branch}`, per_page: 1 },
    answer: commitSchema,
  });
}

/** A file as its folder names it, with git's own id of its content. */
export type ListedFile = Omit<z.infer<typeof listedSchema>[number], "type">;

/** The files directly within a folder at one commit; none where there is no such folder. */
export async function listFolder(
  client: GithubClient,
  repository: string,
  folder: string,
  commit: string,
): Promise<Known<readonly ListedFile[]>> {
  const outcome = await client.call({
    route: "GET /repos/{owner}/{repo}/contents/{path}",
    parameters: { ...partsOf(repository), path: folder, ref: commit },
    // A file answers as itself: it is no folder.
    answer: z.union([listedSchema, z.object({}).transform(() => [])]),
  });
  if (outcome.kind === "not_found") return { kind: "ok", value: [] };
  if (outcome.kind !== "ok") return outcome;
  return { kind: "ok", value: outcome.value.filter(({ type }) => type === "file") };
}

/**
 * A file's text. As a blob in JSON: raw, an answer that was cut off on the way would look like a shorter file, and of the
 * contents' own JSON files of more than a megabyte are left out.
 * https://docs.github.com/en/rest/git/blobs#get-a-blob
 */
export function readText(client: GithubClient, repository: string, sha: string): Promise<CallOutcome<string>> {
  return client.call({
    route: "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
    parameters: { ...partsOf(repository), file_sha: sha },
    answer: blobSchema,
  });
}

/** Every path that a pull request touches, by its old name and its new one. */
export async function changedPaths(
  client: GithubClient,
  repository: string,
  pullRequest: number,
): Promise<Known<readonly string[]>> {
  const paths: string[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const outcome = await client.call({
      route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
      parameters: { ...partsOf(repository), pull_number: pullRequest, per_page: 100, page },
      answer: changedSchema,
    });
    if (outcome.kind !== "ok") return outcome;
    for (const { filename, previous_filename } of outcome.value) paths.push(filename, previous_filename ?? filename);
    if (!outcome.more) break;
  }
  return { kind: "ok", value: paths };
}

export function partsOf(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

const oneLine = (words: string, most: number): string =>
  words
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, most)
    .toWellFormed();
