import type { TicketId } from "../core/id.ts";
import { assertNever } from "../core/result.ts";
import { after, type Instant, milliseconds } from "../core/time.ts";
import { backoff } from "./backoff.ts";
import type { DeskDeps, LookReport } from "./deps.ts";
import type { LookOutcome } from "./look-outcome.ts";
import { parkTicket, unparkTicket } from "./parked.ts";
import type { Rest } from "./rest.ts";
import { finishWork, retryWork, type Work } from "./work.ts";

/** A ticket that fails this often for reasons of its own waits for a person. */
const MAX_ATTEMPTS = 8;

/** A look that has begun. Its ticket is looked at by nobody else until it ends. */
export interface Look {
  readonly work: Work;
  readonly startedAt: Instant;
}

/** `null`: it didn't come to it, and the ticket waits again. */
type Ending = LookOutcome | { readonly kind: "echo" } | null;

/** The looks under way, and what becomes of each. */
export class Looks {
  readonly #deps: DeskDeps;
  readonly #rest: Rest;
  readonly #underWay = new Set<TicketId>();

  constructor(deps: DeskDeps, rest: Rest) {
    this.#deps = deps;
    this.#rest = rest;
  }

  get underWay(): ReadonlySet<TicketId> {
    return this.#underWay;
  }

  begin(work: Work): Look {
    this.#underWay.add(work.ticketId);
    return { work, startedAt: this.#deps.now() };
  }

  /** Carries a look to its end and stores it, whatever happens. Never rejects. */
  async end(look: Look, body: () => Ending | Promise<Ending>): Promise<void> {
    try {
      const outcome = await body();
      if (outcome === null) return this.putBack(look, this.#deps.now(), null);
      this.#settle(look.work, outcome);
      this.#report(look, outcome);
    } catch (error) {
      this.#crashed(look.work, error);
      this.#report(look, { kind: "crashed", error });
    } finally {
      this.#underWay.delete(look.work.ticketId);
    }
  }

  /** Ends a look for a reason that isn't its ticket's, or isn't known to be: on the list again, nothing counted. */
  putBack(look: Look, at: Instant, outcome: LookOutcome | null): void {
    try {
      retryWork(this.#deps.sql, look.work, at, false);
    } catch {
      // The database fails: the lease runs out and the ticket is found again.
    } finally {
      this.#underWay.delete(look.work.ticketId);
      if (outcome !== null) this.#report(look, outcome);
    }
  }

  #settle(work: Work, outcome: NonNullable<Ending>): void {
    const { sql, now, random, settle } = this.#deps;
    const rest = this.#rest;
    if (outcome.kind !== "trouble" && outcome.kind !== "failed" && outcome.kind !== "echo") rest.answered();
    switch (outcome.kind) {
      case "written":
      case "right":
      case "shadow":
      case "finished":
        unparkTicket(sql, work.ticketId);
        finishWork(sql, work, after(now(), settle));
        break;
      case "echo":
        finishWork(sql, work, after(now(), settle));
        break;
      case "again":
        retryWork(sql, work, outcome.at, false);
        break;
      case "failed": {
        const rests = outcome.reason === "ambiguous" ? rest.afterFailure(outcome.detail) : null;
        // Where every write fails it isn't this ticket's fault: it waits with the others and isn't counted.
        if (rests !== null && rest.isOn) retryWork(sql, work, rests, false);
        else if (work.attempts + 1 >= MAX_ATTEMPTS) this.#park(work, outcome.reason, outcome.detail);
        else retryWork(sql, work, after(now(), backoff(work.attempts + 1, random())), true);
        break;
      }
      case "park":
        this.#park(work, outcome.reason, outcome.detail);
        break;
      case "trouble":
        retryWork(sql, work, rest.afterTrouble(outcome.trouble), false);
        break;
      default:
        assertNever(outcome);
    }
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

  #report({ work, startedAt }: Look, outcome: LookReport["outcome"]): void {
    const took = milliseconds(this.#deps.now() - startedAt);
    this.#deps.report({ ticketId: work.ticketId, outcome, attempt: work.attempts + 1, took });
  }
}
