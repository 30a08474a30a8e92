import type { Seed } from "../../../emulator/github/seed.ts";
import { defaultSeed } from "../../../emulator/github/seed.ts";
import type { Terms } from "../../../src/account/deps.ts";
import type { IssueRules } from "../../../src/core/policy.ts";

/** As the account on Zendesk is called: the two must not be mistaken for each other. */
export const OWNER = "acme";

/** Who answers. Ben's membership is nobody's to see; Mara belongs to the organization, but not to support. */
export const SUPPORT = ["sue", "ben"] as const;
export const ADMIN = "mara";
/** By the repository, the author's organization, the author, or not at all. */
export const AUTHORS = ["ada", "bob", "cleo", "eve", "sam"] as const;
export const BOT = "dependabot[bot]";

/** Where the mapping is, in worlds where a repository owns it; nobody opens issues there. */
export const CONTRACTS = "contracts";

const everybody = Object.fromEntries(AUTHORS.map((login) => [login, "read" as const]));

/** @param more repositories beside those where issues are opened */
export const seedWith = (more: Seed["repositories"]): Partial<Seed> => ({
  ...SEED,
  repositories: [...(SEED.repositories ?? []), ...more],
});

const SEED: Partial<Seed> = {
  owner: OWNER,
  people: [
    { login: ADMIN, name: "Mara", staff: "admin" },
    { login: "sue", name: "Sue", staff: "member" },
    { login: "ben", name: "Ben", staff: "member", concealed: true },
    { login: "ada", name: "Ada" },
    { login: "bob", name: "Bob" },
    { login: "cleo", name: "Cleo", organizations: ["Cobalt-Fitness"] },
    { login: "eve", name: "Eve" },
    { login: "sam", name: "Sam" },
  ],
  bots: [BOT],
  repositories: [
    { name: "acme-desk", private: true, collaborators: everybody },
    { name: "bolt-desk", private: true, collaborators: everybody },
    { name: "partners", private: true, collaborators: everybody },
    { name: "community", private: false },
  ],
  app: defaultSeed.app && {
    ...defaultSeed.app,
    webhookSecret: "the-webhook-secret-of-acme",
    hookUrl: "http://127.0.0.1:4004/nobody",
  },
  project: null,
};

const HANDLES: Readonly<Record<string, readonly string[]>> = {
  Acme: [`${OWNER}/acme-desk`],
  Bolt: [`${OWNER}/bolt-desk`],
  Cobalt: ["cobalt-fitness"],
  Ember: ["eve"],
};

const RULES: IssueRules = {
  severityHeading: "Severity",
  supportTeam: SUPPORT,
  tellTierInPublic: false,
  assignees: { priority: ["sue"], standard: ["ben"], account_team: [] },
  dueDateProject: null,
};

/** The same terms, with what GitHub needs of them. */
export const onGithub = ({ policy, contracts, mappingVersion }: Terms): Terms => ({
  policy: { ...policy, issues: RULES },
  contracts: contracts.map((row) => ({ ...row, handles: HANDLES[row.name] ?? [] })),
  mappingVersion,
});

/** A new policy at times tells the world who bought what, or no longer does. */
export function retold(terms: Terms, random: () => number): Terms {
  if (random() < 0.6) return terms;
  const { issues } = terms.policy;
  const changed = { ...issues, tellTierInPublic: !issues.tellTierInPublic };
  return { ...terms, policy: { ...terms.policy, issues: changed } };
}
