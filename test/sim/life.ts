import type { AccountHandle } from "../../src/accounts.ts";
import { instant } from "../../src/core/time.ts";
import type { Hono } from "../../src/hono.ts";
import { fetchFor } from "./api-network.ts";
import { githubPosting } from "./github/posting.ts";
import { ORIGIN } from "./helpdesk.ts";
import { LivingAccount, type Posting, PUBLIC_URL } from "./living-account.ts";
import type { Stage } from "./stage.ts";

const SECRET_KEY = btoa("a master key of the tests' own..");

/** Who runs the server, as the audit trail names them. */
export const OPERATOR = { kind: "operator" } as const;

/** One life of the process: from its start on the databases that the last one left until it stops, or is killed. */
export class Life {
  readonly number: number;
  alive = true;
  /** It takes nothing in any more and lets what is under way end. */
  closing = false;
  readonly zendesk: LivingAccount;
  /** `null` in a world without GitHub. */
  readonly github: LivingAccount | null;
  readonly #stage: Stage;
  #app: Hono | null = null;

  private constructor(stage: Stage, number: number) {
    this.#stage = stage;
    this.number = number;
    this.zendesk = new LivingAccount(stage, this, zendeskPosting(stage, this));
    this.github =
      stage.github === null ? null : new LivingAccount(stage, this, githubPosting(stage, stage.github, this));
  }

  static async begin(stage: Stage, number: number): Promise<Life> {
    const life = new Life(stage, number);
    try {
      await life.#open();
    } catch (error) {
      life.alive = false;
      life.bury();
      throw error;
    }
    stage.see({ kind: "began", life: number, terms: life.zendesk.terms });
    return life;
  }

  get accounts(): readonly LivingAccount[] {
    return this.github === null ? [this.zendesk] : [this.zendesk, this.github];
  }

  /** The account of this Desk, for the other ones of this process. */
  accountOf(id: string): LivingAccount["account"] | null {
    return this.accounts.find(({ account }) => account.id === id)?.account ?? null;
  }

  async answer(request: Request): Promise<Response> {
    if (this.#app === null) throw new Error("not open yet");
    return this.#app.request(request);
  }

  /** Connects every account, in a helpdesk where nothing goes wrong yet. */
  async connect(): Promise<void> {
    const { helpdesk, github } = this.#stage;
    const { identifier, secret } = helpdesk.emulator.seed.client;
    const credentials = { kind: "oauth_client", clientId: identifier, clientSecret: secret } as const;
    const account = { subdomain: "acme", credentials, dryRun: false, developmentOrigin: ORIGIN };
    const connected = await this.zendesk.account.connect(account, OPERATOR);
    if (!connected.ok) throw new Error(connected.failure.message);
    if (github === null) return;
    const installed = await this.github?.account.connect(github.helpdesk.connecting, OPERATOR);
    if (!installed?.ok) throw new Error(installed?.failure.message);
  }

  /** Stops as a process does that was asked to. */
  async stop(): Promise<void> {
    this.closing = true;
    await Promise.all(this.accounts.map(({ account }) => account.close()));
    this.kill();
  }

  /** From here on it has no effect on anything. Its files are let go of when the step that is under way has ended. */
  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const one of this.accounts) one.kill();
    this.#stage.see({ kind: "died", life: this.number });
  }

  /** Lets go of the files. */
  bury(): void {
    for (const one of this.accounts) one.bury();
  }

  async #open(): Promise<void> {
    const { product, terms, scheduler } = this.#stage;
    const keys = await product.deriveKeys(SECRET_KEY);
    const handles = new Map<string, AccountHandle>();
    for (const one of this.accounts) {
      await one.open(keys);
      handles.set(one.account.id, one.handle);
    }
    const find = (id: string): AccountHandle | null => handles.get(id) ?? null;
    const accounts = {
      find: async (id: string) => find(id),
      create: () => Promise.reject(new Error("nobody founds an account here")),
      discard: async () => undefined,
      all: async () => [...handles.values()],
      ready: async () => true,
    };
    const now = () => instant(scheduler.now + this.#stage.skewMs);
    const { policy } = terms.value;
    this.#app = product.createApp({
      ...{ accounts, keys, publicUrl: PUBLIC_URL, metrics: new product.Metrics(), log: () => undefined, policy, now },
      operatorToken: "operator-token-of-the-tests-0123",
      pages: { get: async () => null },
      development: true,
    });
  }
}

const zendeskPosting = (stage: Stage, life: Life): Posting => ({
  helpdesk: "zendesk",
  name: "acme",
  file: "desk.sqlite",
  fetch: fetchFor(stage, life),
  sweepEvery: stage.sweepEvery,
  weather: stage.weather,
  random: stage.random,
  looked: (ticket, outcome) => stage.see({ kind: "looked", life: life.number, ticket: Number(ticket), outcome }),
});
