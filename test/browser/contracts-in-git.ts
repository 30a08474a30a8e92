import { defaultSeed } from "../../emulator/github/seed.ts";
import { type ServedGithubEmulator, serveGithubEmulator } from "../../emulator/github/serve.ts";
import type { Commit } from "../../emulator/github/state.ts";
import { seeded } from "../emulator/rig.ts";
import { shippedText } from "../mappings/shipped.ts";
import type { WholeWay } from "./whole-way.ts";

const REPOSITORY = "acme/contracts";

/** The shipped mapping, as it stands in a repository. */
const FILES: Readonly<Record<string, string>> = {
  "support-policy.yaml": shippedText("support-policy.yaml"),
  "holidays/england-and-wales.yaml": shippedText("holidays/england-and-wales.yaml"),
  "holidays/united-states.yaml": shippedText("holidays/united-states.yaml"),
  "organizations.csv": shippedText("organizations.csv"),
};

/** An emulated GitHub whose repository owns the mapping of the Zendesk account. */
export class ContractsInGit {
  readonly #github: ServedGithubEmulator;
  readonly #whole: WholeWay;

  private constructor(github: ServedGithubEmulator, whole: WholeWay) {
    this.#github = github;
    this.#whole = whole;
  }

  static async open(whole: WholeWay): Promise<ContractsInGit> {
    const github = await serveGithubEmulator({
      port: 0,
      now: Date.now,
      random: seeded(7),
      fetch,
      expiry: false,
      seed: {
        owner: "acme",
        // Until connect says where to.
        app: defaultSeed.app && { ...defaultSeed.app, hookUrl: `${whole.url}/livez` },
        people: [{ login: "mara", name: "Mara Lind", staff: "admin" }],
        repositories: [{ name: "contracts", private: true }],
        project: null,
      },
    });
    const contracts = new ContractsInGit(github, whole);
    await contracts.#connect();
    return contracts;
  }

  async #connect(): Promise<void> {
    const [app] = this.#github.emulator.seed.apps;
    if (app === undefined) throw new Error("no App");
    const { id: appId, privateKey, webhookSecret } = app;
    const credentials = { appId, privateKey, webhookSecret };
    await this.#whole.operator("/connect", { owner: "acme", credentials, origin: this.#github.origin });
  }

  /** Pushes the files as they are, or altered, and has Tierline take them. */
  async push(message: string, altered: Readonly<Record<string, string>> = {}): Promise<Commit> {
    const person = this.#github.emulator.as("mara");
    const commit = person.push(REPOSITORY, { message, files: { ...FILES, ...altered } });
    await this.#whole.operator("/mapping/pull", { subdomain: "acme" });
    return commit;
  }

  /** Has the repository own the mapping from now on. */
  async own(): Promise<void> {
    await this.#whole.operator("/mapping/git", { subdomain: "acme", repository: REPOSITORY });
  }

  /** Growth is promised this instead at severity 2. */
  promiseGrowth(words: string): Promise<Commit> {
    const policy = FILES["support-policy.yaml"]?.replace("severity_2: 1 - 2 business days", `severity_2: ${words}`);
    return this.push(`Promise Growth ${words}`, { "support-policy.yaml": policy ?? "" });
  }

  /** Somebody deletes the branch. */
  async loseBranch(): Promise<void> {
    for (const { branches } of this.#github.emulator.state.repositories.values()) branches.delete("main");
    await this.#whole.operator("/mapping/pull", { subdomain: "acme" });
  }

  urlOf({ sha }: Commit): string {
    return `${this.#github.origin}/${REPOSITORY}/commit/${sha}`;
  }

  async close(): Promise<void> {
    await this.#github.close();
  }
}
