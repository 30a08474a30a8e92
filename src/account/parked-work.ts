import { assertNever } from "../core/result.ts";
import type { Desk, Usable } from "../desk/desk.ts";
import { countParked, listParked, type Parked, parkedBody, unpark } from "../desk/parked.ts";
import type { Accountable } from "../identity.ts";
import type { Incoming } from "./answers.ts";
import type { AccountDeps } from "./deps.ts";
import type { Source } from "./source.ts";
import type { Trail } from "./trail.ts";

/** Pieces of work that the audit trail names, of those that were tried again or dropped at once. */
const MOST_TOLD = 1_000;

export interface ParkedWorkDeps extends Pick<AccountDeps, "id" | "sql" | "secretBox"> {
  readonly desk: Desk;
  readonly source: Source;
  readonly trail: Trail;
}

/** What waits for a person: tickets that can't be written, and deliveries that nobody understood. */
export class ParkedWork {
  readonly #deps: ParkedWorkDeps;

  constructor(deps: ParkedWorkDeps) {
    this.#deps = deps;
  }

  list(): readonly Parked[] {
    return listParked(this.#deps.sql);
  }

  /** A delivery as it is kept: it may hold a person's words. */
  seal(incoming: Incoming): Promise<string> {
    return this.#deps.secretBox.seal(this.#deps.source.transcript(incoming), this.#context());
  }

  /** What a parked delivery said, for a person to read; `null` for a ticket, or when there is none of that id. */
  async body(id: number): Promise<string | null> {
    const sealed = parkedBody(this.#deps.sql, id);
    return sealed === null ? null : this.#deps.secretBox.open(sealed, this.#context());
  }

  /**
   * Puts parked tickets back to work, and takes parked deliveries in again: this version may understand what the one
   * before it did not. What still can't be understood stays. How many went back.
   */
  async replay(ids: readonly number[] | "all", by: Accountable): Promise<number> {
    const { desk, trail } = this.#deps;
    const usable = new Map<number, Usable>();
    for (const parked of this.list()) {
      if (ids !== "all" && !ids.includes(parked.id)) continue;
      const delivery = await this.#usable(parked);
      if (delivery !== null) usable.set(parked.id, delivery);
    }
    const replayed = await trail.record(by, () => {
      const chosen = this.list().filter(({ id }) => usable.has(id));
      return {
        told: this.#told("parked.replayed", chosen),
        act: () => {
          for (const { id } of chosen) {
            const delivery = usable.get(id);
            if (delivery !== undefined) desk.retake(id, delivery);
          }
          return chosen.length;
        },
      };
    });
    desk.carryOn();
    return replayed;
  }

  /** Forgets parked work that a person has dealt with; how much. */
  drop(ids: readonly number[], by: Accountable): Promise<number> {
    const { sql, trail } = this.#deps;
    return trail.record(by, () => {
      const chosen = this.list().filter(({ id }) => ids.includes(id));
      return {
        told: this.#told("parked.dropped", chosen),
        act: () => {
          for (const { id } of chosen) unpark(sql, id);
          return chosen.length;
        },
      };
    });
  }

  /** What is to be done about it now; `null` where it still can't be understood. */
  async #usable({ id, kind, ticketId }: Parked): Promise<Usable | null> {
    switch (kind) {
      case "ticket":
        if (ticketId === null) return null;
        return { kind: "ticket", ticketId, type: "replay", actorId: null, ticketUpdatedAt: null };
      case "delivery": {
        const delivery = this.#deps.source.understand((await this.body(id)) ?? "");
        return delivery.kind === "unusable" ? null : delivery;
      }
      default:
        return assertNever(kind);
    }
  }

  /** The pieces by their numbers, reasons and tickets: nothing that was sent. */
  #told(action: "parked.replayed" | "parked.dropped", chosen: readonly Parked[]) {
    const [only, ...others] = chosen;
    if (only === undefined) return null;
    const parked = countParked(this.#deps.sql);
    const work = chosen.slice(0, MOST_TOLD).map(({ id, kind, ticketId, reason }) => ({ id, kind, ticketId, reason }));
    return {
      action,
      subject: others.length === 0 ? `parked ${only.id}` : "parked work",
      detail: { before: { parked }, after: { parked: parked - chosen.length }, count: chosen.length, work },
    };
  }

  #context(): string {
    return `delivery of ${this.#deps.id}`;
  }
}
