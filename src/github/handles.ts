import * as z from "zod";
import { after, hours, type Instant } from "../core/time.ts";
import type { GithubClient } from "./client.ts";
import type { CallFailure } from "./outcome.ts";
import type { GithubUser } from "./schema.ts";

/** The lower-case logins of the organizations that a person shows in public. */
export type Organizations = (
  user: GithubUser,
) => Promise<{ readonly kind: "ok"; readonly value: readonly string[] } | CallFailure>;

/** Memberships change rarely. */
const KEPT = hours(1);
const MANY = 5000;

const organizationsSchema = z.array(z.object({ login: z.string() }));

/** Asks GitHub for each person once an hour. */
export function createOrganizations(client: GithubClient, now: () => Instant): Organizations {
  const known = new Map<string, { readonly logins: readonly string[]; readonly until: Instant }>();

  return async ({ login, type }) => {
    if (type === "Bot") return { kind: "ok", value: [] };
    const key = login.toLowerCase();
    const kept = known.get(key);
    if (kept !== undefined && now() < kept.until) return { kind: "ok", value: kept.logins };
    const outcome = await client.call({
      route: "GET /users/{username}/orgs",
      parameters: { username: login, per_page: 100 },
      answer: organizationsSchema,
    });
    // A person who has left, or goes by another login now, belongs to nobody that we can know.
    const none = outcome.kind === "not_found" || outcome.kind === "moved";
    if (outcome.kind !== "ok" && !none) return outcome;
    const logins = outcome.kind === "ok" ? outcome.value.map((one) => one.login.toLowerCase()) : [];
    if (known.size >= MANY) known.clear();
    known.set(key, { logins, until: after(now(), KEPT) });
    return { kind: "ok", value: logins };
  };
}

/** By which names the mapping may know who asks: where, who, and whose; the most telling first. */
export function handlesOf(
  repository: string,
  author: GithubUser | null,
  organizations: readonly string[],
): readonly string[] {
  const login = author === null ? [] : [author.login.toLowerCase()];
  return [...new Set([repository.toLowerCase(), ...login, ...organizations])];
}
