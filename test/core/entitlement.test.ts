import { describe, expect, test } from "vitest";
import type { Reason } from "../../src/core/decision.ts";
import { entitlementOf } from "../../src/core/entitlement.ts";
import type { Mapping } from "../../src/core/organization.ts";
import type { Ticket } from "../../src/core/ticket.ts";
import {
  ACME,
  aContract,
  aTicket,
  at,
  ENTERPRISE,
  GROWTH,
  mapped,
  mappedByDomain,
  mappedByHandle,
  on,
  POLICY,
  PRO,
  policyWith,
  tierName,
  UNKNOWN,
} from "../support/given.ts";

const withField = (supportTier: string): Partial<Ticket> => ({ organization: { ...ACME, supportTier } });
const in2025 = aContract({ tier: PRO, start: on("2025-01-01"), end: on("2025-12-31") });
const from2027 = aContract({ tier: PRO, start: on("2027-01-01") });

interface Row {
  readonly when: string;
  readonly ticket?: Partial<Ticket>;
  readonly mapping: Mapping;
  readonly tier: string;
  readonly reasons: readonly Reason["kind"][];
}

const ROWS: readonly Row[] = [
  {
    when: "an administrator's override wins over the contract, the field and the domain",
    ticket: withField("growth"),
    mapping: { ...mapped(aContract()), override: PRO },
    tier: PRO,
    reasons: ["tier_from_override"],
  },
  {
    when: "the contract wins over the organization field",
    ticket: withField("growth"),
    mapping: mapped(aContract()),
    tier: ENTERPRISE,
    reasons: ["tier_from_mapping"],
  },
  {
    when: "the organization field speaks for an organization without a contract",
    ticket: withField("pro"),
    mapping: UNKNOWN,
    tier: PRO,
    reasons: ["tier_from_organization_field"],
  },
  {
    when: "the organization field may hold the tier's title in any case",
    ticket: withField(" ENTERPRISE "),
    mapping: UNKNOWN,
    tier: ENTERPRISE,
    reasons: ["tier_from_organization_field"],
  },
  {
    when: "an unknown value of the organization field is reported and the domain asked next",
    ticket: withField("platinum"),
    mapping: mappedByDomain(aContract({ tier: PRO })),
    tier: PRO,
    reasons: ["organization_field_unknown", "tier_from_domain"],
  },
  {
    when: "the requester's domain speaks for a ticket without an organization",
    ticket: { organization: null },
    mapping: mappedByDomain(aContract({ tier: PRO })),
    tier: PRO,
    reasons: ["tier_from_domain"],
  },
  {
    when: "the requester's domain is not asked when the organization has contracts of its own, though ended",
    mapping: { ...mapped(in2025), domainContracts: [aContract()] },
    tier: GROWTH,
    reasons: ["contract_ended", "tier_from_default", "unmapped"],
  },
  {
    when: "a handle speaks for a ticket without an organization, the most telling one first",
    ticket: { organization: null, requester: null, handles: ["acme/globex", "ada"] },
    mapping: mappedByHandle(["acme/globex", aContract({ tier: PRO })], ["ada", aContract()]),
    tier: PRO,
    reasons: ["tier_from_handle"],
  },
  {
    when: "a handle whose contract has ended is told, and the next one asked",
    ticket: { organization: null, requester: null, handles: ["acme/globex", "ada"] },
    mapping: mappedByHandle(["acme/globex", in2025], ["ada", aContract()]),
    tier: ENTERPRISE,
    reasons: ["contract_ended", "tier_from_handle"],
  },
  {
    when: "a handle speaks before the requester's domain",
    ticket: { organization: null, handles: ["ada"] },
    mapping: { ...mappedByHandle(["ada", aContract({ tier: PRO })]), domainContracts: [aContract()] },
    tier: PRO,
    reasons: ["tier_from_handle"],
  },
  {
    when: "nobody knows the customer: the default tier, marked unmapped",
    mapping: UNKNOWN,
    tier: GROWTH,
    reasons: ["tier_from_default", "unmapped"],
  },
  {
    when: "a contract that ended is named, and the organization field asked next",
    ticket: withField("enterprise"),
    mapping: mapped(in2025),
    tier: ENTERPRISE,
    reasons: ["contract_ended", "tier_from_organization_field"],
  },
  {
    when: "between two contracts both are named",
    mapping: mapped(in2025, from2027),
    tier: GROWTH,
    reasons: ["contract_ended", "contract_not_started", "tier_from_default", "unmapped"],
  },
  {
    when: "an ended contract of the domain is named too",
    ticket: { organization: null },
    mapping: mappedByDomain(in2025),
    tier: GROWTH,
    reasons: ["contract_ended", "tier_from_default", "unmapped"],
  },
  {
    when: "the contract of the ticket's day is taken from several",
    mapping: mapped(in2025, aContract({ tier: GROWTH, end: on("2026-12-31") }), from2027),
    tier: GROWTH,
    reasons: ["tier_from_mapping"],
  },
  {
    when: "of two contracts in force the later one replaced the earlier",
    mapping: mapped(
      aContract({ tier: GROWTH, start: null }),
      aContract({ tier: PRO, start: on("2026-06-01") }),
      aContract({ tier: ENTERPRISE, start: on("2026-01-01") }),
    ),
    tier: PRO,
    reasons: ["tier_from_mapping"],
  },
  {
    when: "a contract with a tier that the policy doesn't have is reported, and the next source asked",
    ticket: withField("pro"),
    mapping: mapped(aContract({ tier: tierName("platinum") })),
    tier: PRO,
    reasons: ["tier_unknown", "tier_from_organization_field"],
  },
  {
    when: "an override with a tier that the policy doesn't have is reported, and the contract asked next",
    mapping: { ...mapped(aContract()), override: tierName("platinum") },
    tier: ENTERPRISE,
    reasons: ["tier_unknown", "tier_from_mapping"],
  },
];

