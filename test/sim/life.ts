import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Account } from "../../src/account/account.ts";
import type { AccountDeps } from "../../src/account/deps.ts";
import type { AccountHandle } from "../../src/accounts.ts";
import { type Duration, instant, seconds } from "../../src/core/time.ts";
import type { LookReport } from "../../src/desk/deps.ts";
import type { Sql } from "../../src/desk/sql.ts";
import type { Hono } from "../../src/hono.ts";
import { fetchFor } from "./api-network.ts";
import { ORIGIN } from "./helpdesk.ts";
import type { Stage } from "./stage.ts";

const SECRET_KEY = btoa("a master key of the tests' own..");
const PUBLIC_URL = "http://127.0.0.1:4000";
const SETTLE = seconds(1);

/** Who runs the server, as the audit trail names them. */
export const OPERATOR = { kind: "operator" } as const;

/** What the database throws on a day when it fails. */
class StorageFault extends Error {
  override readonly name = "StorageFault";
}

/** Nothing that a dead process still tries reaches anything. */
class Dead extends Error {
  override readonly name = "Dead";
}

/** One life of the process: from its start on the database that the last one left until it stops, or is killed. */
export class Life {
  readonly number: number;
  /** The number of the terms it works by. */
  terms: number;
  alive = true;
  /** It takes nothing in any more and lets what is under way end. */
  closing = false;
  /** What webhooks were answered inside, before it became a status; by the digest of the body. */
  readonly said = new Map<string, string>();
  readonly #stage: Stage;
  readonly #sql: ReturnType<Stage["product"]["openSqlite"]>;
  readonly #alarms = new Set<() => void>();
  #account: Account | null = null;
  #app: Hono | null = null;
  #closed = false;

  private constructor(stage: Stage, number: number) {
    this.#stage = stage;
    this.number = number;
    this.terms = stage.terms.number;
    this.#sql = stage.product.openSqlite(join(stage.folder, "desk.sqlite"));
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
    stage.see({ kind: "began", life: number, terms: life.terms });
    return life;
  }

