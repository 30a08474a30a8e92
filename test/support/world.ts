import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { VirtualClock } from "../../cli/demo/clock.ts";
import type { Account } from "../../src/account/account.ts";
import type { Terms } from "../../src/account/deps.ts";
import { after, type Duration, type Instant, seconds } from "../../src/core/time.ts";
import type { Mode } from "../../src/desk/mode.ts";
import { type Opened, open } from "../../src/node.ts";
import { cryptoEnds } from "./crypto-under-way.ts";
import { type Call, EmulatedAccount } from "./emulated-account.ts";
import { EmulatedGithub } from "./emulated-github.ts";
import { aContract, at, GROWTH, POLICY } from "./given.ts";

export const OPERATOR_TOKEN = "operator-token-of-the-tests-0123";
export const SECRET_KEY = btoa("a master key of the tests' own..");
const PUBLIC_URL = "http://127.0.0.1:4000";
/** What is due within this time belongs to what has just happened; a later timer is a limit or a long retry. */
const HORIZON = seconds(10);
/** Turns of the event loop in which nothing moved. */
const CALM_TURNS = 8;
/** In memory where the system offers it: no test here is about what a disk keeps when the power fails. */
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Acme has bought Enterprise, Bolt has bought Growth. */
export const TERMS: Terms = {
  policy: POLICY,
  contracts: [
    aContract({ organizationId: null, externalId: "crm-1", name: "Acme", domains: [] }),
    aContract({ organizationId: null, externalId: "crm-2", name: "Bolt", domains: [], tier: GROWTH }),
  ],
  mappingVersion: "m1",
};

export interface WorldOptions {
  /** Subdomains; each is an emulated account. */
  readonly accounts?: readonly string[];
  /** Owners on GitHub; each is emulated, with an App that is installed. */
  readonly owners?: readonly string[];
  /** `null` leaves the accounts unconnected. */
  readonly mode?: Mode | null;
  readonly terms?: Terms;
  readonly begins?: Instant;
  readonly settle?: Duration;
  /** Left out, nothing is swept: a test knows every call that is made. */
  readonly sweepEvery?: Duration;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** A webhook as it went over the wire. */
export interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
}

/**
 * Emulated Zendesk accounts and a Tierline on real database files, in one process, on a clock that stands still until a
 * test moves it. Only the sockets are missing. Closed by itself when the test ends.
 */
export class World {
  readonly clock: VirtualClock;
  readonly log: string[] = [];
  /** Every webhook that reached Tierline. */
  readonly sent: Sent[] = [];
  /** What else happens between Zendesk's answer to a call and Tierline's reading it. */
  meanwhile: ((call: Call) => Promise<void>) | null = null;
  readonly #accounts = new Map<string, EmulatedAccount>();
  readonly #owners = new Map<string, EmulatedGithub>();
  readonly #folders: string[] = [];
  readonly #settle: Duration;
  readonly #sweepEvery: Duration | null;
  #terms: Terms;
  #tierline: Opened | null = null;
  #generation = 0;
  #webhooks = 0;
  #steps = 0;
  #seed = 7;

  constructor({ begins = at("2026-11-03 10:00"), terms = TERMS, settle = seconds(1), sweepEvery }: WorldOptions) {
    this.clock = new VirtualClock(begins);
    this.#terms = terms;
    this.#settle = settle;
    this.#sweepEvery = sweepEvery ?? null;
  }

