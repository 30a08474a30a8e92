import type { Severity } from "../../src/core/policy.ts";

/** How the people of a ticket say how severe it is: by the field, by the priority, or only by words that rules match. */
export const HANDS = ["severity", "priority", "rule"] as const;
export type Hand = (typeof HANDS)[number];

/** What people did to a ticket, as they themselves know it. */
export interface TicketLedger {
  readonly id: number;
  readonly hand: Hand;
  /** The last severity that a person chose, by whichever of the two; `null` when none did. */
  choice: Severity | null;
  /** Tags that people and other programs have set, none of them ours. */
  readonly tags: Set<string>;
  /** Another automation undoes our tags until then. */
  rivalUntil: number;
  /** When an event last told of a change that was not ours. */
  changedAt: number;
  /** When the newest event happened that was acknowledged. */
  heardAt: number;
}

/** What people know, and what the helpdesk knows of its own webhooks. */
export class Ledger {
  readonly tickets = new Map<number, TicketLedger>();
  /** The same two times for the organizations. */
  readonly organizations = new Map<number, { changedAt: number; heardAt: number }>();
  /** Distinct events of changes that were not ours. */
  events = 0;
  /** Tickets with an event that was taken in and has not been followed by a look, with the time of the first. */
  readonly unseen = new Map<number, number>();
  /** The digests of the genuine events that were acknowledged. */
  readonly acknowledged = new Set<string>();

  open(id: number, hand: Hand, choice: Severity | null, tags: readonly string[]): TicketLedger {
    const ticket = { id, hand, choice, tags: new Set(tags), rivalUntil: 0, changedAt: 0, heardAt: 0 };
    this.tickets.set(id, ticket);
    return ticket;
  }

  changed(subject: Subject, at: number): void {
    this.events += 1;
    const known = this.#of(subject);
    if (known !== null) known.changedAt = Math.max(known.changedAt, at);
  }

  heard(subject: Subject, at: number): void {
    const known = this.#of(subject);
    if (known !== null) known.heardAt = Math.max(known.heardAt, at);
  }

  #of({ kind, id }: Subject): { changedAt: number; heardAt: number } | null {
    if (kind === "ticket") return this.tickets.get(id) ?? null;
    const known = this.organizations.get(id) ?? { changedAt: 0, heardAt: 0 };
    this.organizations.set(id, known);
    return known;
  }
}

/** What an event is about. */
export interface Subject {
  readonly kind: "ticket" | "organization";
  readonly id: number;
}
