import { after, type Instant, minutes } from "../core/time.ts";
import type { GithubClient } from "./client.ts";
import type { CallFailure, CallOutcome } from "./outcome.ts";
import { type Repository, repositoriesSchema, repositorySchema } from "./schema.ts";

/** The repositories that the App may see, and whether the world may, too. */
export interface Repositories {
  /** @param fresh asks GitHub; otherwise it is told from memory for a few minutes */
  isPrivate(
    owner: string,
    repo: string,
    fresh: boolean,
  ): Promise<{ readonly kind: "ok"; readonly value: boolean } | CallFailure>;
  /** All of them, by name, with GitHub's clock. */
  all(): Promise<CallOutcome<readonly Repository[]>>;
  /** One of them is not what it was: they are asked for anew. */
  forget(): void;
}

/** What is written goes by a fresh answer: a repository may just have been published. */
const KEPT = minutes(5);
const MOST_PAGES = 50;

export function createRepositories(client: GithubClient, now: () => Instant): Repositories {
  const known = new Map<string, { readonly isPrivate: boolean; readonly until: Instant }>();
  const learn = ({ full_name, private: isPrivate }: Repository): void => {
    known.set(full_name.toLowerCase(), { isPrivate, until: after(now(), KEPT) });
  };

  return {
    forget: () => known.clear(),

    async isPrivate(owner, repo, fresh) {
      const kept = known.get(`${owner}/${repo}`.toLowerCase());
      if (!fresh && kept !== undefined && now() < kept.until) return { kind: "ok", value: kept.isPrivate };
      const outcome = await client.call({
        route: "GET /repos/{owner}/{repo}",
        parameters: { owner, repo },
        answer: repositorySchema,
      });
      if (outcome.kind !== "ok") return outcome;
      learn(outcome.value);
      return { kind: "ok", value: outcome.value.private };
    },

    async all() {
      const found: Repository[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const outcome = await client.call({
          route: "GET /installation/repositories",
          parameters: { per_page: 100, page },
          answer: repositoriesSchema,
        });
        if (outcome.kind !== "ok") return outcome;
        found.push(...outcome.value.repositories);
        if (outcome.more) continue;
        for (const repository of found) learn(repository);
        found.sort((one, other) => compare(one.full_name, other.full_name));
        return { ...outcome, value: found };
      }
      return { kind: "unavailable", detail: `the App is installed on more than ${MOST_PAGES * 100} repositories` };
    },
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