  get account(): Account {
    if (this.#account === null) throw new Error("not open yet");
    return this.#account;
  }

  /** The database, for the checks: nobody else sees it. */
  get sql(): Sql {
    return this.#sql;
  }

  get address(): string {
    return `${PUBLIC_URL}/webhooks/zendesk/${this.account.id}`;
  }

  async answer(request: Request): Promise<Response> {
    if (this.#app === null) throw new Error("not open yet");
    return this.#app.request(request);
  }

  connect() {
    const { identifier, secret } = this.#stage.helpdesk.emulator.seed.client;
    const credentials = { kind: "oauth_client", clientId: identifier, clientSecret: secret } as const;
    return this.account.connect({ subdomain: "acme", credentials, dryRun: false, developmentOrigin: ORIGIN }, OPERATOR);
  }

  /** Stops as a process does that was asked to. */
  async stop(): Promise<void> {
    this.closing = true;
    await this.account.close();
    this.kill();
  }

  /** From here on it has no effect on anything. Its file is let go of when the step that is under way has ended. */
  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const cancel of this.#alarms) cancel();
    this.#alarms.clear();
    this.#stage.see({ kind: "died", life: this.number });
  }

  /** Lets go of the file. */
  bury(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sql.close();
  }

  async #open(): Promise<void> {
    const stage = this.#stage;
    const { product } = stage;
    const now = () => instant(stage.scheduler.now + stage.skewMs);
    const keys = await product.deriveKeys(SECRET_KEY);
    const { deskIds, secretBox } = keys;
    const id = await deskIds.of("zendesk", "acme");
    const deps: AccountDeps = {
      id,
      sql: this.#guarded(),
      now,
      random: stage.random.product,
      fetch: fetchFor(stage, this),
      soon: (body) => {
        stage.scheduler.after(3 * stage.random.machine(), () => this.#guard("soon", body));
      },
      wakeAt: this.#alarm(() => this.account.desk.wake()),
      settle: SETTLE,
      sweepEvery: stage.sweepEvery === null ? null : (stage.sweepEvery as Duration),
      terms: stage.terms.value,
      secretBox,
      hashing: product.nodeHashing,
      publicUrl: PUBLIC_URL,
      development: true,
      onLook: (report) => this.#looked(report),
      onSweep: () => undefined,
      onCall: () => undefined,
    };
    this.#account = await product.Account.open(stage.wrap(deps));
    const handle = this.#listening(this.#account);
    const accounts = {
      find: async () => handle,
      create: async () => handle,
      discard: async () => undefined,
      all: async () => [handle],
      ready: async () => true,
    };
    const { policy } = stage.terms.value;
    this.#app = product.createApp({
      ...{ accounts, keys, publicUrl: PUBLIC_URL, metrics: new product.Metrics(), log: () => undefined, policy, now },
      operatorToken: "operator-token-of-the-tests-0123",
      pages: { get: async () => null },
      development: true,
    });
  }

  #listening(account: Account): AccountHandle {
    const receive: AccountHandle["receive"] = async (incoming) => {
      const received = await account.receive(incoming);
      this.said.set(createHash("sha256").update(incoming.body).digest("hex"), received.kind);
      return received;
    };
    return new Proxy(account, {
      get(target, question) {
        if (question === "receive") return receive;
        const answer: unknown = Reflect.get(target, question, target);
        return typeof answer === "function" ? answer.bind(target) : answer;
      },
    });
  }

  #looked({ ticketId, outcome }: LookReport): void {
    if (!this.alive) return;
    this.#stage.see({ kind: "looked", life: this.number, ticket: Number(ticketId), outcome: outcome.kind });
    if (outcome.kind === "crashed" && !isExpected(outcome.error)) {
      this.#threw(`a look at ticket ${ticketId}`, outcome.error);
    }
  }

  #threw(where: string, error: unknown): void {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#stage.see({ kind: "threw", life: this.number, where, error: detail });
  }

  #guard(where: string, body: () => void): void {
    if (!this.alive) return;
    try {
      body();
    } catch (error) {
      if (!isExpected(error)) this.#threw(where, error);
    }
  }

  /** One wish to be woken, by a clock that doesn't jump; on a bad day it comes late, or twice. */
  #alarm(wake: () => Promise<void>): AccountDeps["wakeAt"] {
    const { scheduler, weather, random } = this.#stage;
    let wished: number | null = null;
    let cancel: () => void = () => undefined;
    const plan = (ms: number, after: () => void): (() => void) => {
      const planned = scheduler.after(ms, () => {
        this.#alarms.delete(planned);
        after();
        if (this.alive) void wake().catch((error) => (isExpected(error) ? undefined : this.#threw("the alarm", error)));
      });
      this.#alarms.add(planned);
      return planned;
    };
    return (at) => {
      if (at === wished || !this.alive) return;
      cancel();
      wished = at;
      if (at === null) return;
      const late = weather.strikes("F32 alarm late") ? 60_000 * random.machine() : 0;
      if (late > 0) weather.effective("F32 alarm late");
      const wait = at - (scheduler.now + this.#stage.skewMs) + late;
      cancel = plan(wait, () => {
        wished = null;
      });
      if (!weather.strikes("F32 alarm twice")) return;
      weather.effective("F32 alarm twice");
      plan(wait + 2000 * random.machine(), () => undefined);
    };
  }

  /** The database as the process sees it: it fails at times, the process may die at any statement, and a dead one has none. */
  #guarded(): Sql {
    const sql = this.#sql;
    const { weather } = this.#stage;
    let within = false;
    const check = (): void => {
      if (!this.alive) throw new Dead();
      if (weather.strikes("F30 crash between two statements")) {
        weather.effective("F30 crash between two statements");
        this.#stage.crash();
        throw new Dead();
      }
      const fails = within ? "F23 statement of a transaction fails" : "F22 database call fails";
      if (!weather.strikes(fails)) return;
      weather.effective(fails);
      throw new StorageFault("database or disk is full");
    };
    return {
      all: (query, ...values) => {
        check();
        return sql.all(query, ...values);
      },
      first: (query, ...values) => {
        check();
        return sql.first(query, ...values);
      },
      run: (query, ...values) => {
        check();
        return sql.run(query, ...values);
      },
      transaction: (body) =>
        sql.transaction(() => {
          within = true;
          let value: ReturnType<typeof body>;
          try {
            value = body();
          } finally {
            within = false;
          }
          check();
          if (!weather.strikes("F23 commit fails")) return value;
          weather.effective("F23 commit fails");
          throw new StorageFault("disk I/O error");
        }),
    };
  }
}

const isExpected = (error: unknown): boolean => error instanceof StorageFault || error instanceof Dead;
