import type { WhatIfRequest } from "../api/what-if.ts";
import { decide } from "../core/decide.ts";
import type { Answer } from "../core/decision.ts";
import { entitlementOf } from "../core/entitlement.ts";
import { organizationId, type TicketId } from "../core/id.ts";
import type { Contract, Mapping } from "../core/organization.ts";
import { type Policy, tierName } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Ticket } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";

/** A ticket that doesn't exist has no id; nothing is stored under this one. */
const NO_TICKET = "0" as TicketId;

/** Calendars are compiled as far as anybody asks, and kept: five years either way. */
const REACH_MS = 5 * 366 * 86_400_000;

export interface Imagined {
  /** As it would be decided the moment it arrives. */
  readonly answer: Answer;
  readonly contract: Contract | null;
}

export interface NotImaginable {
  readonly reason: "unknown_tier" | "out_of_reach";
  readonly message: string;
  readonly mend: string;
}

/** What would be decided for a ticket that arrived `at`. */
export function imagine(
  request: WhatIfRequest,
  { at, now }: { readonly at: Instant; readonly now: Instant },
  policy: Policy,
  mappingOf: (ticket: Ticket) => Mapping,
): Result<Imagined, NotImaginable> {
  if (Math.abs(at - now) > REACH_MS) return err(OUT_OF_REACH);
  const ticket = imaginedTicket(request, at);
  const tier = request.tier === undefined ? null : tierName(request.tier);
  if (tier !== null && !policy.tiers.has(tier)) return err(unknownTier(tier, policy));
  const found = mappingOf(ticket);
  const mapping = tier === null ? found : { ...found, override: tier };
  const decision = decide(ticket, mapping, policy, null, at);
  if (decision.kind === "leave") throw new Error("an imagined ticket is open");
  const { contract } = entitlementOf(ticket, mapping, policy);
  // The tier was chosen here and now, not by an administrator for the organization.
  const reasons =
    tier === null ? decision.reasons : decision.reasons.filter(({ kind }) => kind !== "tier_from_override");
  return ok({ answer: { ...decision, reasons }, contract });
}

function imaginedTicket(request: WhatIfRequest, at: Instant): Ticket {
  const { externalId = null, supportTier = null, requesterEmail, severity = null, channel = null } = request;
  const known = organizationId(request.organizationId ?? "");
  // An organization may be known by its external id alone.
  const id = known ?? organizationId("9".repeat(20));
  const named = known !== null || externalId !== null || supportTier !== null;
  return {
    id: NO_TICKET,
    createdAt: at,
    updatedAt: at,
    status: "new",
    merged: false,
    subject: "",
    formId: null,
    groupId: null,
    channel,
    priority: null,
    tags: [],
    requester: requesterEmail === undefined ? null : { id: null, email: requesterEmail.toLowerCase() },
    organization: named && id !== null ? { id, externalId, name: "this organization", supportTier } : null,
    fields: { severity, due: null, dueDate: null, summary: null },
    task: null,
    firstReply: null,
  };
}

const OUT_OF_REACH: NotImaginable = {
  reason: "out_of_reach",
  message: "That is more than five years from now.",
  mend: "Choose a time within five years.",
};

const unknownTier = (tier: string, policy: Policy): NotImaginable => ({
  reason: "unknown_tier",
  message: `The policy has no tier "${tier}".`,
  mend: `Choose one of: ${[...policy.tiers.keys()].join(", ")}.`,
});
