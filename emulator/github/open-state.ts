import { stamp } from "../stamp.ts";
import { createApp, openInstallation, sharedKey } from "./app-acts.ts";
import { commitOn } from "./commits.ts";
import { createIds } from "./ids.ts";
import type { Seed, SeedRepository } from "./seed.ts";
import type { Account, Project, Repository, State } from "./state.ts";

/** A person's token is told from the login, so that anybody can be played. */
const tokenOf = (login: string): string => `ghp_${login}`;

/** A GitHub as the seed has it. */
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
