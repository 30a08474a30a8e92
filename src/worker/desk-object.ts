import { DurableObject, type ObjectState } from "cloudflare:workers";
import { Account } from "../account/account.ts";
import type { AdminHandle, AdminQuestion, Answering, Question } from "../accounts.ts";
import type { Administration } from "../admin/administration.ts";
import type { DeskId } from "../core/id.ts";
import { after, minutes, seconds } from "../core/time.ts";
import { SWEEP_PERIOD } from "../desk/sweep.ts";
import { HELPDESKS, type HelpdeskKind } from "../desk-id.ts";
import { webHashing } from "../http/hashing.ts";
import { checkMapping, loadGithubSource } from "../late-modules.ts";
import { reportLook } from "../look-log.ts";
import { reportPull } from "../pull-log.ts";
import { reportSweep } from "../sweep-log.ts";
import { Alarm } from "./alarm.ts";
import { type Env, log, now, openIsolate } from "./isolate.ts";
import { findPeer } from "./peers.ts";
import { openStorage } from "./sql.ts";

/** One action of a person sends several events; they are all there a second later. */
const SETTLE = seconds(1);
/** An alarm this late was lost. */
const OVERDUE_MS = 60_000;
const ID = "desk";
const HELPDESK = "helpdesk";

/** One account in one Durable Object. Its methods are what the Worker calls over the network. */
export class DeskObject extends DurableObject<Env> {
  readonly #alarm: Alarm;
  #account: Account | null = null;
  #opening: Promise<Account | null> | null = null;

  constructor(ctx: ObjectState, env: Env) {
    super(ctx, env);
    this.#alarm = new Alarm(ctx.storage);
    // What fails here is tried again by the next call or alarm, which also says so.
    void ctx.blockConcurrencyWhile(() => this.#opened().catch(() => null));
  }

  /** Makes the account, when there is none. An object that nobody founded stores nothing. */
  async found(id: DeskId, helpdesk: HelpdeskKind): Promise<void> {
    this.ctx.storage.kv.put(HELPDESK, helpdesk);
    this.ctx.storage.kv.put(ID, id);
    await this.#opened();
  }

  /** One question to the account. Not a method for each: `connect` means something else on a stub. */
  async ask<Q extends Question>(
    question: Q,
    ...args: Parameters<Account[Q]>
  ): Promise<Awaited<ReturnType<Answering[Q]>>> {
    const account: Answering | null = await this.#opened();
    if (account === null) throw new Error("nobody made an account here");
    return await account[question](...args);
  }

  /** One question to the administrators' side of the account. */
  async administer<Q extends AdminQuestion>(
    question: Q,
    ...args: Parameters<Administration[Q]>
  ): Promise<Awaited<ReturnType<AdminHandle[Q]>>> {
    const admin: AdminHandle | undefined = (await this.#opened())?.admin;
    if (admin === undefined) throw new Error("nobody made an account here");
    return await admin[question](...args);
  }

  /** Forgets an account that isn't connected, nor about to be; whether it did. */
  async discard(): Promise<boolean> {
    const account = await this.#opened();
    if (account?.kept === true) return false;
    await account?.close();
    this.#account = null;
    this.#alarm.set(null);
    await this.ctx.storage.deleteAll();
    return true;
  }

  /** Sets an alarm where one is missing. For the watchdog: to be asked at all opens the account, and what waits goes on. */
  async ping(): Promise<void> {
    const at = await this.ctx.storage.getAlarm();
    if (at === null || at < now() - OVERDUE_MS) await this.ctx.storage.setAlarm(now());
  }

  override async alarm(): Promise<void> {
    this.#alarm.fired();
    try {
      const account = await this.#opened();
      await account?.desk.wake();
    } catch {
      // The runtime gives an alarm up that has thrown a few times.
      this.#alarm.set(after(now(), minutes(1)));
    }
  }

  /** The account as the object's storage has it, or `null` when nobody founded one. One attempt at a time. */
  #opened(): Promise<Account | null> {
    if (this.#account !== null) return Promise.resolve(this.#account);
    this.#opening ??= this.#open()
      .then((account) => {
        this.#account = account;
        return account;
      })
      .catch((error: unknown) => {
        log("error", "account_not_opened", { reason: error instanceof Error ? error.message : "unknown" });
        throw error;
      })
      .finally(() => {
        this.#opening = null;
      });
    return this.#opening;
  }

  async #open(): Promise<Account | null> {
    const { storage } = this.ctx;
    const id = storage.kv.get(ID);
    if (id === undefined) return null;
    const isolate = await openIsolate(this.env);
    if (!isolate.ok) throw new Error(isolate.failure.problems.join("\n"));
    const { settings, terms, keys, metrics } = isolate.value;
    const account = await Account.open({
      id: id as DeskId,
      founded: HELPDESKS.find((kind) => kind === storage.kv.get(HELPDESK)) ?? null,
      sql: openStorage(storage),
      now,
      random: Math.random,
      fetch: (input, init) => fetch(input, init),
      // Each call is an event of its own, and its writes a commit of their own: those that have come when the timer goes
      // off share one. The output gate holds their answers back until it is stored.
      soon: (body) => void setTimeout(body, 0),
      wakeAt: (at) => this.#alarm.set(at),
      settle: SETTLE,
      sweepEvery: SWEEP_PERIOD,
      terms,
      peer: findPeer(this.env),
      checkMapping,
      loadGithubSource,
      onPull: (pulled) => reportPull(log, account.labels, pulled),
      secretBox: keys.secretBox,
      hashing: webHashing,
      publicUrl: settings.publicUrl,
      development: settings.development,
      onLook: (report) => reportLook(log, metrics, account.labels, report),
      onSweep: (report) => reportSweep(log, metrics, account.labels, report),
      onCall: ({ method, endpoint, status }) =>
        metrics.count("tierline_helpdesk_requests_total", { method, endpoint, status: status ?? "none" }),
    });
    return account;
  }
}
