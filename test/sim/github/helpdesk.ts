import { createHmac } from "node:crypto";
import { createGithubEmulator, type GithubEmulator } from "../../../emulator/github/emulator.ts";
import type { Issue, Repository } from "../../../emulator/github/state.ts";
import { issueRefOf, repositoryNamed } from "../../../emulator/github/world.ts";
import { CONTRACTS, OWNER, seedWith } from "./cast.ts";

export const ORIGIN = "http://127.0.0.1:4003";

interface Options {
  readonly now: () => number;
  readonly random: () => number;
  readonly delay: (ms: number, run: () => void) => void;
  /** Carries the webhooks. */
  readonly fetch: typeof globalThis.fetch;
  /** Whether a repository of the owner's has the mapping. */
  readonly contracts: boolean;
}

/** An issue as it stood around a write of ours. */
export interface Standing {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  /** In the App's name, and in anybody else's. */
  readonly ours: readonly Said[];
  readonly theirs: readonly Said[];
}

interface Said {
  readonly id: number;
  readonly body: string;
}

/** The emulated owner, and a look behind the API. */
export class SimulatedGithub {
  readonly emulator: GithubEmulator;

  constructor({ contracts, ...options }: Options) {
    // Tokens are made by the machine's clock, and judged by the simulation's.
    this.emulator = createGithubEmulator({
      apiOrigin: ORIGIN,
      webOrigin: ORIGIN,
      expiry: false,
      seed: seedWith(contracts ? [{ name: CONTRACTS, private: true }] : []),
      ...options,
    });
  }

  /** What connects the owner's App. */
  get connecting() {
    const [app] = this.emulator.seed.apps;
    if (app === undefined) throw new Error("the seed has an App");
    const { id: appId, privateKey, webhookSecret } = app;
    const credentials = { appId, privateKey, webhookSecret };
    return { helpdesk: "github", owner: OWNER, credentials, dryRun: false, developmentOrigin: ORIGIN } as const;
  }

  /** Where issues are opened. */
  get homes(): readonly Repository[] {
    return [...this.emulator.state.repositories.values()].filter(({ name }) => name !== CONTRACTS);
  }

  /** The issue of this name, if there is one today. */
  issueAt(repository: string, number: number): Issue | null {
    const world = { state: this.emulator.state } as Parameters<typeof repositoryNamed>[0];
    return repositoryNamed(world, repository)?.issues.get(number) ?? null;
  }

  issueOfComment(id: number): Issue | null {
    for (const { issues } of this.emulator.state.repositories.values()) {
      for (const issue of issues.values()) if (issue.comments.some((comment) => comment.id === id)) return issue;
    }
    return null;
  }

  /** Whether it is where it was, and can be worked on. */
  isThere({ repository, number, discussion }: Issue): boolean {
    return repository.issues.has(number) && !discussion;
  }

  standing({ labels, assignees, title, body, state, comments }: Issue): Standing {
    const said = (ours: boolean) =>
      comments.filter(({ app }) => (app !== null) === ours).map(({ id, body }) => ({ id, body }));
    return {
      labels: labels.map(({ name }) => name).sort(),
      assignees: assignees.map(({ login }) => login).sort(),
      ...{ title, body, state, ours: said(true), theirs: said(false) },
    };
  }

  /** The headers of a webhook with this body, signed by GitHub itself. */
  signed(body: string, event = "issues"): Record<string, string> {
    const mac = createHmac("sha256", this.connecting.credentials.webhookSecret).update(body).digest("hex");
    return {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-hub-signature-256": `sha256=${mac}`,
    };
  }
}

export const nameOf = issueRefOf;