describe("where the tier comes from", () => {
  test.each(ROWS)("$when", ({ ticket, mapping, tier, reasons }) => {
    const found = entitlementOf(aTicket(ticket), mapping, POLICY);
    expect(found.tier.name).toBe(tier);
    expect(found.reasons.map(({ kind }) => kind)).toEqual(reasons);
  });
});

describe("a contract's dates", () => {
  const contract = aContract({ tier: PRO, start: on("2026-03-01"), end: on("2026-08-31") });
  const tierAt = (created: string, zone: string): string =>
    entitlementOf(aTicket({ createdAt: at(created) }), mapped(contract), policyWith({ zone })).tier.name;

  test.each([
    ["the second before its first day", "2026-02-28 23:59:59", GROWTH],
    ["the first second of its first day", "2026-03-01 00:00:00", PRO],
    ["the last second of its last day, which is included", "2026-08-31 23:59:59", PRO],
    ["the first second after its last day", "2026-09-01 00:00:00", GROWTH],
  ])("%s", (_, created, tier) => {
    expect(tierAt(created, "Etc/GMT")).toBe(tier);
  });

  test("are dates of the policy's zone: London's 1 September begins while GMT's 31 August still runs", () => {
    expect(tierAt("2026-08-31 23:30", "Etc/GMT")).toBe(PRO);
    expect(tierAt("2026-08-31 23:30", "Europe/London")).toBe(GROWTH);
  });
});

describe("whose facts hold", () => {
  test("those of the contract that spoke", () => {
    const contract = aContract();
    expect(entitlementOf(aTicket(), mapped(in2025, contract), POLICY).contract).toBe(contract);
  });

  test("with an override, those of the organization's contract in force", () => {
    const contract = aContract();
    const mapping = { ...mapped(contract), override: GROWTH };
    expect(entitlementOf(aTicket(), mapping, POLICY).contract).toBe(contract);
  });

  test("nobody's, when no contract is in force", () => {
    expect(entitlementOf(aTicket(withField("pro")), mapped(in2025), POLICY).contract).toBeNull();
  });
});

test("the reason carries its evidence", () => {
  const ticket = aTicket({ organization: null, requester: { id: null, email: "ada@acme.example" } });
  expect(entitlementOf(ticket, mappedByDomain(aContract()), POLICY).reasons).toEqual([
    { kind: "tier_from_domain", tier: ENTERPRISE, organization: "Acme", domain: "acme.example" },
  ]);
  expect(entitlementOf(aTicket(), mapped(in2025), POLICY).reasons[0]).toEqual({
    kind: "contract_ended",
    tier: PRO,
    ended: "2025-12-31",
  });
});
