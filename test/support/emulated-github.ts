import { createHmac } from "node:crypto";
import { createGithubEmulator, type GithubEmulator } from "../../emulator/github/emulator.ts";
import type { Person } from "../../emulator/github/people.ts";
import { defaultSeed, type Seed } from "../../emulator/github/seed.ts";
import type { Issue } from "../../emulator/github/state.ts";
import type { Instant } from "../../src/core/time.ts";
import type { AppCredentials } from "../../src/github/app-credentials.ts";
import type { Call } from "./emulated-account.ts";

export interface GithubOptions {
  readonly owner: string;
  readonly origin: string;
  readonly now: () => Instant;
  readonly random: () => number;
  readonly delay: (ms: number, run: () => void) => void;
  /** Carries the webhooks. */
  readonly fetch: typeof globalThis.fetch;
  /** Whether the owner has an App, installed on everything. Default: yes. */
  readonly hasApp?: boolean;
}

/** Mara and Sue answer Globex (Ada) in a private repository, and the world in a public one. */
export const githubSeed = (owner: string, hasApp = true): Partial<Seed> => ({
  owner,
  app: hasApp ? defaultSeed.app && { ...defaultSeed.app, ...appOf(owner) } : null,
  people: [
    { login: "mara", name: "Mara", staff: "admin" },
    { login: "sue", name: "Sue", staff: "member" },
    { login: "Ada", name: "Ada", organizations: ["Globex-Inc"] },
  ],
  repositories: [
    { name: "globex", private: true, collaborators: { Ada: "read" } },
    { name: "sdk", private: false },
    { name: "contracts", private: true },
  ],
});

/** An issue's body, as the form makes it. */
export const filledForm = (severity: string): string =>
  `### Severity\n\n${severity}\n\n### What happened\n\nNothing arrives.`;

/** An emulated owner on GitHub, with the people and repositories of {@link githubSeed}. */
export class EmulatedGithub {
  readonly owner: string;
  readonly origin: string;
  readonly emulator: GithubEmulator;
  /** What Tierline has asked so far. */
  readonly calls: Call[] = [];

  constructor({ owner, origin, hasApp = true, ...wiring }: GithubOptions) {
    this.owner = owner;
    this.origin = origin;
    this.emulator = createGithubEmulator({
      ...wiring,
      apiOrigin: origin,
      webOrigin: origin,
      // Tokens are made by the machine's clock, and judged by the test's.
      expiry: false,
      seed: githubSeed(owner, hasApp),
    });
  }

  /** What the App's owner was told when it was registered. */
  get credentials(): AppCredentials {
    const [app] = this.emulator.seed.apps;
    if (app === undefined) throw new Error(`${this.owner} has no App`);
    return { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret };
  }

  as(login: string): Person {
    return this.emulator.as(login);
  }

  /** A new issue by Ada, with this in the form's field. */
  opens(severity = "_No response_", repository = "globex"): Issue {
    return this.as("Ada").openIssue(`${this.owner}/${repository}`, {
      title: "Push messages arrive late",
      body: filledForm(severity),
    });
  }

  /** The comments in the App's name. */
  ours({ comments }: Issue): Issue["comments"] {
    return comments.filter(({ app }) => app !== null);
  }

  /** Calls that changed something since this was last asked. */
  writes(): readonly string[] {
    const made = this.calls
      .splice(0)
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"));
    return made.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
  }

  /** The headers of a webhook with this body. */
  signed(body: string, event = "issues", secret = this.credentials.webhookSecret): Record<string, string> {
    return {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    };
  }
}

/** Each owner's own. */
const appOf = (owner: string) => ({
  webhookSecret: `the-webhook-secret-of-${owner}`,
  hookUrl: "https://elsewhere.example/hook",
});

export const labelsOf = ({ labels }: Issue): readonly string[] => labels.map(({ name }) => name).sort();
