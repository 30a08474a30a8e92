import type { TicketId } from "../core/id.ts";
import { assertNever } from "../core/result.ts";
import { after, type Duration, type Instant, instant, milliseconds, minutes, seconds } from "../core/time.ts";
import { backoff } from "./backoff.ts";
import type { DeskDeps, DeskOutfit, LookReport } from "./deps.ts";
import type { Trouble } from "./helpdesk.ts";
import { findKnownTicket } from "./known-ticket.ts";
import { type LookOutcome, look } from "./look.ts";
import { parkTicket, unparkTicket } from "./parked.ts";
import { readPause, savePause } from "./pause.ts";
import { dueAtOnce, finishWork, nextWorkAt, retryWork, takeDue, type Work } from "./work.ts";

/** Looks under way at the same time; a Durable Object may hold six connections open. */
const LANES = 4;
/** Tickets taken per wake, so that one wake stays short; the rest follows at once. */
const PER_WAKE = 100;
/** A ticket that fails this often for reasons of its own waits for a person. */
const MAX_ATTEMPTS = 8;
/** Consecutive failures of the helpdesk after which the whole account holds its breath. */
const BREAKER = 5;
/** How long it holds it at most: a ticket that came meanwhile may be urgent. */
const LONGEST_REST = minutes(1);
/** How often a paused account whose credentials fail is tried again, in case somebody mended it. */
const PROBE = minutes(15);
/** When the database fails. */
const STORAGE_RETRY = seconds(30);

/** Works off the list of tickets: several at a time, never the same one twice at once, and stops when the account must pause. */
export class Reconciler {
  readonly #deps: DeskDeps;
  readonly #alsoAt: () => Instant | null;
  readonly #inFlight = new Set<TicketId>();
  #outfit: DeskOutfit | null = null;
  #working: Promise<void> | null = null;
  #failuresInARow = 0;

  /** @param alsoAt when the Desk wants to be woken for something else than a ticket */
  constructor(deps: DeskDeps, alsoAt: () => Instant | null) {
    this.#deps = deps;
    this.#alsoAt = alsoAt;
  }