  get tierline(): Opened {
    if (this.#tierline === null) throw new Error("Tierline is down");
    return this.#tierline;
  }

  /** The only account, or the named one, as Zendesk has it. */
  zendesk(subdomain = "acme"): EmulatedAccount {
    const account = this.#accounts.get(subdomain);
    if (account === undefined) throw new Error(`no account ${subdomain}`);
    return account;
  }

  /** The same, as Tierline has it. */
  async account(subdomain = "acme"): Promise<Account> {
    const { accounts, deskIds } = this.tierline;
    const account = await accounts.find(await deskIds.of("zendesk", subdomain));
    if (account === null) throw new Error(`${subdomain} is not connected`);
    return account;
  }

  /** The only owner, or the named one, as GitHub has it. */
  github(owner = "acme"): EmulatedGithub {
    const found = this.#owners.get(owner);
    if (found === undefined) throw new Error(`no owner ${owner}`);
    return found;
  }

  /** The same, as Tierline has it. */
  async ownersAccount(owner = "acme"): Promise<Account> {
    const { accounts, deskIds } = this.tierline;
    const account = await accounts.find(await deskIds.of("github", owner));
    if (account === null) throw new Error(`${owner} is not connected`);
    return account;
  }

  addOwner(owner: string, hasApp = true): EmulatedGithub {
    const { now } = this.clock;
    const origin = `http://127.0.0.1:${5001 + this.#owners.size}`;
    const delay = (ms: number, run: () => void) => void this.clock.at(after(now(), ms as Duration), run);
    const fetch: typeof globalThis.fetch = (input, init) => this.#carry(new Request(input, init));
    const added = new EmulatedGithub({ owner, origin, now, random: this.random, delay, fetch, hasApp });
    this.#owners.set(owner, added);
    return added;
  }

  async connectOwner(owner = "acme", more: object = {}): Promise<Answer> {
    const { origin, credentials } = this.github(owner);
    return this.operator("POST", "/connect", { owner, origin, credentials, ...more });
  }

  async addAccount(subdomain: string): Promise<void> {
    const { now } = this.clock;
    const origin = `http://127.0.0.1:${4001 + this.#accounts.size}`;
    const delay = (ms: number, run: () => void) => void this.clock.at(after(now(), ms as Duration), run);
    const fetch: typeof globalThis.fetch = (input, init) => this.#carry(new Request(input, init));
    const account = await EmulatedAccount.open({ subdomain, origin, now, random: this.random, delay, fetch });
    this.#accounts.set(subdomain, account);
  }

  /** Starts Tierline on the newest folder. */
  async start(terms = this.#terms): Promise<void> {
    this.#terms = terms;
    const generation = ++this.#generation;
    this.#tierline = await open({
      settings: {
        secretKey: SECRET_KEY,
        operatorToken: OPERATOR_TOKEN,
        publicUrl: PUBLIC_URL,
        host: "",
        port: 0,
        dataDir: this.folder,
        policyFile: "",
        organizationsFile: "",
        development: true,
      },
      terms,
      // A dead process is not woken any more.
      clock: {
        now: this.clock.now,
        at: (at, run) => this.clock.at(at, () => void (generation === this.#generation && run())),
      },
      random: this.random,
      fetch: (input, init) => this.#ask(generation, new Request(input, init)),
      writeLog: (line) => this.log.push(line),
      settle: this.#settle,
      sweepEvery: this.#sweepEvery,
      paced: false,
    });
  }

  async stop(): Promise<void> {
    const { tierline } = this;
    this.#tierline = null;
    await tierline.close();
  }

  async restart(terms = this.#terms): Promise<void> {
    await this.stop();
    await this.start(terms);
  }

  /**
   * The process dies here and now, whatever it was doing, and starts again on what was on disk.
   * @param meanwhile what becomes of the data folder before it starts
   */
  async crash(meanwhile: (folder: string) => void = () => undefined): Promise<void> {
    const survived = mkdtempSync(join(SCRATCH, "tierline-world-"));
    cpSync(this.folder, survived, { recursive: true });
    this.#folders.push(survived);
    meanwhile(survived);
    await this.start();
  }

  /** The process and its disk are lost. */
  async loseDisk(): Promise<void> {
    await this.stop();
    this.#newFolder();
    await this.start();
  }

  async connect(subdomain = "acme", more: object = {}): Promise<Answer> {
    const { origin, emulator } = this.zendesk(subdomain);
    const { identifier, secret } = emulator.seed.client;
    const credentials = { kind: "oauth_client", clientId: identifier, clientSecret: secret };
    return this.operator("POST", "/connect", { subdomain, origin, credentials, ...more });
  }

  async mode(mode: Mode, organizations: readonly string[] = [], subdomain?: string): Promise<Answer> {
    return this.operator("POST", "/mode", { mode, organizations, ...(subdomain === undefined ? {} : { subdomain }) });
  }

  operator(method: string, path: string, body?: unknown, token = OPERATOR_TOKEN): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return this.request(`/operator${path}`, init);
  }

