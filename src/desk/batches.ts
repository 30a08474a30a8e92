import { assertNever } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import { listDecisions } from "./decisions.ts";
import type { DeskDeps, DeskOutfit } from "./deps.ts";
import { Fallback } from "./fallback.ts";
import type { Bulk, JobOutcome, Reading, Trouble } from "./helpdesk.ts";
import { ABANDONED, type Entry, Jobs } from "./jobs.ts";
import type { LookOutcome } from "./look-outcome.ts";
import type { Look, Looks } from "./looks.ts";
import { type Proposal, type ProposedWrite, propose } from "./propose.ts";
import type { Rest } from "./rest.ts";
import type { Sql } from "./sql.ts";
import { intend } from "./write.ts";

/** Up to so many writes go out one by one: a job costs a call to start it and one or more to see its end. */
const FEW_WRITES = 4;

/** What a batch leaves to be looked at alone; with the reading, where there is one. */
export interface Leftover {
  readonly look: Look;
  readonly reading: Reading | null;
}

/** What a reading of many asks for. */
interface Sorted {
  readonly together: readonly Entry[];
  readonly alone: readonly Leftover[];
  readonly ended: readonly { readonly look: Look; readonly outcome: LookOutcome }[];
}

type Failure = Exclude<JobOutcome, { kind: "started" }> | Trouble;

/** Tickets by the hundred: one call reads them, one starts a job that writes them, and the Desk goes on while it runs. */
export class Batches {
  readonly #deps: DeskDeps;
  readonly #looks: Looks;
  readonly #rest: Rest;
  readonly #fallback: Fallback;
  readonly #jobs: Jobs;
  /** Changes when the helpdesk is another: what was asked of its predecessor is answered to nobody. */
  #era = 0;

  constructor(deps: DeskDeps, looks: Looks, rest: Rest) {
    this.#deps = deps;
    this.#looks = looks;
    this.#rest = rest;
    this.#fallback = new Fallback(deps.now);
    this.#jobs = new Jobs(deps, looks, rest, this.#fallback);
  }

  /** When the jobs are to be asked after; `null`: there are none. */
  get nextAt(): Instant | null {
    return this.#jobs.nextAt;
  }

  /** Whether many tickets are to be taken together. */
  isOpen(bulk: Bulk | null): bulk is Bulk {
    return bulk !== null && !this.#fallback.isOn && !this.#rest.failing;
  }

  /** Whether they have to wait for that, because no more jobs may be started. */
  isFull(bulk: Bulk | null): boolean {
    return this.isOpen(bulk) && this.#jobs.count >= bulk.mostJobs;
  }

  /** Asks after the jobs when it is time to. @throws what the database throws */
  async follow(bulk: Bulk): Promise<void> {
    await this.#jobs.follow(bulk);
  }

  /** Lets go of all that was begun with a helpdesk that is replaced. */
  abandon(): void {
    this.#era += 1;
    this.#jobs.abandon();
  }

