import type { Terms } from "../../src/account/deps.ts";
import { type Contract, ONBOARDING } from "../../src/core/organization.ts";
import type { TierName } from "../../src/core/policy.ts";
import { oneOf } from "../support/business-questions.ts";
import { aContract, ENTERPRISE, GROWTH, POLICY, PRO, policyWithTier, target } from "../support/given.ts";

/** Who writes in, and how their tier is known. */
export interface Customer {
  readonly name: string;
  readonly externalId: string | null;
  readonly people: readonly string[];
}

/**
 * Two with a contract and a list of named contacts, one with a contract whose onboarding is pending, one known by its
 * organization field alone, one by the domain alone, and one that nobody knows.
 */
export const CUSTOMERS: readonly Customer[] = [
  { name: "Acme", externalId: "crm-1", people: ["ada@acme.example", "abe@acme.example"] },
  { name: "Bolt", externalId: "crm-2", people: ["bob@bolt.example"] },
  { name: "Cobalt", externalId: "crm-3", people: ["cleo@cobalt.example", "cy@cobalt.example"] },
  { name: "Dune", externalId: null, people: ["dora@dune.example"] },
  { name: "Ember", externalId: null, people: ["eve@ember.example"] },
  { name: "Fjord", externalId: null, people: ["finn@fjord.example"] },
];

const contract = (name: string, externalId: string | null, changes: Partial<Contract>): Contract =>
  aContract({
    organizationId: null,
    externalId,
    name,
    domains: externalId === null ? [`${name.toLowerCase()}.example`] : [],
    ...changes,
  });

export const TERMS: Terms = {
  policy: POLICY,
  contracts: [
    contract("Acme", "crm-1", { tier: ENTERPRISE, namedContacts: ["ada@acme.example"] }),
    contract("Bolt", "crm-2", { tier: GROWTH }),
    contract("Cobalt", "crm-3", { tier: PRO, onboarding: "pending", namedContacts: ["cleo@cobalt.example"] }),
    contract("Ember", null, { tier: PRO }),
  ],
  mappingVersion: "m1",
};

export const TIERS: readonly TierName[] = [GROWTH, PRO, ENTERPRISE];

/** The mapping with one row changed. */
export function remapped({ policy, contracts }: Terms, version: number, random: () => number): Terms {
  const chosen = oneOf(random, contracts);
  const change = oneOf<Partial<Contract>>(random, [
    {
      tier: oneOf(
        random,
        TIERS.filter((tier) => tier !== chosen.tier),
      ),
    },
    {
      tier: oneOf(
        random,
        TIERS.filter((tier) => tier !== chosen.tier),
      ),
    },
    { onboarding: oneOf(random, ONBOARDING) },
    { sdk: !chosen.sdk },
    { namedContacts: chosen.namedContacts.length === 0 ? ["nobody@elsewhere.example"] : [] },
  ]);
  const rows = contracts.map((row) => (row === chosen ? { ...row, ...change } : row));
  return { policy, contracts: rows, mappingVersion: `m${version}` };
}

export const PHRASES = [
  "2 hours, 24x7",
  "4 hours, 24x7",
  "9 hours, 24x7",
  "3 business days",
  "5 business days",
  "8 business hours",
];

/** The policy with other targets for one tier. */
export function revised(
  { policy: before, contracts, mappingVersion }: Terms,
  version: number,
  random: () => number,
): Terms {
  const targets = { 1: phrase(random), 2: phrase(random), 3: phrase(random), 4: phrase(random) };
  const policy = {
    ...policyWithTier(oneOf(random, TIERS), { targets }),
    issues: before.issues,
    version: `v${version}`,
  };
  return { policy, contracts, mappingVersion };
}

const phrase = (random: () => number) => target(oneOf(random, PHRASES));