  /** One request to Tierline. */
  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.tierline.app.request(new Request(PUBLIC_URL + path, init));
    const text = await response.text();
    const json = /[/+]json/.test(response.headers.get("content-type") ?? "") ? record.parse(JSON.parse(text)) : {};
    return { status: response.status, headers: response.headers, text, json };
  }

  async webhookPath(subdomain = "acme"): Promise<string> {
    return `/webhooks/zendesk/${await this.tierline.deskIds.of("zendesk", subdomain)}`;
  }

  async githubWebhookPath(owner = "acme"): Promise<string> {
    return `/webhooks/github/${await this.tierline.deskIds.of("github", owner)}`;
  }

  /** A webhook made by hand; signed by the account unless other headers are given. */
  async deliver(body: string | Uint8Array<ArrayBuffer>, headers = this.zendesk().signed(body)): Promise<Answer> {
    return this.request(await this.webhookPath(), { method: "POST", headers, body });
  }

  /** Lets everything that is under way, or due within ten seconds, come to its end. */
  async settle(): Promise<void> {
    for (;;) {
      await this.quiet();
      const next = this.clock.next();
      if (next === null || next > after(this.clock.now(), HORIZON)) return;
      this.clock.advanceTo(next);
    }
  }

  /** Time goes by, with everything that becomes due on the way. */
  async pass(time: Duration): Promise<void> {
    const until = after(this.clock.now(), time);
    for (;;) {
      await this.quiet();
      const next = this.clock.next();
      if (next === null || next > until) break;
      this.clock.advanceTo(next);
    }
    this.clock.advanceTo(until);
    await this.quiet();
  }

  /** Resolves when nothing moves unless the clock does. An API call that is never answered counts as waiting for it. */
  async quiet(): Promise<void> {
    for (let calm = 0, steps = this.#steps; calm < CALM_TURNS; calm++) {
      await new Promise((resolve) => setImmediate(resolve));
      if ((await cryptoEnds()) || this.#webhooks > 0 || steps !== this.#steps) calm = 0;
      steps = this.#steps;
    }
  }

  /** Every row of every table of an account, to see that nothing has changed. */
  async rows(subdomain?: string): Promise<Readonly<Record<string, readonly object[]>>> {
    return this.rowsOf(await this.account(subdomain));
  }

  async rowsOf({ desk: { sql } }: Account): Promise<Readonly<Record<string, readonly object[]>>> {
    const tables = sql.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`);
    return Object.fromEntries(tables.map(({ name }) => [name, sql.all(`SELECT * FROM ${name}`)]));
  }

  /** Everything in the data folder, database, log and all, as bytes read one to one. */
  bytesOnDisk(): string {
    return readdirSync(this.folder)
      .map((file) => readFileSync(join(this.folder, file), "latin1"))
      .join("\n");
  }

  get folder(): string {
    return this.#folders.at(-1) ?? this.#newFolder();
  }

  /** The same numbers in every run. */
  readonly random = (): number => {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  };

  async close(): Promise<void> {
    for (const account of this.#accounts.values()) await account.recovers();
    for (const { emulator } of this.#owners.values()) emulator.faults.clear();
    // A look whose call is never answered would keep it open.
    await Promise.race([this.#tierline?.close(), this.quiet()]);
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }

  /** Zendesk's webhooks to Tierline. While it is down nobody answers. */
  async #carry(request: Request): Promise<Response> {
    this.#webhooks += 1;
    try {
      const body = await request.clone().text();
      const response = await this.tierline.app.request(request);
      const headers = Object.fromEntries(request.headers);
      this.sent.push({ url: new URL(request.url).pathname, headers, body, status: response.status });
      return response;
    } finally {
      this.#webhooks -= 1;
      this.#steps += 1;
    }
  }

  /** Tierline's calls to Zendesk. A dead process's are never answered. */
  async #ask(generation: number, request: Request): Promise<Response> {
    const ends = [...this.#accounts.values(), ...this.#owners.values()];
    const account = ends.find(({ origin }) => request.url.startsWith(origin));
    if (account === undefined || generation !== this.#generation) return new Promise(() => undefined);
    const { method } = request;
    const path = new URL(request.url).pathname.replace(/\.json$/, "");
    const called = (status: number | null): Call => {
      const call = { at: this.clock.now(), method, path, status };
      account.calls.push(call);
      return call;
    };
    try {
      const response = await account.emulator.fetch(request);
      const call = called(response.status);
      await this.meanwhile?.(call);
      return response;
    } catch (error) {
      called(null);
      throw error;
    } finally {
      this.#steps += 1;
    }
  }

  #newFolder(): string {
    const folder = mkdtempSync(join(SCRATCH, "tierline-world-"));
    this.#folders.push(folder);
    return folder;
  }
}

const record = z.record(z.string(), z.unknown());

/** A world with its accounts connected, writing to all tickets unless another mode is asked for. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { owners = [], accounts = owners.length > 0 ? [] : ["acme"], mode = "live" } = options;
  const world = new World(options);
  onTestFinished(() => world.close());
  await world.start();
  for (const subdomain of accounts) {
    await world.addAccount(subdomain);
    if (mode === null) continue;
    const connected = await world.connect(subdomain);
    if (connected.status !== 200) throw new Error(connected.text);
    if (mode !== "shadow") await world.mode(mode, [], subdomain);
    world.zendesk(subdomain).spent();
  }
  for (const owner of owners) {
    world.addOwner(owner);
    if (mode === null) continue;
    const connected = await world.connectOwner(owner);
    if (connected.status !== 200) throw new Error(connected.text);
    if (mode !== "shadow") await world.operator("POST", "/mode", { mode, owner });
    world.github(owner).writes();
  }
  return world;
}
