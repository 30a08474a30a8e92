import type { OrganizationFilter } from "../api/organizations-request.ts";
import type { Policy } from "../core/policy.ts";
import type { Instant } from "../core/time.ts";
import type { OrganizationProblem } from "../desk/organizations.ts";
import type { AdminDeps } from "./deps.ts";
import { todayIn } from "./organization-view.ts";

/** A request's filter as the Desk lists rows by it. */
export function filterOf({ inForce, now }: AdminDeps, { search = "", tier, problem }: OrganizationFilter) {
  const wanted = problem === undefined ? null : problemFilter(problem, inForce.policy, now());
  return { search, tier: tier ?? null, problem: wanted };
}

/** What a filter's word means under this policy, today. */
function problemFilter(
  problem: NonNullable<OrganizationFilter["problem"]>,
  policy: Policy,
  now: Instant,
): OrganizationProblem {
  const { today, soon } = todayIn(policy, now);
  switch (problem) {
    case "ended":
    case "not_started":
      return { kind: problem, today };
    case "ends_soon":
      return { kind: problem, today, soon };
    case "unknown_tier":
      return { kind: problem, tiers: [...policy.tiers.keys()] };
    case "contacts":
      return { kind: problem, allowed: Array.from(policy.tiers.values(), (tier) => [tier.name, tier.namedContacts]) };
    case "any": {
      const all = ["ended", "ends_soon", "not_started", "unknown_tier", "contacts"] as const;
      return { kind: problem, of: all.map((one) => problemFilter(one, policy, now)) };
    }
  }
}
