import { contentHash } from "../../mappings/content-hash.ts";
import type { OrganizationShown } from "../api/organization.ts";
import type { Contract } from "../core/organization.ts";
import type { Policy } from "../core/policy.ts";
import { after, hours, type Instant, type LocalDate } from "../core/time.ts";
import { localDateIn } from "../core/wall-time.ts";
import type { OrganizationRow } from "../desk/organizations.ts";

/** The dates that tell what is wrong with a row. */
export interface Today {
  readonly today: LocalDate;
  /** A contract that ends by then ends soon. */
  readonly soon: LocalDate;
}

const SOON = hours(30 * 24);

export const todayIn = ({ zone }: Policy, now: Instant): Today => ({
  today: localDateIn(zone, now),
  soon: localDateIn(zone, after(now, SOON)),
});

/** Names this exact content of a row. */
export const etagOf = (contract: Contract): string => contentHash([JSON.stringify(contract)]);

export function showOrganization({ row, contract }: OrganizationRow, policy: Policy, days: Today): OrganizationShown {
  const { organizationId, externalId, name, domains, tier, start, end, onboarding, sdk, csm, tam } = contract;
  const { namedContacts, handles = [] } = contract;
  return {
    id: String(row),
    etag: etagOf(contract),
    ...{ name, organizationId, externalId, domains: [...domains], tier, start, end, onboarding, sdk, csm, tam },
    namedContacts: [...namedContacts],
    handles: [...handles],
    problems: [...problemsOf(contract, policy, days)],
  };
}

function* problemsOf(
  { tier, start, end, namedContacts }: Contract,
  policy: Policy,
  { today, soon }: Today,
): Generator<OrganizationShown["problems"][number]> {
  const terms = policy.tiers.get(tier);
  if (terms === undefined) yield { kind: "unknown_tier", words: `The policy has no tier "${tier}".` };
  if (end !== null && end < today) yield { kind: "ended", words: `The contract ended on ${end}.` };
  else if (end !== null && end <= soon) yield { kind: "ends_soon", words: `The contract ends on ${end}.` };
  if (start !== null && start > today) yield { kind: "not_started", words: `The contract starts on ${start}.` };
  if (terms !== undefined && namedContacts.length > terms.namedContacts) {
    const words = `${namedContacts.length} named contacts, and ${terms.title} allows ${terms.namedContacts}.`;
    yield { kind: "contacts", words };
  }
}
