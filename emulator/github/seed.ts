import { stamp } from "../stamp.ts";
import { createApp, openInstallation, sharedKey } from "./app-acts.ts";
import { commitOn, type Files } from "./commits.ts";
import { createIds } from "./ids.ts";
import type { Account, Permissions, Project, Repository, Role, State } from "./state.ts";

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

/** A person's token is told from the login, so that anybody can be played. */
const tokenOf = (login: string): string => `ghp_${login}`;

export function openState(seed: Seed, random: () => number, now: () => number): State {
  const at = stamp(now());
  const state: State = {
    ids: createIds(random),
    accounts: new Map(),
    memberships: [],
    repositories: new Map(),
    apps: new Map(),
    installations: new Map(),
    installationTokens: new Map(),
    personalTokens: new Map(),
    manifestCodes: new Map(),
    projects: new Map(),
    deliveries: [],
  };
  const account = (login: string, name: string, type: Account["type"]): Account => {
    const known = state.accounts.get(login.toLowerCase());
    if (known !== undefined) return known;
    const made: Account = { id: state.ids.next(), login, type, name, created_at: at };
    state.accounts.set(login.toLowerCase(), made);
    if (type !== "Organization") state.personalTokens.set(tokenOf(login), made);
    return made;
  };
  const owner = account(seed.owner, seed.owner, "Organization");
  for (const person of seed.people) {
    const { login } = account(person.login, person.name, "User");
    if (person.staff !== undefined)
      state.memberships.push({
        organization: owner.login,
        login,
        role: person.staff,
        public: person.concealed !== true,
      });
    for (const [names, isPublic] of [
      [person.organizations, true],
      [person.hidden, false],
    ] as const) {
      for (const name of names ?? []) {
        const organization = account(name, name, "Organization").login;
        state.memberships.push({ organization, login, role: "member", public: isPublic });
      }
    }
  }
  for (const login of seed.bots) account(login, login, "Bot");
  const [first = owner] = [...state.accounts.values()].filter((one) => one.type === "User");
  for (const draft of seed.repositories) {
    const repository = blankRepository(state, owner, draft, at);
    commitOn({ state, now }, repository, first, "main", "Initial commit", {
      "README.md": `# ${draft.name}\n`,
      ...draft.files,
    });
  }
  if (seed.app !== null) {
    const { hookUrl, permissions, events, webhookSecret, privateKey, name } = seed.app;
    const app = createApp(state, now(), owner, {
      name,
      hook: { url: hookUrl, active: hookUrl !== "" },
      default_permissions: permissions,
      default_events: events,
      secret: webhookSecret,
      pem: privateKey ?? sharedKey(),
    });
    openInstallation(state, now(), app, owner, null);
  }
  if (seed.project !== null) addProject(state, owner, first, seed.project, at);
  return state;
}

/** What every repository starts with: https://docs.github.com/issues/using-labels-and-milestones-to-track-work/managing-labels#about-default-labels */
const DEFAULT_LABELS: Readonly<Record<string, string>> = {
  bug: "d73a4a",
  documentation: "0075ca",
  duplicate: "cfd3d7",
  enhancement: "a2eeef",
  "good first issue": "7057ff",
  "help wanted": "008672",
  invalid: "e4e669",
  question: "d876e3",
  wontfix: "ffffff",
};

function blankRepository({ ids, repositories }: State, owner: Account, draft: SeedRepository, at: string): Repository {
  const repository: Repository = {
    id: ids.next() % 1_000_000_000,
    owner,
    name: draft.name,
    private: draft.private,
    archived: false,
    has_issues: true,
    description: null,
    default_branch: "main",
    collaborators: new Map(Object.entries(draft.collaborators ?? {})),
    formerNames: new Set(),
    labels: Object.entries(DEFAULT_LABELS).map(([name, color]) => ({
      id: ids.next(),
      name,
      color,
      description: null,
      default: true,
    })),
    issues: new Map(),
    gone: new Map(),
    lastNumber: 0,
    branches: new Map(),
    commits: new Map(),
    checkRuns: [],
    created_at: at,
    updated_at: at,
    pushed_at: at,
  };
  repositories.set(repository.id, repository);
  return repository;
}

function addProject(
  { ids, projects }: State,
  owner: Account,
  creator: Account,
  { title, dateField }: { title: string; dateField: string },
  at: string,
): void {
  const field = (name: string, data_type: "title" | "date") => ({
    id: ids.next() % 1_000_000_000,
    name,
    data_type,
    created_at: at,
  });
  const project: Project = {
    id: ids.next() % 100_000_000,
    number: 1,
    owner,
    creator,
    title,
    public: false,
    fields: [field("Title", "title"), field(dateField, "date")],
    items: [],
    created_at: at,
  };
  projects.set(project.id, project);
}
