import { after, type Instant, instant, seconds } from "../core/time.ts";
import { Batches } from "./batches.ts";
import type { DeskDeps, DeskOutfit } from "./deps.ts";
import type { Reading } from "./helpdesk.ts";
import { findWrittenStamp } from "./known-ticket.ts";
import { look, lookOn } from "./look.ts";
import { type Look, Looks } from "./looks.ts";
import { readPause } from "./pause.ts";
import { Rest } from "./rest.ts";
import { dueAtOnce, lease, listDue, nextWorkAt, takeDue, type Work } from "./work.ts";

/** Looks under way at the same time; a Durable Object may hold six connections open. */
const LANES = 4;
/** Tickets taken per wake, so that one wake stays short; the rest follows at once. */
const PER_WAKE = 100;
/**
 * More tickets than this are taken together. A batch costs about four calls and is written when its job gets to it; ten
 * looks cost twenty calls, a tenth of the smallest plan's minute, and are written within seconds.
 */
const FEW = 10;
/** A ticket that failed this often is looked at alone, which tells what is wrong with it. */
const ALONE_AFTER = 2;
/** As many of those that came due since the last wake are told apart from the load. */
const MOST_RECENT = 500;
/** When the database fails. */
const STORAGE_RETRY = seconds(30);

type Task = () => Promise<void>;

/**
 * Works off the list of tickets: a few one by one, many together, never the same one twice at once, and stops when the
 * account must pause.
 */
export class Reconciler {
  readonly #deps: DeskDeps;
  readonly #alsoAt: () => Instant | null;
  readonly #rest: Rest;
  readonly #looks: Looks;
  readonly #batches: Batches;
  #outfit: DeskOutfit | null = null;
  #working: Promise<void> | null = null;
  /** What came due later has not been seen by any wake. */
  #seenUntil: Instant | null = null;

  /** @param alsoAt when the Desk wants to be woken for something else than a ticket */
  constructor(deps: DeskDeps, alsoAt: () => Instant | null) {
    this.#deps = deps;
    this.#alsoAt = alsoAt;
    this.#rest = new Rest(deps);
    this.#looks = new Looks(deps, this.#rest);
    this.#batches = new Batches(deps, this.#looks, this.#rest);
  }

  equip(outfit: DeskOutfit | null): void {
    this.#outfit = outfit;
    this.#batches.abandon();
  }

  /** Works off what is due now. One run at a time; a call meanwhile joins it. Never rejects. */
  work(): Promise<void> {
    this.#working ??= this.#run()
      .then(
        () => true,
        () => false,
      )
      .then((stored) => {
        this.#working = null;
        if (stored) this.rearm();
        // The database fails: what is due is still listed. To ask at once again would be a hot loop.
        else this.#deps.wakeAt(after(this.#deps.now(), STORAGE_RETRY));
      });
    return this.#working;
  }

  async idle(): Promise<void> {
    await this.#working;
  }

  /** Asks to be woken when the next ticket or anything else is due, but not before a pause ends. */
  rearm(): void {
    if (this.#outfit === null || this.#working !== null) return;
    const { sql } = this.#deps;
    try {
      // While no more jobs may be started, what is known to wait goes on waiting.
      const since = this.#batches.isFull(this.#outfit.helpdesk.bulk) ? this.#seenUntil : null;
      const next = earlier(earlier(nextWorkAt(sql, since), this.#batches.nextAt), this.#alsoAt());
      const paused = readPause(sql)?.until ?? 0;
      this.#deps.wakeAt(next === null ? null : instant(Math.max(next, paused)));
    } catch {
      this.#deps.wakeAt(after(this.#deps.now(), STORAGE_RETRY));
    }
  }

  resume(): void {
    const { sql, now } = this.#deps;
    sql.transaction(() => {
      this.#rest.end();
      dueAtOnce(sql, now());
    });
    this.rearm();
  }

  async #run(): Promise<void> {
    const outfit = this.#outfit;
    if (outfit === null || this.#rest.isOn) return;
    const { bulk } = outfit.helpdesk;
    const parts = [bulk === null ? null : this.#batches.follow(bulk), this.#takeUp(outfit)];
    // Both are to end, whatever becomes of the other: there is one run at a time.
    for (const part of await Promise.allSettled(parts)) if (part.status === "rejected") throw part.reason;
  }

  async #takeUp(outfit: DeskOutfit): Promise<void> {
    const { sql, now } = this.#deps;
    const { bulk } = outfit.helpdesk;
    const at = now();
    const fresh = this.#fresh(at);
    this.#seenUntil = at;
    const most = Math.min(PER_WAKE, bulk?.perCall ?? PER_WAKE);
    const waiting = this.#batches.isFull(bulk) ? [] : takeDue(sql, at, most, this.#looks.underWay);
    const many = waiting.filter((work) => work.attempts < ALONE_AFTER && !this.#isEcho(work));
    if (!this.#batches.isOpen(bulk) || many.length <= FEW) return this.#oneByOne([...fresh, ...waiting]);
    const together = new Set(many);
    const alone = this.#oneByOne([...fresh, ...waiting.filter((work) => !together.has(work))]);
    const begun = many.map((work) => this.#looks.begin(work));
    const leftovers = await this.#batches.take(begun, outfit, bulk);
    await Promise.all([alone, this.#inLanes(leftovers.map((left) => () => this.#look(left.look, left.reading)))]);
  }

  /**
   * What came due since the last wake, unless that is many: it doesn't wait behind the load that was there before. Echoes
   * of what jobs write come by the hundred, and end here.
   */
  #fresh(at: Instant): Work[] {
    const { sql } = this.#deps;
    const recent = listDue(sql, this.#seenUntil, at, MOST_RECENT);
    const echoes = recent.filter((work) => this.#isEcho(work));
    const fresh = recent.length - echoes.length > FEW ? echoes : recent;
    lease(sql, fresh, at, this.#looks.underWay);
    return fresh.filter(({ ticketId }) => !this.#looks.underWay.has(ticketId));
  }

  #oneByOne(works: readonly Work[]): Promise<void> {
    return this.#inLanes(works.map((work) => () => this.#look(this.#looks.begin(work), null)));
  }

  async #inLanes(tasks: readonly Task[]): Promise<void> {
    const queue = tasks.values();
    const lane = async (): Promise<void> => {
      for (const task of queue) await task();
    };
    const lanes = this.#rest.failing ? 1 : LANES;
    await Promise.all(Array.from({ length: Math.min(lanes, tasks.length) }, lane));
  }

  #look(begun: Look, reading: Reading | null): Promise<void> {
    const { work } = begun;
    return this.#looks.end(begun, () => {
      if (reading === null && this.#isEcho(work)) return { kind: "echo" };
      const { sql, now, facts } = this.#deps;
      const outfit = this.#outfit;
      // Paused or unequipped since it was taken.
      if (outfit === null || this.#rest.isOn) return null;
      const deps = { sql, now, facts, helpdesk: outfit.helpdesk, policy: outfit.policy };
      return reading === null ? look(deps, work.ticketId) : lookOn(deps, reading);
    });
  }

  /** Only our own user's edits, none newer than our last write: there is nothing that we don't know. */
  #isEcho(work: Work): boolean {
    if (work.foreign || work.ownUpdatedAt === null) return false;
    const stamp = findWrittenStamp(this.#deps.sql, work.ticketId);
    return stamp !== null && work.ownUpdatedAt <= stamp;
  }
}

const earlier = (first: Instant | null, second: Instant | null): Instant | null =>
  first === null || (second !== null && second < first) ? second : first;
