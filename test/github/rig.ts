import { createGithubEmulator, type GithubEmulator } from "../../emulator/github/emulator.ts";
import { defaultSeed } from "../../emulator/github/seed.ts";
import type { Issue } from "../../emulator/github/state.ts";
import { issueId, type TicketId } from "../../src/core/id.ts";
import type { IssueRules, Policy } from "../../src/core/policy.ts";
import { type Instant, instant } from "../../src/core/time.ts";
import type { Helpdesk } from "../../src/desk/helpdesk.ts";
import { look } from "../../src/desk/look.ts";
import type { LookOutcome } from "../../src/desk/look-outcome.ts";
import { replaceContracts } from "../../src/desk/mapping.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { saveWriting } from "../../src/desk/mode.ts";
import type { GithubConnection } from "../../src/github/connection.ts";
import { createGithub } from "../../src/github/github.ts";
import { type ConnectOutcome, connect } from "../../src/github/provision.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { factsIn } from "../support/facts.ts";
import { aContract, at, POLICY, policyWith } from "../support/given.ts";
import { ORIGIN } from "./given.ts";

export const HOOK = "https://tierline.example/webhooks/github/desk";

const FORM = (severity: string) => `### Severity\n\n${severity}\n\n### What happened\n\nNothing arrives.`;

/** An emulated GitHub where acme answers Globex in a private repository and the world in a public one, and a Desk. */
export class Rig {
  readonly emulator: GithubEmulator;
  readonly policy: Policy;
  readonly #sql = openSqlite(":memory:");
  #now = at("2026-11-03 10:00");
  #helpdesk: (Helpdesk & { readonly client: unknown }) | null = null;
  #connection: GithubConnection | null = null;

  private constructor(policy: Policy) {
    this.policy = policy;
    this.emulator = createGithubEmulator({
      now: this.now,
      random: counting(),
      fetch: async () => new Response(null, { status: 202 }),
      expiry: false,
      seed: {
        owner: "acme",
        app: defaultSeed.app && { ...defaultSeed.app, hookUrl: HOOK },
        people: [
          { login: "mara", name: "Mara", staff: "admin" },
          { login: "sue", name: "Sue", staff: "member" },
          { login: "Ada", name: "Ada", organizations: ["Globex-Inc"] },
          { login: "stranger", name: "Stranger" },
        ],
        repositories: [
          { name: "globex", private: true, collaborators: { Ada: "read" } },
          { name: "sdk", private: false },
          { name: "elsewhere", private: true },
        ],
      },
    });
    migrate(this.#sql);
    replaceContracts(this.#sql, [
      aContract({ organizationId: null, name: "Globex", handles: ["acme/globex", "globex-inc"] }),
    ]);
    saveWriting(this.#sql, { mode: "live", canary: [] });
  }

  static async open(rules: Partial<IssueRules> = {}, groups: Partial<Policy["groups"]> = {}): Promise<Rig> {
    const issues = { ...POLICY.issues, ...rules };
    const rig = new Rig(policyWith({ issues, groups: { ...POLICY.groups, ...groups } }));
    const { connection } = await rig.connects();
    if (connection === null) throw new Error("not connected");
    rig.#connection = connection;
    rig.#helpdesk = createGithub({
      connection,
      policy: rig.policy,
      fetch: rig.emulator.fetch,
      now: rig.now,
      paced: false,
    });
    rig.emulator.calls.clear();
    return rig;
  }

  readonly now = (): Instant => this.#now;

  passes(seconds: number): void {
    this.#now = instant(this.#now + seconds * 1000);
  }

  get helpdesk(): Helpdesk {
    if (this.#helpdesk === null) throw new Error("not connected");
    return this.#helpdesk;
  }

  get connection(): GithubConnection {
    if (this.#connection === null) throw new Error("not connected");
    return this.#connection;
  }

  async connects(dryRun = false): Promise<ConnectOutcome> {
    const [app] = this.emulator.seed.apps;
    if (app === undefined) throw new Error("no App");
    const connected = await connect({
      owner: "acme",
      origin: ORIGIN,
      credentials: { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret },
      webhookEndpoint: HOOK,
      withProject: false,
      previous: null,
      dryRun,
      fetch: this.emulator.fetch,
      now: this.now,
      paced: false,
    });
    if (!connected.ok) throw new Error(connected.failure.message);
    return connected.value;
  }

  /** A new issue by Ada, with this in the form's field. */
  opens(repository = "acme/globex", severity = "_No response_", who = "Ada"): Issue {
    return this.emulator.as(who).openIssue(repository, { title: "Push messages arrive late", body: FORM(severity) });
  }

  /** Ada changes what the form says. */
  edits(issue: Issue, severity: string): void {
    this.emulator.as("Ada").editIssue(issue, { body: FORM(severity) });
  }

  /** One look of the Desk, a while after whatever happened. */
  async look(issue: Issue | TicketId): Promise<LookOutcome> {
    this.passes(300);
    const id = typeof issue === "string" ? issue : idOf(issue);
    return look(
      { sql: this.#sql, policy: this.policy, now: this.now, facts: factsIn(this.#sql), helpdesk: this.helpdesk },
      id,
    );
  }

  /** The comments in the App's name. */
  ours(issue: Issue): Issue["comments"] {
    return issue.comments.filter(({ app }) => app !== null);
  }

  /** Calls that changed something since this was last asked, by method and path. */
  writes(): readonly string[] {
    const made = this.emulator.calls.history.filter(
      ({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"),
    );
    this.emulator.calls.clear();
    return made.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
  }
}

/** Numbers in [0, 1), every one another. */
function counting(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return (count * 0.618_033_988_75) % 1;
  };
}

export function idOf({ repository, number }: Issue): TicketId {
  const id = issueId(`${repository.owner.login}/${repository.name}#${number}`);
  if (id === null) throw new Error("not an id");
  return id;
}

export const labels = ({ labels: found }: Issue): readonly string[] => found.map(({ name }) => name).sort();
