import type { OrganizationId, TicketId, UserId } from "../core/id.ts";
import type { NoteKind } from "../core/policy.ts";
import type { Change, Ticket } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";

/**
 * What a Desk asks of the helpdesk it serves. Zendesk is one; GitHub Issues will be the other.
 * Every expected failure is a value: an implementation throws only on a bug.
 */
export interface Helpdesk {
  /** One call: the ticket with its organization, requester and reply metric. */
  read(id: TicketId): Promise<ReadOutcome>;
  /** One call: all changes at once, refused as `conflict` when the ticket moved on since `basis` was read. */
  write(basis: Reading, changes: readonly Change[]): Promise<WriteOutcome>;
  /** Asks whether an internal note of this kind was ever written by us: before a note goes out, never from memory. */
  hasNote(id: TicketId, note: NoteKind): Promise<NoteOutcome>;
  /** One call: the next tickets that changed, oldest change first. What is too young to be told comes another time. */
  changed(from: ChangesFrom): Promise<ChangedOutcome>;
  /** Asks how the helpdesk's own webhook does: when changes turn up that it should have told. */
  webhook(): Promise<WebhookOutcome>;
  /** For many tickets at once; `null` where the helpdesk has no such calls. */
  readonly bulk: Bulk | null;
}

/** Many tickets in one call. What it leaves open for a ticket is found out by a look at that ticket alone. */
export interface Bulk {
  /** How many tickets one call takes. */
  readonly perCall: number;
  /** How many jobs of ours may be under way at once. */
  readonly mostJobs: number;
  /** One call: each ticket as {@link Helpdesk.read} has it. One that the answer lacks is gone, or incomplete, or not told here. */
  readMany(ids: readonly TicketId[]): Promise<ReadManyOutcome>;
  /** One call: starts a job that makes every one of these writes, each conditional on its own reading. */
  writeMany(writes: readonly Write[]): Promise<JobOutcome>;
  /** One call, however many jobs: how they stand. A job that the answer lacks is unknown to the helpdesk. */
  jobs(ids: readonly string[]): Promise<JobsOutcome>;
}

/** Some changes of a ticket, and the reading that they follow from. */
export interface Write {
  readonly basis: Reading;
  readonly changes: readonly Change[];
}

/** A ticket as read, with what a safe write needs to know of the reading. */
export interface Reading {
  readonly ticket: Ticket;
  /** The version that a write is conditional on. */
  readonly stamp: Instant;
  /**
   * `false` while the stamp could still hide a later edit (stamps have a grain of one second): writing now could undo
   * somebody's change unseen, so the Desk looks again a second later.
   */
  readonly settled: boolean;
  /** Names what a decision is made from: as long as it is the same, another look would find nothing new. */
  readonly fingerprint: string;
}

export type ReadOutcome = { readonly kind: "read"; readonly reading: Reading } | { readonly kind: "gone" } | Trouble;

export type WriteOutcome =
  /** `updatedAt` is exact after a write of one ticket; after a job, the change is not younger. */
  | { readonly kind: "written"; readonly updatedAt: Instant; readonly fingerprint: string }
  /** The ticket changed since it was read: look again. */
  | { readonly kind: "conflict" }
  | { readonly kind: "gone" }
  | { readonly kind: "closed" }
  /** The helpdesk refuses these values; the same request will be refused again. */
  | { readonly kind: "refused"; readonly detail: string }
  /** Accepted, but a field did not take: `detail` names it. */
  | { readonly kind: "ignored"; readonly detail: string; readonly updatedAt: Instant; readonly fingerprint: string }
  /** Sent, and no answer came: it may or may not have happened. Never resend without reading. */
  | { readonly kind: "ambiguous"; readonly detail: string }
  | Trouble;

export type ReadManyOutcome = { readonly kind: "read"; readonly readings: ReadonlyMap<TicketId, Reading> } | Trouble;

export type JobOutcome =
  | {
      readonly kind: "started";
      readonly job: string;
      /** The fingerprint of each ticket as it will be once it is written: a job's end doesn't show the tickets. */
      readonly fingerprints: ReadonlyMap<TicketId, string>;
    }
  | { readonly kind: "refused"; readonly detail: string }
  /** Sent, and no answer came: a job may or may not be under way. */
  | { readonly kind: "ambiguous"; readonly detail: string }
  | Trouble;

export type JobsOutcome =
  | {
      readonly kind: "known";
      readonly jobs: ReadonlyMap<string, JobState>;
      /** The helpdesk's clock when it said so: what has ended was written by then. `null`: it names no time. */
      readonly at: Instant | null;
    }
  | Trouble;

export type JobState =
  | { readonly kind: "running" }
  | {
      readonly kind: "ended";
      readonly written: ReadonlySet<TicketId>;
      /** Why the others were not, where the helpdesk says so: for a person, not to act on. */
      readonly failed: ReadonlyMap<TicketId, string>;
    };

export type NoteOutcome = { readonly kind: "known"; readonly written: boolean } | { readonly kind: "gone" } | Trouble;

/** A time, or the place where the last page ended. */
export type ChangesFrom =
  | { readonly kind: "since"; readonly at: Instant }
  | { readonly kind: "cursor"; readonly cursor: string };

export interface ChangedTicket {
  readonly ticketId: TicketId;
  readonly changedAt: Instant;
  /** Closed or deleted. */
  readonly finished: boolean;
  /** Nobody waits for an answer, though it may be opened again. */
  readonly solved: boolean;
  /** Comparable with {@link Reading.fingerprint}. */
  readonly fingerprint: string;
}

export type ChangedOutcome =
  | {
      readonly kind: "changed";
      readonly tickets: readonly ChangedTicket[];
      /** Where the next page begins; `null` when this was the last one. */
      readonly next: string | null;
      /** When it was the last one: every change before this has been told. */
      readonly upTo: Instant;
    }
  /** The cursor leads nowhere: begin again at a time. */
  | { readonly kind: "lost"; readonly detail: string }
  | Trouble;

export type WebhookOutcome =
  | {
      readonly kind: "known";
      /** What is wrong with it, in words; empty when it is right. */
      readonly faults: readonly string[];
      /** How many of its latest deliveries failed. */
      readonly failed: number;
    }
  | Trouble;

/** Not this ticket's fault. */
export type Trouble =
  /** Before `until` nothing may be sent: for this account, to this ticket, or by this kind of call. */
  | { readonly kind: "throttled"; readonly until: Instant; readonly scope: "account" | "ticket" | "endpoint" }
  | { readonly kind: "unavailable"; readonly detail: string }
  /** Credentials no longer work: a person must reconnect. */
  | { readonly kind: "reauth_required"; readonly detail: string }
  /** The credentials work and may not do this: role, scope or plan. */
  | { readonly kind: "forbidden"; readonly detail: string };

/** A verified webhook, reduced to what the Desk needs. Nothing else of the body is kept. */
export type Delivery =
  | {
      readonly kind: "ticket";
      readonly ticketId: TicketId;
      readonly type: string;
      readonly actorId: UserId | null;
      readonly ticketUpdatedAt: Instant | null;
    }
  | { readonly kind: "organization"; readonly organizationId: OrganizationId; readonly type: string }
  /** Something about every ticket whose id begins so. */
  | { readonly kind: "tickets"; readonly startingWith: string; readonly type: string }
  | { readonly kind: "acknowledged"; readonly type: string }
  /** Signed, but unusable: kept for a person. */
  | { readonly kind: "unusable"; readonly detail: string };
