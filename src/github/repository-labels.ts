import * as z from "zod";
import type { GithubClient } from "./client.ts";
import type { IssueAddress } from "./issue-address.ts";
import type { LabelDefinition } from "./labels.ts";
import type { CallFailure } from "./outcome.ts";
import { labelsSchema } from "./schema.ts";

type Repository = Pick<IssueAddress, "owner" | "repo">;

/** The labels that repositories have: GitHub would make a missing one grey and without a word. */
export interface RepositoryLabels {
  /** Makes those that are missing. One that is there keeps its colour and description, whoever made it. */
  ensure(repository: Repository, wanted: readonly LabelDefinition[]): Promise<CallFailure | null>;
  /** One of them was renamed or deleted: they are listed anew. */
  forget(): void;
}

const MOST_PAGES = 20;

/** Each repository's labels are listed once, when one is first needed that isn't known to be there. */
export function createRepositoryLabels(client: GithubClient): RepositoryLabels {
  const known = new Map<string, Set<string>>();

  async function list({ owner, repo }: Repository): Promise<Set<string> | CallFailure> {
    const names = new Set<string>();
    for (let page = 1; page <= MOST_PAGES; page++) {
      const outcome = await client.call({
        route: "GET /repos/{owner}/{repo}/labels",
        parameters: { owner, repo, per_page: 100, page },
        answer: labelsSchema,
      });
      if (outcome.kind !== "ok") return outcome;
      for (const name of outcome.value) names.add(name.toLowerCase());
      if (!outcome.more) break;
    }
    return names;
  }

  return {
    forget: () => known.clear(),

    async ensure(repository, wanted) {
      const { owner, repo } = repository;
      const key = `${owner}/${repo}`.toLowerCase();
      let names = known.get(key);
      if (wanted.every(({ name }) => names?.has(name))) return null;
      if (names === undefined) {
        const listed = await list(repository);
        if (!(listed instanceof Set)) return listed;
        names = listed;
        known.set(key, names);
      }
      for (const label of wanted) {
        if (names.has(label.name)) continue;
        const made = await client.call({
          route: "POST /repos/{owner}/{repo}/labels",
          parameters: { owner, repo, ...label },
          answer: z.unknown(),
        });
        // 422: somebody else was faster.
        if (made.kind !== "ok" && made.kind !== "unprocessable") return made;
        names.add(label.name);
      }
      return null;
    },
  };
}
