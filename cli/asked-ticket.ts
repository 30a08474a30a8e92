import { ticketId } from "../src/core/id.ts";
import type { Mapping } from "../src/core/organization.ts";
import type { Policy, Severity, Tier, TierName } from "../src/core/policy.ts";
import type { Ticket } from "../src/core/ticket.ts";
import type { Instant } from "../src/core/time.ts";

/** A ticket with all that its decision depends on. */
export interface Case {
  /** As it was given, to answer under the same. */
  readonly id: string | number;
  readonly ticket: Ticket;
  readonly mapping: Mapping;
}

/** Decisions name a ticket of the helpdesk; one that is only asked about has no number there. */
const ASKED = ticketId(1);

/** A ticket that exists only to ask about: this tier, this severity, arrived then, and nothing else known. */
export function askedTicket(
  id: string | number,
  createdAt: Instant,
  tier: TierName | null,
  severity: Severity | null,
): Case {
  if (ASKED === null) throw new Error("1 is a ticket id");
  return {
    id,
    mapping: { override: tier, contracts: [], handleContracts: [], domainContracts: [] },
    ticket: {
      id: ASKED,
      createdAt,
      updatedAt: createdAt,
      status: "new",
      merged: false,
      subject: "",
      formId: null,
      groupId: null,
      channel: null,
      priority: null,
      tags: [],
      requester: null,
      organization: null,
      fields: { severity, due: null, dueDate: null, summary: null },
      task: null,
      firstReply: null,
    },
  };
}

/** A tier by its key or title, in any case; `null` when the policy has none of that name. */
export function tierCalled(policy: Policy, name: string): Tier | null {
  const wanted = name.trim().toLowerCase();
  const tiers = [...policy.tiers.values()];
  return tiers.find((tier) => tier.name === wanted || tier.title.toLowerCase() === wanted) ?? null;
}

export const tierNames = (policy: Policy): string => [...policy.tiers.keys()].join(", ");
