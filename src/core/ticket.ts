import type { OrganizationId, TicketId, UserId } from "./id.ts";
import type { Channel, NoteKind, Priority, Severity } from "./policy.ts";
import type { Instant, LocalDate } from "./time.ts";

export const TICKET_STATUSES = ["new", "open", "pending", "hold", "solved", "closed"] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** A ticket as the helpdesk says it is now, in the core's words. Adapters make it; nothing else does. */
export interface Ticket {
  readonly id: TicketId;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly status: TicketStatus;
  /** Merged into another ticket: the other one goes on. */
  readonly merged: boolean;
  readonly subject: string;
  readonly formId: string | null;
  readonly groupId: string | null;
  /** How it came in; `null` when the way is none of the contract's (API, web form, …). */
  readonly channel: Channel | null;
  readonly priority: Priority | null;
  readonly tags: readonly string[];
  /** `null` when nobody said who asks: an exported ticket without its users. */
  readonly requester: Requester | null;
  readonly organization: TicketOrganization | null;
  /**
   * Other names by which the mapping may know who asks, lower-case, the most telling first: where it was asked, who
   * asked, who they belong to. Absent where the helpdesk has organizations instead.
   */
  readonly handles?: readonly string[];
  /** What this ticket has no place for, or must not show: never planned. Absent: it has a place for everything. */
  readonly lacks?: readonly Change["kind"][];
  /** Opened by a program: nobody waits for an answer. */
  readonly automated?: boolean;
  /** What Tierline's own fields hold now; `null` when empty. */
  readonly fields: TierlineFields;
  /** `null` unless the ticket is of type task. */
  readonly task: { readonly dueAt: Instant | null } | null;
  /** The first public reply of an agent, by the helpdesk's own metric. */
  readonly firstReply: FirstReply | null;
}

export interface Requester {
  readonly id: UserId | null;
  /** Lower-case; `null` when the helpdesk knows none. */
  readonly email: string | null;
}

export interface TicketOrganization {
  readonly id: OrganizationId;
  readonly externalId: string | null;
  readonly name: string;
  /** The value of the organization field `support_tier`, as it stands. */
  readonly supportTier: string | null;
}

export interface TierlineFields {
  readonly severity: Severity | null;
  /** What the ticket shows, where that may lag behind what was chosen (an edited form); absent: the same. */
  readonly severityShown?: Severity | null;
  /** As it stands: RFC 3339 when written by us, anything when typed by hand. */
  readonly due: string | null;
  readonly dueDate: string | null;
  readonly summary: string | null;
  /** The steps that led to all this, where the helpdesk shows them on the ticket; absent where it doesn't. */
  readonly why?: string | null;
}

export interface FirstReply {
  readonly at: Instant;
  /** The helpdesk's grain: minutes for e-mail tickets, seconds for messaging. */
  readonly precision: "second" | "minute";
}

/** What was last written to a ticket: how an agent's hand is told from our own. */
export interface Memory {
  readonly severity: Severity;
  readonly priority: Priority;
  /** Whether a person chose that severity; a rule's or the default's may be reconsidered. */
  readonly severityByHand: boolean;
  readonly due: Instant | null;
  /** The due date was already past when it was first set. */
  readonly retroactive: boolean;
}

/** One thing to change on a ticket. A plan is a list of these and goes out as one update. */
export type Change =
  | { readonly kind: "set_priority"; readonly priority: Priority }
  | { readonly kind: "set_severity"; readonly severity: Severity }
  | { readonly kind: "set_due"; readonly due: Instant | null }
  | { readonly kind: "set_due_date"; readonly date: LocalDate | null }
  | { readonly kind: "set_summary"; readonly text: string }
  | { readonly kind: "set_why"; readonly text: string }
  | { readonly kind: "set_task_due"; readonly due: Instant | null }
  | { readonly kind: "set_tags"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: "set_group"; readonly groupId: string }
  | { readonly kind: "add_note"; readonly note: NoteKind; readonly body: string };
