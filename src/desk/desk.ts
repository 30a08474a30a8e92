import type { Contract } from "../core/organization.ts";
import { assertNever } from "../core/result.ts";
import { after, type Instant } from "../core/time.ts";
import { feedChanges, feedNow } from "./change-feed.ts";
import { pruneProposals } from "./change-store.ts";
import { pruneDecisions } from "./decisions.ts";
import type { DeskDeps, DeskOutfit } from "./deps.ts";
import type { Delivery } from "./helpdesk.ts";
import { type DeliveryEntry, pruneInbox, recordDelivery } from "./inbox.ts";
import { completeContracts, replaceContracts } from "./mapping.ts";
import { migrate } from "./migrations.ts";
import { pruneMissed } from "./missed.ts";
import { saveWriting, type Writing } from "./mode.ts";
import { readOwner } from "./owner.ts";
import { parkDelivery, unpark } from "./parked.ts";
import { Reconciler } from "./reconciler.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";
import { Sweep, type SweepOverview } from "./sweep.ts";
import type { Backfill } from "./sweep-state.ts";
import { countKnown, enqueueEvent, enqueueKnown, releaseLeases } from "./work.ts";

/** More deliveries than this waiting for one commit means overload: better refused than held in memory. */
const MAX_WAITING = 5_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Decided in shadow, and not written. */
const PENDING = "pending = 1";

/** A delivery that was understood. */
export type Usable = Exclude<Delivery, { kind: "unusable" }>;

export type Accepted = "accepted" | "duplicate" | "overloaded";

interface Waiting {
  readonly entry: DeliveryEntry;
  readonly resolve: (accepted: Accepted) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One account's Desk: takes deliveries in, keeps the list of tickets to look at, and works it off. Single-threaded, the
 * only writer of its database, and the only one that writes to the account's tickets.
 */
export class Desk {
  readonly sql: Sql;
  readonly #deps: DeskDeps;
  readonly #sweep: Sweep;
  readonly #reconciler: Reconciler;
  #outfit: DeskOutfit | null = null;
  #waiting: Waiting[] = [];
  #prunedAt = 0;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    this.sql = deps.sql;
    migrate(deps.sql);
    completeContracts(deps.sql);
    releaseLeases(deps.sql, deps.now());
    this.#sweep = new Sweep(deps);
    this.#reconciler = new Reconciler(deps, () => this.#alsoAt());
  }

  /** Gives the Desk what it works with, and starts on what waits. `null` stops it; deliveries are still taken in. */
  equip(outfit: DeskOutfit | null): void {
    this.#outfit = outfit;
    this.#reconciler.equip(outfit);
    this.#sweep.equip(outfit);
    if (outfit === null) return;
    if (readSetting(this.sql, "policy_version") !== outfit.policy.version) {
      this.sql.transaction(() => {
        writeSetting(this.sql, "policy_version", outfit.policy.version);
        this.#lookAgain("1 = 1");
      });
    }
    this.#reconciler.rearm();
  }

