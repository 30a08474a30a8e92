import type { Files } from "./commits.ts";
import type { Permissions, Role } from "./state.ts";

export interface SeedPerson {
  readonly login: string;
  readonly name: string;
  /** Of the owner's own people. */
  readonly staff?: "admin" | "member";
  /** Whether outsiders don't see that. */
  readonly concealed?: boolean;
  /** Organizations that everybody sees this person in, and such as nobody outside sees. */
  readonly organizations?: readonly string[];
  readonly hidden?: readonly string[];
}

export interface SeedRepository {
  readonly name: string;
  readonly private: boolean;
  readonly collaborators?: Readonly<Record<string, Role>>;
  readonly files?: Files;
}

export interface SeedApp {
  readonly name: string;
  readonly webhookSecret: string;
  readonly hookUrl: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** PKCS#1. */
  readonly privateKey?: string;
}

export interface Seed {
  /** The organization whose repositories are answered. */
  readonly owner: string;
  readonly people: readonly SeedPerson[];
  readonly bots: readonly string[];
  readonly repositories: readonly SeedRepository[];
  /** Registered and installed on everything of `owner`; `null`: nobody has registered one yet. */
  readonly app: SeedApp | null;
  readonly project: { readonly title: string; readonly dateField: string } | null;
}

const customer = (name: string, ...people: string[]): SeedRepository => ({
  name,
  private: true,
  collaborators: Object.fromEntries(people.map((login) => [login, "read"])),
});

/** A software company that helps its customers in a private repository for each, and everybody in a public one. */
export const defaultSeed: Seed = {
  owner: "openback-support",
  people: [
    { login: "mara", name: "Mara Admin", staff: "admin" },
    { login: "ada", name: "Ada Agent", staff: "member" },
    { login: "ben", name: "Ben Agent", staff: "member" },
    { login: "ines", name: "Ines Duarte", organizations: ["aurora-games"] },
    { login: "tomas", name: "Tomas Vlk", hidden: ["aurora-games"] },
    { login: "olive", name: "Olive Brandt", organizations: ["brightwater-bank"] },
    { login: "dana", name: "Dana Okafor", organizations: ["cobalt-fitness"] },
    { login: "sam", name: "Sam Stranger" },
  ],
  bots: ["dependabot[bot]"],
  repositories: [
    customer("aurora-games", "ines", "tomas"),
    customer("brightwater-bank", "olive"),
    customer("cobalt-fitness", "dana"),
    customer("ember-news"),
    { name: "openback-sdk", private: false },
    { name: "support-contracts", private: true },
  ],
  app: {
    name: "OpenBack Tiers",
    webhookSecret: "emulator-webhook-secret",
    hookUrl: "",
    permissions: {
      checks: "write",
      contents: "read",
      issues: "write",
      metadata: "read",
      organization_projects: "write",
      pull_requests: "read",
    },
    events: ["issues", "issue_comment", "label", "push", "pull_request", "repository"],
  },
  project: { title: "Support deadlines", dateField: "Due date" },
};
