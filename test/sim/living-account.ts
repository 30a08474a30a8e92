import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Account } from "../../src/account/account.ts";
import type { AccountDeps } from "../../src/account/deps.ts";
import type { AccountHandle } from "../../src/accounts.ts";
import { type Duration, instant, seconds } from "../../src/core/time.ts";
import type { LookReport } from "../../src/desk/deps.ts";
import type { Sql } from "../../src/desk/sql.ts";
import { readTaken } from "../../src/desk/taken-commit.ts";
import type { HelpdeskKind } from "../../src/desk-id.ts";
import type { Keys } from "../../src/keys.ts";
import type { Life } from "./life.ts";
import { checkTexts } from "./mapping/files.ts";
import type { Stage } from "./stage.ts";
import type { MachineFault, Weather } from "./weather.ts";

export const PUBLIC_URL = "http://127.0.0.1:4000";
const SETTLE = seconds(1);

/** What the database throws on a day when it fails. */
class StorageFault extends Error {
  override readonly name = "StorageFault";
}

/** Nothing that a dead process still tries reaches anything. */
class Dead extends Error {
  override readonly name = "Dead";
}

/** What makes an account that of one helpdesk. */
export interface Posting {
  readonly helpdesk: HelpdeskKind;
  /** By which its Desk is named. */
  readonly name: string;
  readonly file: string;
  readonly fetch: typeof globalThis.fetch;
  readonly sweepEvery: number | null;
  readonly weather: Pick<Weather<MachineFault>, "strikes" | "effective">;
  readonly random: { readonly machine: () => number; readonly product: () => number };
  readonly looked: (ticketId: string, outcome: LookReport["outcome"]["kind"]) => void;
}

/** One account within one life of the process: its database, its alarm, and the Desk on them. */
export class LivingAccount {
  /** What webhooks were answered inside, before it became a status; by the digest of the body. */
  readonly said = new Map<string, string>();
  readonly #stage: Stage;
  readonly #life: Life;
  readonly #posting: Posting;
  readonly #sql: ReturnType<Stage["product"]["openSqlite"]>;
  readonly #alarms = new Set<() => void>();
  #account: Account | null = null;
  /** Of the server's files that it has taken up. */
  #terms: number;
  #closed = false;

  constructor(stage: Stage, life: Life, posting: Posting) {
    this.#stage = stage;
    this.#life = life;
    this.#posting = posting;
    this.#terms = stage.terms.number;
    this.#sql = stage.product.openSqlite(join(stage.folder, posting.file));
  }

  get account(): Account {
    if (this.#account === null) throw new Error("not open yet");
    return this.#account;
  }

  /** The number of the terms it works by; a repository's are counted by the commits that it took. */
  get terms(): number {
    return this.#stage.mapping?.of(this.#posting.helpdesk).takings.length ?? this.#terms;
  }

  /** The database, for the checks: nobody else sees it. */
  get sql(): Sql {
    return this.#sql;
  }

  /** Where its webhooks go. */
  get address(): string {
    return `${PUBLIC_URL}/webhooks/${this.#posting.helpdesk}/${this.account.id}`;
  }

  /** As handlers find it. */
  get handle(): AccountHandle {
    const { account } = this;
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

  async open({ deskIds, secretBox }: Keys): Promise<void> {
    const { product, scheduler, terms, wrap } = this.#stage;
    const { helpdesk, name, fetch, sweepEvery, random } = this.#posting;
    const deps: AccountDeps = {
      id: await deskIds.of(helpdesk, name),
      founded: helpdesk,
      sql: this.#guarded(),
      now: () => instant(scheduler.now + this.#stage.skewMs),
      random: random.product,
      fetch,
      soon: (body) => {
        scheduler.after(3 * random.machine(), () => this.#guard("soon", body));
      },
      wakeAt: this.#alarm(() => this.account.desk.wake()),
      settle: SETTLE,
      sweepEvery: sweepEvery === null ? null : (sweepEvery as Duration),
      terms: terms.value,
      secretBox,
      hashing: product.nodeHashing,
      publicUrl: PUBLIC_URL,
      development: true,
      paced: false,
      peer: async (other) => this.#life.accountOf(other),
      checkMapping: checkTexts,
      loadGithubSource: async () => product.GithubSource,
      onLook: (report) => this.#looked(report),
      onSweep: () => undefined,
      onCall: () => undefined,
    };
    this.#account = await product.Account.open(wrap(deps));
  }

  /** Takes up the terms that are in force; tried again while the database fails. */
  remap(): void {
    const { stage, life } = { stage: this.#stage, life: this.#life };
    if (stage.life !== life || !life.alive || life.closing) return;
    const { contracts, mappingVersion } = stage.terms.value;
    try {
      this.account.desk.loadMapping(contracts, mappingVersion);
      this.#terms = stage.terms.number;
    } catch {
      stage.scheduler.after(5000, () => this.remap());
    }
  }

  #tookCommit(): void {
    const taken = readTaken(this.#sql);
    if (taken === null) return;
    const { newest: sha, refused, inForce } = taken;
    const outcome = refused === null ? "applied" : "refused";
    const { helpdesk: account } = this.#posting;
    const life = this.#life.number;
    this.#stage.see({ kind: "mapping taken", life, account, sha, outcome, inForce: inForce?.sha ?? null });
  }

  kill(): void {
    for (const cancel of this.#alarms) cancel();
    this.#alarms.clear();
  }

  /** Lets go of the file. */
  bury(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sql.close();
  }

  #looked({ ticketId, outcome }: LookReport): void {
    if (!this.#life.alive) return;
    this.#posting.looked(ticketId, outcome.kind);
    if (outcome.kind === "crashed" && !isExpected(outcome.error)) {
      this.#threw(`a look at ticket ${ticketId}`, outcome.error);
    }
  }

  #threw(where: string, error: unknown): void {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#stage.see({ kind: "threw", life: this.#life.number, where, error: detail });
  }

  #guard(where: string, body: () => void): void {
    if (!this.#life.alive) return;
    try {
      body();
    } catch (error) {
      if (!isExpected(error)) this.#threw(where, error);
    }
  }

  /** One wish to be woken, by a clock that doesn't jump; on a bad day it comes late, or twice. */
  #alarm(wake: () => Promise<void>): AccountDeps["wakeAt"] {
    const { scheduler } = this.#stage;
    const { weather, random } = this.#posting;
    let wished: number | null = null;
    let cancel: () => void = () => undefined;
    const plan = (ms: number, after: () => void): (() => void) => {
      const planned = scheduler.after(ms, () => {
        this.#alarms.delete(planned);
        after();
        if (!this.#life.alive) return;
        void wake().catch((error) => (isExpected(error) ? undefined : this.#threw("the alarm", error)));
      });
      this.#alarms.add(planned);
      return planned;
    };
    return (at) => {
      if (at === wished || !this.#life.alive) return;
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
    const { weather } = this.#posting;
    let within = false;
    let commitTaken = false;
    const check = (): void => {
      if (!this.#life.alive) throw new Dead();
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
        const altered = sql.run(query, ...values);
        if (values[0] === "mapping_commit") {
          commitTaken = within;
          if (!within) this.#tookCommit();
        }
        return altered;
      },
      transaction: (body) => {
        commitTaken = false;
        const done = sql.transaction(() => {
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
        });
        if (commitTaken) this.#tookCommit();
        return done;
      },
    };
  }
}

const isExpected = (error: unknown): boolean => error instanceof StorageFault || error instanceof Dead;
