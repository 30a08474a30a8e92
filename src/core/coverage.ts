import type { Coverage, Reason } from "./decision.ts";
import type { Entitlement } from "./entitlement.ts";
import { matched, type Request } from "./matcher.ts";
import type { Contract } from "./organization.ts";
import type { Policy, Tier } from "./policy.ts";
import type { Ticket } from "./ticket.ts";

/** The terms that a request is served on. */
export interface Terms {
  readonly servedAs: Tier;
  readonly coverage: Coverage;
  readonly reasons: readonly Reason[];
}

/** What the contract's Additional Support Terms and the tier's features make of a request. All that apply are named. */
export function termsOf({ tier, contract }: Entitlement, ticket: Ticket, request: Request, policy: Policy): Terms {
  const servedAs = tierServed(tier, contract, policy);
  const reasons = [
    // "only Standard Support to customers who do not complete the Technical On-boarding", asked of new customers only.
    servedAs !== tier && ({ kind: "onboarding_pending", bought: tier.name, servedAs: servedAs.name } as const),
    // "will not provide any technical support to customers who do not include the provided SDK".
    contract?.sdk === false && ({ kind: "sdk_not_included" } as const),
    // "Issues Not Covered by Technical Support".
    notCovered(request, policy),
    // "Customers shall designate named individuals": served all the same, and the agent told.
    unlistedContact(servedAs, contract, ticket),
    // A way to contact support that the tier doesn't include: served all the same, and the agent told.
    channelNotIncluded(servedAs, ticket),
  ].filter((reason) => reason !== false && reason !== null);
  return { servedAs, coverage: coverageBy(reasons), reasons };
}

/** Onboarding that is pending makes a difference only to who bought more than Standard Support. */
function tierServed(tier: Tier, contract: Contract | null, policy: Policy): Tier {
  if (contract?.onboarding !== "pending") return tier;
  const standard = policy.tiers.get(policy.standardTier);
  if (standard === undefined) throw new Error(`the policy's standard tier ${policy.standardTier} is none of its tiers`);
  return standard;
}

function notCovered(request: Request, policy: Policy): Reason | null {
  for (const { id, words, when } of policy.notCovered) {
    const evidence = matched(when, request);
    if (evidence !== null) return { kind: "not_covered", category: id, words, matched: evidence };
  }
  return null;
}

/**
 * A requester without an address is not a named contact, so the agent is told. One who was not told of is not judged, nor
 * one who is known by a handle: an issue shows nobody's address.
 */
function unlistedContact(tier: Tier, contract: Contract | null, ticket: Ticket): Reason | null {
  const listed = contract?.namedContacts ?? [];
  if (tier.namedContacts === 0 || listed.length === 0) return null;
  if (ticket.requester === null || ticket.handles !== undefined) return null;
  const { email } = ticket.requester;
  if (email !== null && listed.includes(email)) return null;
  return { kind: "contact_unlisted", listed: listed.length };
}

function channelNotIncluded(tier: Tier, { channel }: Ticket): Reason | null {
  return channel === null || tier.channels.has(channel) ? null : { kind: "channel_not_included", channel };
}

/** Without the SDK nothing is covered, whatever the request is about. */
function coverageBy(reasons: readonly Reason[]): Coverage {
  if (reasons.some(({ kind }) => kind === "sdk_not_included")) return "sdk_not_included";
  return reasons.some(({ kind }) => kind === "not_covered") ? "not_covered" : "covered";
}
