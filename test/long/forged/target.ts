import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VirtualClock } from "../../../cli/demo/clock.ts";
import { after, hours } from "../../../src/core/time.ts";
import type { Sql } from "../../../src/desk/sql.ts";
import * as node from "../../../src/node.ts";
import { randomFrom } from "../../support/business-questions.ts";
import { EmulatedAccount } from "../../support/emulated-account.ts";
import { at, POLICY } from "../../support/given.ts";
import { type Grounds, Sender } from "./sender.ts";

/** How Tierline is put together: as it is, or from a copy of the source with a mistake in it. */
export type Open = typeof node.open;

/** In memory where the system offers it: nothing here is about what a disk keeps when the power fails. */
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const OPERATOR_TOKEN = "operator-token-of-the-forger-0123";

/**
 * Tierline as Node serves it, two accounts connected, on a clock that stands still; every use of its storage counted.
 * Looks at tickets would be an hour away: what is stored is what was taken in.
 */
export class Target {
  readonly opened: node.Opened;
  readonly grounds: Grounds;
  readonly #folder: string;
  readonly #sql: Sql;
  /** Calls of either account's database. */
  storage = 0;
  /** Desks asked for that nobody with the master key named: on Cloudflare each would be an object. */
  strangers = 0;

  private constructor(folder: string, opened: node.Opened, sql: Sql, grounds: Grounds) {
    this.#folder = folder;
    this.opened = opened;
    this.#sql = sql;
    this.grounds = grounds;
  }

  static async open(open: Open = node.open): Promise<Target> {
    const folder = mkdtempSync(join(SCRATCH, "tierline-forged-"));
    const clock = new VirtualClock(at("2026-11-03 10:00"));
    const accounts = await Promise.all(["acme", "beta"].map((name, index) => emulated(name, index, clock)));
    const opened = await open({
      settings: {
        secretKey: btoa("a master key of the forger's own"),
        operatorToken: OPERATOR_TOKEN,
        publicUrl: "http://127.0.0.1:4000",
        host: "",
        port: 0,
        dataDir: folder,
        policyFile: "",
        organizationsFile: "",
        development: true,
      },
      terms: { policy: POLICY, contracts: [], mappingVersion: "m1" },
      clock,
      random: () => 0.5,
      fetch: (input, init) => {
        const request = new Request(input, init);
        const account = accounts.find(({ origin }) => request.url.startsWith(origin));
        return account === undefined ? Promise.reject(new Error("nobody there")) : account.emulator.fetch(request);
      },
      writeLog: () => undefined,
      settle: hours(1),
      sweepEvery: null,
    });
    const [acme, beta] = accounts;
    if (acme === undefined || beta === undefined) throw new Error("two accounts were asked for");
    // In the end the first secret's day is over, the second has some hours left, and the third is current.
    const secrets: string[] = [];
    for (const rest of [0, 23, 2]) {
      reset(acme, `signing-secret-number-${secrets.length}-of-acme`);
      await connect(opened, acme);
      secrets.push(acme.webhookSecret);
      clock.advanceTo(after(clock.now(), hours(rest)));
    }
    await connect(opened, beta);
    const [retired = "", ...inForce] = secrets;
    const targetOf = async (name: string) => `/webhooks/zendesk/${await opened.deskIds.of("zendesk", name)}`;
    const account = await opened.accounts.create(await opened.deskIds.of("zendesk", "acme"), "zendesk");
    const target = new Target(folder, opened, account.desk.sql, {
      now: clock.now(),
      target: await targetOf("acme"),
      otherTarget: await targetOf("beta"),
      strangerTarget: await targetOf("stranger"),
      secrets: inForce,
      retiredSecret: retired,
      otherSecret: beta.webhookSecret,
      operatorToken: OPERATOR_TOKEN,
    });
    await target.#watch();
    return target;
  }

  sender(random: () => number): Sender {
    return new Sender(this.grounds, random);
  }

  /** The digest of every delivery that is stored, and whether it could be used. */
  stored(): ReadonlyMap<string, { readonly usable: boolean }> {
    const rows = this.#sql.all<{ digest: string; type: string }>(`SELECT digest, type FROM arrival`);
    return new Map(rows.map(({ digest, type }) => [digest, { usable: type !== "unusable" }]));
  }

  async close(): Promise<void> {
    await this.opened.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Puts a counter before every database, and before the search for an account. */
  async #watch(): Promise<void> {
    const { accounts } = this.opened;
    const known = new Set<string>([this.grounds.target, this.grounds.otherTarget, this.grounds.strangerTarget]);
    for (const { desk } of await accounts.all()) this.#count(desk.sql);
    const find = accounts.find.bind(accounts);
    accounts.find = (id) => {
      if (!known.has(`/webhooks/zendesk/${id}`)) this.strangers += 1;
      return find(id);
    };
  }

  /** In place: the Desk and all its parts hold this very object. */
  #count(sql: Sql): void {
    const { all, first, run, transaction } = sql;
    const counted =
      <Arguments extends readonly unknown[], Value>(call: (...parameters: Arguments) => Value) =>
      (...parameters: Arguments): Value => {
        this.storage += 1;
        return call(...parameters);
      };
    Object.assign(sql, {
      all: counted(all),
      first: counted(first),
      run: counted(run),
      transaction: counted(transaction),
    } satisfies Record<keyof Sql, unknown>);
  }
}

function emulated(subdomain: string, index: number, { now }: VirtualClock): Promise<EmulatedAccount> {
  return EmulatedAccount.open({
    subdomain,
    origin: `http://127.0.0.1:${4001 + index}`,
    now,
    random: randomFrom(index),
    delay: () => undefined,
    fetch: () => Promise.reject(new Error("the webhooks are made here")),
  });
}

/** An admin resets the signing secret; before the first connect there is none. */
function reset({ emulator }: EmulatedAccount, secret: string): void {
  for (const webhook of emulator.state.webhooks.values()) webhook.secret = secret;
}

async function connect({ app }: node.Opened, { subdomain, origin, emulator }: EmulatedAccount): Promise<void> {
  const { identifier, secret } = emulator.seed.client;
  const credentials = { kind: "oauth_client", clientId: identifier, clientSecret: secret };
  const answer = await app.request("http://127.0.0.1:4000/operator/connect", {
    method: "POST",
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ subdomain, origin, credentials }),
  });
  if (answer.status !== 200) throw new Error(`${subdomain} can't be connected: ${await answer.text()}`);
}
