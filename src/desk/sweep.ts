import { assertNever } from "../core/result.ts";
import { after, type Duration, type Instant, instant, milliseconds, minutes, seconds } from "../core/time.ts";
import type { DeskDeps, DeskOutfit, SweepDeps, SweepReport } from "./deps.ts";
import type { ChangedOutcome } from "./helpdesk.ts";
import { missedSince } from "./missed.ts";
import { readPause } from "./pause.ts";
import { type Backfill, readSweep, type SweepState, type SweepTrouble, saveSweep } from "./sweep-state.ts";
import { readWatched, saveWatched, type Watched } from "./watch.ts";
import { type Weighed, weigh } from "./weigh.ts";
import { countWork } from "./work.ts";

/** How often an account is swept unless somebody wants it otherwise: a lost webhook is made good within twice this. */
export const SWEEP_PERIOD = minutes(5);
/** Weighed again by each sweep: what was committed late in the helpdesk, or stamped by another clock. */
const OVERLAP = minutes(2);
/** Between two pages of one sweep. Zendesk allows ten a minute to all of an account's programs (`zendesk.md` §2.5). */
const PAGE_EVERY = seconds(12);
/** With more tickets waiting than this, further pages wait too: what a webhook tells of comes first. */
const BUSY = 200;
/** After a failure of the helpdesk. */
const RETRY = minutes(1);
const LATELY = minutes(-60);
/** How often the helpdesk is asked after its webhook while nothing is missed. */
const WATCH_EVERY = minutes(60);

/** What `overview` shows of the sweep. */
export interface SweepOverview {
  readonly every: Duration;
  readonly endedAt: Instant | null;
  readonly trouble: SweepTrouble | null;
  /** Tickets that changed without a webhook within the last hour. */
  readonly missedLately: readonly string[];
  readonly webhook: Watched | null;
  /** The last one. */
  readonly backfill: Backfill | null;
}

/**
 * Webhooks are hints; the sweep is the guarantee (`reliability.md` §3, F18). Asks the helpdesk from time to time which
 * tickets have changed, one page a wake, and lists those that are not as we left them.
 */