  /**
   * Takes one delivery in. Resolves once it is on disk, together with all that arrived in the same turn.
   * @throws what the database throws when it can't store: the caller answers 503 and the sender tries again.
   */
  accept(entry: DeliveryEntry): Promise<Accepted> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.resolve("overloaded");
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (this.#waiting.length === 1) this.#deps.soon(() => this.#commit());
    });
  }

  /** Works off what is due. Never throws, always sets the next alarm. */
  async wake(): Promise<void> {
    this.#feed();
    await Promise.all([this.#reconciler.work(), this.#swept(), this.#ran()]);
    await this.#deps.facts.settled();
    const now = this.#deps.now();
    if (now - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = now;
    try {
      pruneInbox(this.sql, now);
      pruneDecisions(this.sql, now);
      pruneMissed(this.sql, now);
      pruneProposals(this.sql, now);
    } catch {
      // Old rows stay an hour longer.
    }
  }

  /** Resolves when no look is under way: for a clean shutdown. New looks don't start after `equip(null)`. */
  async idle(): Promise<void> {
    await Promise.all([this.#reconciler.idle(), this.#sweep.idle()]);
    await this.#deps.facts.settled();
  }

  /** How the search for lost webhooks does; `null` where there is none. */
  sweep(): SweepOverview | null {
    return this.#sweep.overview();
  }

  /**
   * Goes through the tickets that have changed since then, also from before the account was connected: those that were
   * open already are looked at. Within a transaction, as {@link setWriting}. `null` where there is no sweep.
   */
  backfill(since: Instant): Backfill | null {
    return this.#sweep.backfill(since);
  }

  /** The account is left: when it is connected again, what changed meanwhile is not looked at. */
  forgetSweep(): void {
    this.#sweep.forget();
  }

  /**
   * Replaces the organization mapping when its version is another; every known open ticket is looked at again. Where
   * administrators or a repository own the mapping, it stays as they left it.
   */
  loadMapping(contracts: readonly Contract[], version: string): void {
    if (readOwner(this.sql) !== "files" || readSetting(this.sql, "mapping_version") === version) return;
    this.sql.transaction(() => {
      replaceContracts(this.sql, contracts);
      writeSetting(this.sql, "mapping_version", version);
      this.#lookAgain("1 = 1");
    });
    this.#reconciler.rearm();
  }

  /**
   * Sets which tickets may be written. What was decided in shadow and may be written now is queued. Within a transaction
   * of the caller's, who has the Desk {@link carryOn} after it.
   */
  setWriting(writing: Writing): void {
    saveWriting(this.sql, writing);
    if (writing.mode !== "shadow") this.#lookAgain(PENDING);
  }

  /** How many tickets {@link setWriting} would queue. */
  wouldQueue({ mode }: Writing): number {
    return mode === "shadow" ? 0 : countKnown(this.sql, PENDING);
  }

  /** Takes parked work in again, now that it is mended or understood. Within a transaction, as {@link setWriting}. */
  retake(parkedId: number, delivery: Usable): void {
    unpark(this.sql, parkedId);
    this.#act(delivery);
  }

  /** Lets a paused account go on at once: after reconnecting. */
  resume(): void {
    this.#sweep.resume();
    this.#reconciler.resume();
  }

  /** Goes on with what a person changed: the tickets of it that wait, or their end. */
  carryOn(): void {
    this.#reconciler.rearm();
  }

  #feed(): void {
    try {
      if (this.#outfit !== null) feedChanges(this.sql, this.#deps.now());
    } catch {
      // The database fails: the tickets are still listed, and the next wake asks again.
    }
  }

  /** When to wake for anything but a ticket that waits. */
  #alsoAt(): Instant | null {
    if (feedNow(this.sql)) return this.#deps.now();
    const [sweep, errand] = [this.#sweep.nextAt, this.#deps.errand?.nextAt() ?? null];
    return sweep === null || (errand !== null && errand < sweep) ? errand : sweep;
  }

  /** What the account does beside. Never rejects: it is asked again at a time of its own. */
  async #ran(): Promise<void> {
    try {
      await this.#deps.errand?.run();
    } catch {
      // The database fails, or a bug: neither keeps the tickets waiting.
    }
  }

  /** One page of the sweep, beside the looks; what it finds is due at once. Never rejects. */
  async #swept(): Promise<void> {
    try {
      if (await this.#sweep.run()) this.#reconciler.rearm();
    } catch {
      // The database fails, or the page was not what it should be: it comes again, at a time that is set already.
    }
  }

  #commit(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    let results: Accepted[];
    try {
      results = this.sql.transaction(() => this.#storeAll(batch));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    batch.forEach(({ resolve }, index) => {
      resolve(results[index] ?? "accepted");
    });
    this.#reconciler.rearm();
  }

  #storeAll(batch: readonly Waiting[]): Accepted[] {
    const results = batch.map(({ entry }) => this.#store(entry));
    const newest = batch.findLast((_, index) => results[index] === "accepted");
    if (newest !== undefined) writeSetting(this.sql, "last_event_at", String(newest.entry.receivedAt));
    return results;
  }

  #store(entry: DeliveryEntry): Accepted {
    if (!recordDelivery(this.sql, entry)) return "duplicate";
    const { delivery } = entry;
    if (delivery.kind === "unusable") {
      parkDelivery(this.sql, delivery.detail, entry.sealedBody ?? "", entry.receivedAt);
    } else this.#act(delivery);
    return "accepted";
  }

  #act(delivery: Usable): void {
    switch (delivery.kind) {
      case "ticket":
        this.#enqueue(delivery);
        break;
      case "organization":
        this.#lookAgain("organization_id = ?", delivery.organizationId);
        break;
      case "tickets":
        this.#lookAgain("substr(ticket_id, 1, length(?)) = ?", delivery.startingWith, delivery.startingWith);
        break;
      case "acknowledged":
        break;
      default:
        assertNever(delivery);
    }
  }

  #enqueue(event: Extract<Delivery, { kind: "ticket" }>): void {
    const ownUser = this.#outfit?.ownUser ?? null;
    enqueueEvent(this.sql, event, ownUser, after(this.#deps.now(), this.#deps.settle));
  }

  #lookAgain(where: string, ...values: readonly string[]): number {
    return enqueueKnown(this.sql, this.#deps.now(), where, ...values);
  }
}
