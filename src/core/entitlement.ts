import type { Reason } from "./decision.ts";
import type { Contract, Mapping } from "./organization.ts";
import type { Policy, Tier } from "./policy.ts";
import type { Ticket } from "./ticket.ts";
import type { LocalDate } from "./time.ts";
import { localDateIn } from "./wall-time.ts";

/** What was bought, and how that is known. */
export interface Entitlement {
  readonly tier: Tier;
  /** The row whose facts (onboarding, SDK, contacts) hold; `null` when none is known, and then nothing is held against anyone. */
  readonly contract: Contract | null;
  readonly reasons: readonly Reason[];
}

/** The facts that a source may look at; `on` is the creation's local date in the policy's zone. */
interface Question {
  readonly ticket: Ticket;
  readonly mapping: Mapping;
  readonly policy: Policy;
  readonly on: LocalDate;
}

/** A source either speaks (`tier`) or says at most why it didn't. */
interface Verdict {
  readonly tier: Tier | null;
  readonly contract?: Contract;
  readonly reasons: readonly Reason[];
}

/** In this order; the first that speaks decides (DESIGN §5). */
const SOURCES: readonly ((question: Question) => Verdict)[] = [
  // An admin's word for this organization.
  fromOverride,
  // A contract of the organization that was in force on the day the ticket was created.
  fromContract,
  // The organization's own field `support_tier`.
  fromOrganizationField,
  // A contract that names the repository, the author or an organization of theirs.
  fromHandle,
  // A contract that names the requester's e-mail domain, where the organization has none of its own.
  fromDomain,
  // Nobody knows this customer: the default tier, marked.
  fromDefault,
];

/**
 * The tier that applies to a ticket: the one in force when it was created ("the support package level that applies to a
 * customer is specified in the contract").
 */
export function entitlementOf(ticket: Ticket, mapping: Mapping, policy: Policy): Entitlement {
  const question = { ticket, mapping, policy, on: localDateIn(policy.zone, ticket.createdAt) };
  const reasons: Reason[] = [];
  for (const source of SOURCES) {
    const verdict = source(question);
    reasons.push(...verdict.reasons);
    if (verdict.tier === null) continue;
    const contract = verdict.contract ?? inForce(mapping.contracts, question.on);
    return { tier: verdict.tier, contract, reasons };
  }
  throw new Error("the default tier always speaks");
}

const SILENT: Verdict = { tier: null, reasons: [] };

function fromOverride({ mapping, policy }: Question): Verdict {
  if (mapping.override === null) return SILENT;
  const tier = policy.tiers.get(mapping.override);
  if (tier === undefined) return { tier: null, reasons: [{ kind: "tier_unknown", tier: mapping.override }] };
  return { tier, reasons: [{ kind: "tier_from_override", tier: tier.name }] };
}

function fromContract({ mapping, policy, on }: Question): Verdict {
  return fromRows(mapping.contracts, policy, on, (tier, { name, start, end }) => ({
    kind: "tier_from_mapping",
    tier: tier.name,
    organization: name,
    start,
    end,
  }));
}

function fromOrganizationField({ ticket, policy }: Question): Verdict {
  const organization = ticket.organization;
  const value = organization?.supportTier?.trim() ?? "";
  if (organization === null || value === "") return SILENT;
  const tier = tierCalled(policy, value);
  if (tier === null) return { tier: null, reasons: [{ kind: "organization_field_unknown", value }] };
  return {
    tier,
    reasons: [{ kind: "tier_from_organization_field", tier: tier.name, organization: organization.name }],
  };
}

/** The most telling handle that any contract in force names; why the others' were not in force is told too. */
function fromHandle({ mapping, policy, on }: Question): Verdict {
  const reasons: Reason[] = [];
  for (const { handle, contracts } of mapping.handleContracts) {
    const verdict = fromRows(contracts, policy, on, (tier, { name }) => ({
      kind: "tier_from_handle",
      tier: tier.name,
      organization: name,
      handle,
    }));
    if (verdict.tier !== null) return { ...verdict, reasons: [...reasons, ...verdict.reasons] };
    reasons.push(...verdict.reasons);
  }
  return { tier: null, reasons };
}

function fromDomain({ ticket, mapping, policy, on }: Question): Verdict {
  const email = ticket.requester?.email ?? null;
  if (email === null || mapping.contracts.length > 0) return SILENT;
  return fromRows(mapping.domainContracts, policy, on, (tier, { name }) => ({
    kind: "tier_from_domain",
    tier: tier.name,
    organization: name,
    domain: email.slice(email.lastIndexOf("@") + 1),
  }));
}

function fromDefault({ policy }: Question): Verdict {
  const tier = policy.tiers.get(policy.defaultTier);
  if (tier === undefined) throw new Error(`the policy's default tier ${policy.defaultTier} is none of its tiers`);
  return { tier, reasons: [{ kind: "tier_from_default", tier: tier.name }, { kind: "unmapped" }] };
}

function fromRows(
  rows: readonly Contract[],
  policy: Policy,
  on: LocalDate,
  reason: (tier: Tier, contract: Contract) => Reason,
): Verdict {
  const contract = inForce(rows, on);
  if (contract === null) return { tier: null, reasons: whyNotInForce(rows, on) };
  const tier = policy.tiers.get(contract.tier);
  if (tier === undefined) return { tier: null, reasons: [{ kind: "tier_unknown", tier: contract.tier }] };
  return { tier, contract, reasons: [reason(tier, contract)] };
}

/** The row in force on a date, both ends included. Where several are, the one that began last: it replaced the others. */
function inForce(rows: readonly Contract[], on: LocalDate): Contract | null {
  let best: Contract | null = null;
  for (const row of rows) {
    if (hasEnded(row, on) || !hasStarted(row, on)) continue;
    if (best === null || (row.start ?? "") > (best.start ?? "")) best = row;
  }
  return best;
}

const hasStarted = ({ start }: Contract, on: LocalDate): boolean => start === null || start <= on;
const hasEnded = ({ end }: Contract, on: LocalDate): boolean => end !== null && end < on;

/** The contract that ended last before the date, and the one that starts first after it. */
function whyNotInForce(rows: readonly Contract[], on: LocalDate): readonly Reason[] {
  const ended = rows
    .flatMap(({ tier, end }) =>
      end !== null && end < on ? [{ kind: "contract_ended" as const, tier, ended: end }] : [],
    )
    .sort((a, b) => compare(b.ended, a.ended));
  const coming = rows
    .flatMap(({ tier, start }) =>
      start !== null && start > on ? [{ kind: "contract_not_started" as const, tier, starts: start }] : [],
    )
    .sort((a, b) => compare(a.starts, b.starts));
  return [...ended.slice(0, 1), ...coming.slice(0, 1)];
}

const compare = (a: LocalDate, b: LocalDate): number => (a < b ? -1 : a > b ? 1 : 0);

/** A tier by its name or title, without regard to case. */
function tierCalled(policy: Policy, value: string): Tier | null {
  const wanted = value.toLowerCase();
  for (const tier of policy.tiers.values()) {
    if (tier.name === wanted || tier.title.toLowerCase() === wanted) return tier;
  }
  return null;
}