export class Sweep {
  readonly #deps: DeskDeps;
  #outfit: DeskOutfit | null = null;
  #under: Promise<boolean> | null = null;
  #nextAt: Instant | null = null;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /**
   * When it wants to be run next; `null`: never. While a page is under way, whatever is due waits for its end, and to ask
   * for it again at once would be a hot loop.
   */
  get nextAt(): Instant | null {
    if (this.#under === null || this.#nextAt === null) return this.#nextAt;
    return instant(Math.max(this.#nextAt, after(this.#deps.now(), PAGE_EVERY)));
  }

  equip(outfit: DeskOutfit | null): void {
    const { sql, now, sweep } = this.#deps;
    this.#outfit = outfit;
    this.#nextAt = null;
    if (outfit === null || sweep === null) return;
    const known = readSweep(sql);
    if (known === null) this.#save(begin(now(), sweep.every));
    else this.#nextAt = known.nextAt;
  }

  /** Goes on at once where something kept it: after reconnecting. */
  resume(): void {
    const state = readSweep(this.#deps.sql);
    if (this.#outfit !== null && state !== null && state.trouble !== null) {
      this.#save({ ...state, nextAt: this.#deps.now() });
    }
  }

  /** Forgets how far it has come: an account that is connected again begins at that time. */
  forget(): void {
    saveSweep(this.#deps.sql, null);
    saveWatched(this.#deps.sql, null);
  }

  overview(): SweepOverview | null {
    const { sql, now, sweep } = this.#deps;
    if (sweep === null) return null;
    const state = readSweep(sql);
    return {
      every: sweep.every,
      endedAt: state?.endedAt ?? null,
      trouble: state?.trouble ?? null,
      missedLately: missedSince(sql, after(now(), LATELY)),
      webhook: readWatched(sql),
      backfill: state?.backfill ?? null,
    };
  }

  /**
   * Has the next sweep begin at `since`, at once; joins one under way that began no later. What this account's webhook
   * could not tell of counts as missed by nobody. Call inside a transaction, and rearm after it.
   * @returns `null` where there is no sweep
   */
  backfill(since: Instant): Backfill | null {
    const { sql, now, sweep } = this.#deps;
    const state = readSweep(sql);
    if (this.#outfit === null || sweep === null || state === null) return null;
    const known = state.backfill;
    if (known !== null && known.endedAt === null && known.since <= since) return known;
    const startedAt = now();
    const backfill = { since, startedAt, endedAt: null, listed: 0, found: 0 };
    const from = instant(Math.min(since, state.since));
    this.#save({ ...state, since: from, cursor: null, nextAt: startedAt, backfill });
    return backfill;
  }

  /**
   * Asks for one page and weighs it, when it is time for it; whether it asked. A call meanwhile joins.
   * @throws what the database throws
   */
  async run(): Promise<boolean> {
    if (this.#under === null && (this.#nextAt === null || this.#nextAt > this.#deps.now())) return false;
    this.#under ??= this.#page().finally(() => {
      this.#under = null;
    });
    return this.#under;
  }

  async idle(): Promise<void> {
    await this.#under?.catch(() => false);
  }

  async #page(): Promise<boolean> {
    const { sql, now, sweep } = this.#deps;
    const outfit = this.#outfit;
    const startedAt = now();
    if (outfit === null || sweep === null) return false;
    // First of all: whatever fails from here on, the next try is not at once.
    this.#nextAt = after(startedAt, PAGE_EVERY);
    const state = readSweep(sql);
    if (state === null || (readPause(sql)?.until ?? 0) > startedAt) return false;
    // And counted on disk before it is sent: not even a crash makes it ask more often than it may.
    this.#save({ ...state, nextAt: this.#nextAt });
    if (state.cursor !== null && countWork(sql) > BUSY) return false;
    const { cursor, since } = state;
    const outcome = await outfit.helpdesk.changed(
      cursor === null ? { kind: "since", at: since } : { kind: "cursor", cursor },
    );
    // Stopped, connected anew, or begun elsewhere meanwhile: the page comes again.
    if (this.#outfit !== outfit || !this.#isStill(state)) return true;
    const weighed = this.#settle(state, outcome, startedAt, sweep.every);
    const took = milliseconds(now() - startedAt);
    sweep.report({ kind: "swept", outcome: ending(outcome), listed: listed(outcome), ...weighed, took });
    if (ending(outcome) === "ended") await this.#watch(outfit, sweep, weighed.missed > 0);
    return true;
  }

  /** Where changes come without their webhooks, and now and then anyway, asks what has become of the webhook. */
  async #watch(outfit: DeskOutfit, { report }: SweepDeps, urgent: boolean): Promise<void> {
    const { sql, now } = this.#deps;
    const last = readWatched(sql);
    if (!urgent && last !== null && now() < after(last.at, WATCH_EVERY)) return;
    const outcome = await outfit.helpdesk.webhook();
    if (outcome.kind !== "known" || this.#outfit !== outfit) return;
    const { faults, failed } = outcome;
    saveWatched(sql, { at: now(), faults, failed });
    report({ kind: "watched", faults, failed });
  }

  #settle(state: SweepState, outcome: ChangedOutcome, startedAt: Instant, every: Duration): Weighed {
    const { sql, now } = this.#deps;
    if (outcome.kind !== "changed") {
      this.#save(this.#troubled(state, outcome, every));
      return { found: 0, missed: 0 };
    }
    const { tickets, next, upTo } = outcome;
    const onward =
      next === null
        ? { cursor: null, since: after(upTo, BACK), nextAt: after(startedAt, every), endedAt: now() }
        : { cursor: next, nextAt: after(startedAt, PAGE_EVERY) };
    return sql.transaction(() => {
      const weighed = weigh(sql, tickets, state.watchedFrom, now());
      const backfill = counted(state.backfill, tickets.length, weighed.found, next === null ? now() : null);
      this.#save({ ...state, trouble: null, ...onward, backfill });
      return weighed;
    });
  }

  #isStill({ since, cursor, backfill }: SweepState): boolean {
    const state = readSweep(this.#deps.sql);
    if (state === null || state.since !== since || state.cursor !== cursor) return false;
    return state.backfill?.startedAt === backfill?.startedAt;
  }

  #troubled(state: SweepState, trouble: Exclude<ChangedOutcome, { kind: "changed" }>, every: Duration): SweepState {
    const at = this.#deps.now();
    const { kind } = trouble;
    const detail = kind === "throttled" ? "the helpdesk's rate limit" : trouble.detail;
    const troubled = { ...state, trouble: { kind, detail, since: state.trouble?.since ?? at } };
    const soon = after(at, every < RETRY ? every : RETRY);
    switch (kind) {
      case "throttled":
        // Not as soon as it may: where it is refused again all calls may have to wait, and the looks come first.
        return { ...troubled, nextAt: after(trouble.until, RETRY) };
      case "unavailable":
        return { ...troubled, nextAt: soon };
      case "lost":
        return { ...troubled, cursor: null, nextAt: soon };
      case "reauth_required":
      case "forbidden":
        return { ...troubled, nextAt: after(at, every) };
      default:
        return assertNever(trouble);
    }
  }

  #save(state: SweepState): void {
    this.#nextAt = state.nextAt;
    saveSweep(this.#deps.sql, state);
  }
}

const BACK = milliseconds(-OVERLAP);

/** From the time of connecting on, not from the beginning of the account. */
const begin = (now: Instant, every: Duration): SweepState => ({
  since: after(now, BACK),
  cursor: null,
  nextAt: after(now, every),
  watchedFrom: now,
  endedAt: null,
  trouble: null,
  backfill: null,
});

/** A backfill after one page more. */
function counted(under: Backfill | null, listed: number, found: number, endedAt: Instant | null): Backfill | null {
  if (under === null || under.endedAt !== null) return under;
  return { ...under, listed: under.listed + listed, found: under.found + found, endedAt };
}

const listed = (outcome: ChangedOutcome): number => (outcome.kind === "changed" ? outcome.tickets.length : 0);

function ending(outcome: ChangedOutcome): SweepReport["outcome"] {
  if (outcome.kind !== "changed") return outcome.kind;
  return outcome.next === null ? "ended" : "more";
}