  /** Reads all of them, and starts one job for those that need a write. Never rejects. */
  async take(looks: readonly Look[], outfit: DeskOutfit, bulk: Bulk): Promise<readonly Leftover[]> {
    const sorted = await this.#guarded(looks, () => this.#sort(looks, outfit, bulk));
    if (sorted === null) return [];
    const { together, alone, ended } = sorted;
    // Nothing is waited for between the proposals, which ask whether writing is allowed, and the call.
    const started = this.#guarded(
      together.map(({ look }) => look),
      () => this.#start(together, bulk),
    );
    await Promise.all([started, ...ended.map(({ look, outcome }) => this.#looks.end(look, () => outcome))]);
    return alone;
  }

  async #sort(looks: readonly Look[], outfit: DeskOutfit, bulk: Bulk): Promise<Sorted | null> {
    const era = this.#era;
    const read = await bulk.readMany(looks.map(({ work }) => work.ticketId));
    if (era !== this.#era) return this.#putBack(looks, null);
    if (read.kind !== "read") return this.#putBack(looks, read);
    this.#rest.answered();
    const together: Entry[] = [];
    const alone: Leftover[] = [];
    const ended: { look: Look; outcome: LookOutcome }[] = [];
    for (const look of looks) {
      const reading = read.readings.get(look.work.ticketId) ?? null;
      const proposal = reading === null ? null : this.#proposal(outfit, reading);
      if (proposal === null) alone.push({ look, reading });
      else if (proposal.kind === "ended") ended.push({ look, outcome: proposal.outcome });
      else together.push({ look, write: proposal.write });
    }
    if (together.length > FEW_WRITES) return { together, alone, ended };
    const few = together.map(({ look, write }) => ({ look, reading: write.basis }));
    return { together: [], alone: [...alone, ...few], ended };
  }

  /** `null` where a ticket is better looked at alone: by its note, by a change that didn't take, by what is wrong with it. */
  #proposal({ policy }: DeskOutfit, reading: Reading): Exclude<Proposal, { kind: "ask" }> | null {
    const { sql, now, facts } = this.#deps;
    try {
      const proposal = propose({ sql, now, policy, facts }, reading);
      if (proposal.kind === "ask") return null;
      return proposal.kind === "write" && isRepeated(sql, proposal.write) ? null : proposal;
    } catch {
      return null;
    }
  }

  async #start(entries: readonly Entry[], bulk: Bulk): Promise<null> {
    if (entries.length === 0) return null;
    const { sql, now } = this.#deps;
    const era = this.#era;
    const startedAt = now();
    sql.transaction(() => {
      for (const { write } of entries) intend(sql, write);
    });
    const started = await bulk.writeMany(entries.map(({ write }) => write));
    const looks = entries.map(({ look }) => look);
    if (started.kind !== "started") return this.#putBack(looks, started);
    if (era !== this.#era) return this.#putBack(looks, null);
    this.#jobs.add({ id: started.job, startedAt, entries, fingerprints: started.fingerprints });
    return null;
  }

  /** After a call for many that failed as a whole; `null`: it is no longer ours. */
  #putBack(looks: readonly Look[], failure: Failure | null): null {
    const at = failure === null ? this.#deps.now() : this.#againAt(failure);
    for (const look of looks) this.#looks.putBack(look, at, failure === null ? ABANDONED : outcomeOf(failure));
    return null;
  }

  #againAt(failure: Failure): Instant {
    const { now } = this.#deps;
    switch (failure.kind) {
      case "throttled":
        if (failure.scope === "account") return this.#rest.afterTrouble(failure);
        // No more jobs for now: one by one there is still something to be done.
        this.#fallback.use(failure.until);
        return now();
      case "reauth_required":
        return this.#rest.afterTrouble(failure);
      case "unavailable":
      case "ambiguous":
        this.#fallback.failed();
        return this.#rest.afterFailure(failure.detail);
      case "forbidden":
      case "refused":
        // Whether the account may do nothing, or only this, one ticket finds out.
        this.#fallback.use();
        return now();
      default:
        return assertNever(failure);
    }
  }

  /** What `body` throws, these looks have met. */
  async #guarded<Value>(looks: readonly Look[], body: () => Promise<Value>): Promise<Value | null> {
    try {
      return await body();
    } catch (error) {
      await Promise.all(looks.map((look) => this.#looks.end(look, () => Promise.reject(error))));
      return null;
    }
  }
}

function outcomeOf(failure: Failure): LookOutcome {
  switch (failure.kind) {
    case "ambiguous":
      return { kind: "failed", reason: "ambiguous", detail: failure.detail };
    case "refused":
      return { kind: "failed", reason: "unconfirmed", detail: failure.detail };
    default:
      return { kind: "trouble", trouble: failure };
  }
}

/**
 * Whether one of these changes was written by the last write already: it didn't take, or somebody undoes it. A job would
 * call that a success each time; the answer to a single update shows what took.
 */
function isRepeated(sql: Sql, { record, changes }: ProposedWrite): boolean {
  const last = listDecisions(sql, record.ticketId, 1)[0];
  if (last?.written !== true) return false;
  const before = new Set(last.changes.map((change) => JSON.stringify(change)));
  return changes.some((change) => before.has(JSON.stringify(change)));
}
