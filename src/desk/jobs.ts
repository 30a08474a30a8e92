import type { TicketId } from "../core/id.ts";
import { after, type Instant, minutes, seconds } from "../core/time.ts";
import type { DeskDeps } from "./deps.ts";
import type { Fallback } from "./fallback.ts";
import type { Bulk, JobState } from "./helpdesk.ts";
import type { LookOutcome } from "./look-outcome.ts";
import type { Look, Looks } from "./looks.ts";
import type { ProposedWrite } from "./propose.ts";
import type { Rest } from "./rest.ts";
import { conclude } from "./write.ts";

/** One call tells of all jobs under way, so asking costs little; and what they have written is written, known or not. */
const ASK_EVERY = seconds(5);
/** A job that still runs is no longer waited for: its tickets are looked at, and safe updates keep the two apart. */
const LONGEST = minutes(10);

/** One ticket of a job. */
export interface Entry {
  readonly look: Look;
  readonly write: ProposedWrite;
}

export interface Job {
  readonly id: string;
  readonly startedAt: Instant;
  readonly entries: readonly Entry[];
  readonly fingerprints: ReadonlyMap<TicketId, string>;
}

/**
 * The jobs under way. They are kept in memory alone: after a crash their tickets are looked at again, and what a job wrote
 * is known by its intent.
 */
export class Jobs {
  readonly #deps: DeskDeps;
  readonly #looks: Looks;
  readonly #rest: Rest;
  readonly #fallback: Fallback;
  #jobs: readonly Job[] = [];
  #askAt: Instant | null = null;

  constructor(deps: DeskDeps, looks: Looks, rest: Rest, fallback: Fallback) {
    this.#deps = deps;
    this.#looks = looks;
    this.#rest = rest;
    this.#fallback = fallback;
  }

  get count(): number {
    return this.#jobs.length;
  }

  /** When they are to be asked after; `null`: there are none. */
  get nextAt(): Instant | null {
    return this.count === 0 ? null : this.#askAt;
  }

  add(job: Job): void {
    if (this.count === 0) this.#askAt = after(this.#deps.now(), ASK_EVERY);
    this.#jobs = [...this.#jobs, job];
  }

  /** Asks after them, when it is time to, and ends the looks of those that have ended. */
  async follow(bulk: Bulk): Promise<void> {
    const { now } = this.#deps;
    if (this.nextAt === null || this.nextAt > now()) return;
    this.#askAt = after(now(), ASK_EVERY);
    const asked = this.#jobs;
    const outcome = await bulk.jobs(asked.map(({ id }) => id));
    // Forbidden to see jobs isn't forbidden to see tickets: nobody else has to wait for that.
    if (outcome.kind !== "known" && outcome.kind !== "forbidden") this.#rest.afterTrouble(outcome);
    const at = outcome.kind === "known" ? outcome.at : null;
    for (const job of asked) {
      // Those that were abandoned meanwhile have been put back, and others have been added.
      if (!this.#jobs.includes(job)) continue;
      const state = outcome.kind === "known" ? (outcome.jobs.get(job.id) ?? LOST) : RUNNING;
      if (state.kind === "running" && now() < after(job.startedAt, LONGEST)) continue;
      this.#jobs = this.#jobs.filter((other) => other !== job);
      await Promise.all(this.#endings(job, state.kind === "ended" ? state : LOST, at));
    }
  }

  /** Forgets all of them. They go on without us; their tickets are looked at again. */
  abandon(): void {
    const entries = this.#jobs.flatMap((job) => job.entries);
    this.#jobs = [];
    for (const { look } of entries) this.#looks.putBack(look, this.#deps.now(), ABANDONED);
  }

  /** Every ticket that its job doesn't call written is looked at again: that tells why, better than any job does. */
  #endings({ entries, fingerprints }: Job, { written, failed }: Ended, at: Instant | null): Promise<void>[] {
    if (written.size > 0) this.#fallback.worked();
    else this.#fallback.failed();
    return entries.map(({ look, write }) => {
      const { ticketId } = look.work;
      const fingerprint = fingerprints.get(ticketId);
      if (!written.has(ticketId) || fingerprint === undefined) {
        const detail = failed.get(ticketId) ?? "the job ended without a word about this ticket";
        return this.#looks.end(look, () => ({ kind: "failed", reason: "unconfirmed", detail }));
      }
      // Without a time nothing younger than the reading counts as our echo, and each is looked at.
      const updatedAt = at ?? write.basis.stamp;
      return this.#looks.end(look, () => conclude(this.#deps, write, { kind: "written", updatedAt, fingerprint }));
    });
  }
}

type Ended = Extract<JobState, { kind: "ended" }>;

const RUNNING: JobState = { kind: "running" };
const LOST: Ended = { kind: "ended", written: new Set(), failed: new Map() };

/** How a look ended whose account was connected anew meanwhile. */
export const ABANDONED: LookOutcome = {
  kind: "failed",
  reason: "unconfirmed",
  detail: "the account was connected anew",
};