  equip(outfit: DeskOutfit | null): void {
    this.#outfit = outfit;
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
    try {
      const next = earlier(nextWorkAt(this.#deps.sql), this.#alsoAt());
      const paused = readPause(this.#deps.sql)?.until ?? 0;
      this.#deps.wakeAt(next === null ? null : instant(Math.max(next, paused)));
    } catch {
      this.#deps.wakeAt(after(this.#deps.now(), STORAGE_RETRY));
    }
  }

  resume(): void {
    const { sql, now } = this.#deps;
    sql.transaction(() => {
      savePause(sql, null);
      dueAtOnce(sql, now());
    });
    this.#failuresInARow = 0;
    this.rearm();
  }

  async #run(): Promise<void> {
    const { sql, now } = this.#deps;
    if (this.#isPaused()) return;
    const due = takeDue(sql, now(), PER_WAKE).filter(({ ticketId }) => !this.#inFlight.has(ticketId));
    const queue = due.values();
    const lane = async (): Promise<void> => {
      for (const work of queue) await this.#one(work);
    };
    // While the helpdesk fails, one ticket at a time finds out whether it still does.
    const lanes = this.#failuresInARow >= BREAKER ? 1 : LANES;
    await Promise.all(Array.from({ length: Math.min(lanes, due.length) }, lane));
  }

  #isPaused(): boolean {
    const pause = readPause(this.#deps.sql);
    return pause !== null && pause.until > this.#deps.now();
  }

  async #one(work: Work): Promise<void> {
    const { sql, now } = this.#deps;
    const outfit = this.#outfit;
    // Paused or unequipped since it was taken: back on the list, nothing counted.
    if (outfit === null || this.#isPaused()) {
      retryWork(sql, work, now(), false);
      return;
    }
    const startedAt = now();
    this.#inFlight.add(work.ticketId);
    try {
      if (this.#isEcho(work)) {
        finishWork(sql, work, after(now(), this.#deps.settle));
        this.#report(work, { kind: "echo" }, startedAt);
        return;
      }
      const outcome = await look({ sql, now, helpdesk: outfit.helpdesk, policy: outfit.policy }, work.ticketId);
      this.#settle(work, outcome);
      this.#report(work, outcome, startedAt);
    } catch (error) {
      this.#crashed(work, error);
      this.#report(work, { kind: "crashed", error }, startedAt);
    } finally {
      this.#inFlight.delete(work.ticketId);
    }
  }

  /** Only our own user's edits, none newer than our last write: there is nothing that we don't know. */
  #isEcho(work: Work): boolean {
    if (work.foreign || work.ownUpdatedAt === null) return false;
    const stamp = findKnownTicket(this.#deps.sql, work.ticketId)?.writtenStamp ?? null;
    return stamp !== null && work.ownUpdatedAt <= stamp;
  }

  #settle(work: Work, outcome: LookOutcome): void {
    const { sql, now, random, settle } = this.#deps;
    if (outcome.kind !== "trouble" && outcome.kind !== "failed") this.#answered();
    switch (outcome.kind) {
      case "written":
      case "right":
      case "shadow":
      case "finished":
        unparkTicket(sql, work.ticketId);
        finishWork(sql, work, after(now(), settle));
        break;
      case "again":
        retryWork(sql, work, outcome.at, false);
        break;
      case "failed": {
        const rests = outcome.reason === "ambiguous" ? this.#unavailable(outcome.detail) : null;
        // Where every write fails it isn't this ticket's fault: it waits with the others and isn't counted.
        if (rests !== null && this.#isPaused()) retryWork(sql, work, rests, false);
        else if (work.attempts + 1 >= MAX_ATTEMPTS) this.#park(work, outcome.reason, outcome.detail);
        else retryWork(sql, work, after(now(), backoff(work.attempts + 1, random())), true);
        break;
      }
      case "park":
        this.#park(work, outcome.reason, outcome.detail);
        break;
      case "trouble":
        retryWork(sql, work, this.#pauseFor(outcome.trouble), false);
        break;
      default:
        assertNever(outcome);
    }
  }

  /** The helpdesk works: a pause that has run out is over. */
  #answered(): void {
    const { sql } = this.#deps;
    this.#failuresInARow = 0;
    if (readPause(sql) !== null && !this.#isPaused()) savePause(sql, null);
  }

  /** Decides how long the account rests, and says when the ticket that met the trouble is tried again. */
  #pauseFor(trouble: Trouble): Instant {
    const { sql, now } = this.#deps;
    switch (trouble.kind) {
      case "throttled":
        if (trouble.scope === "account") {
          savePause(sql, { until: trouble.until, reason: "throttled", detail: "the helpdesk's rate limit" });
        }
        return trouble.until;
      case "unavailable":
        return this.#unavailable(trouble.detail);
      case "reauth_required":
      case "forbidden": {
        const until = after(now(), PROBE);
        savePause(sql, { until, reason: trouble.kind, detail: trouble.detail });
        return until;
      }
      default:
        return assertNever(trouble);
    }
  }

  /** One failure more in a row; from {@link BREAKER} on the whole account rests. */
  #unavailable(detail: string): Instant {
    const { sql, now, random } = this.#deps;
    this.#failuresInARow += 1;
    const wait = backoff(this.#failuresInARow, random());
    if (this.#failuresInARow < BREAKER) return after(now(), wait);
    const until = after(now(), shorter(wait, LONGEST_REST));
    savePause(sql, { until, reason: "unavailable", detail });
    return until;
  }

  #park(work: Work, reason: string, detail: string): void {
    const { sql, now, settle } = this.#deps;
    sql.transaction(() => {
      parkTicket(sql, work.ticketId, reason, detail, work.attempts + 1, now());
      finishWork(sql, work, after(now(), settle));
    });
  }

  /** A bug or a broken disk: tried again a few times, then left for a person, and its neighbours go on. */
  #crashed(work: Work, error: unknown): void {
    const { sql, now, random } = this.#deps;
    const detail = error instanceof Error ? error.name : "unknown error";
    try {
      if (work.attempts + 1 >= MAX_ATTEMPTS) this.#park(work, "crashed", detail);
      else retryWork(sql, work, after(now(), backoff(work.attempts + 1, random())), true);
    } catch {
      // The database itself fails: the lease runs out and the ticket is found again.
    }
  }

  #report(work: Work, outcome: LookReport["outcome"], startedAt: Instant): void {
    const took = milliseconds(this.#deps.now() - startedAt);
    this.#deps.report({ ticketId: work.ticketId, outcome, attempt: work.attempts + 1, took });
  }
}

const earlier = (first: Instant | null, second: Instant | null): Instant | null =>
  first === null || (second !== null && second < first) ? second : first;

const shorter = (first: Duration, second: Duration): Duration => (first < second ? first : second);
