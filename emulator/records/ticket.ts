import type { FieldValue } from "./field.ts";

export interface Via {
  readonly channel: string;
  readonly source: { readonly from: object; readonly to: object; readonly rel: string | null };
}

export interface Comment {
  readonly id: number;
  readonly audit_id: number;
  readonly author_id: number;
  readonly body: string;
  readonly html_body: string;
  readonly public: boolean;
  readonly created_at: string;
  readonly via: Via;
}

export interface AuditEvent {
  readonly id: number;
  readonly type: "Create" | "Change" | "Comment" | "TicketMerge";
  readonly [key: string]: unknown;
}

export interface Audit {
  readonly id: number;
  readonly ticket_id: number;
  readonly author_id: number;
  readonly created_at: string;
  readonly metadata: { readonly system: object; readonly custom: Record<string, unknown> };
  readonly via: Via;
  readonly events: readonly AuditEvent[];
}

export type Status = "new" | "open" | "pending" | "hold" | "solved" | "closed";
export type Priority = "low" | "normal" | "high" | "urgent";
export type TicketType = "problem" | "incident" | "question" | "task";

/** What an update can change; a change is the difference between two of these. */
export interface Facts {
  readonly type: TicketType | null;
  readonly subject: string;
  readonly priority: Priority | null;
  readonly status: Status;
  readonly requester_id: number;
  readonly assignee_id: number | null;
  readonly organization_id: number | null;
  readonly group_id: number | null;
  readonly brand_id: number;
  readonly ticket_form_id: number;
  readonly external_id: string | null;
  readonly problem_id: number | null;
  readonly due_at: string | null;
  readonly tags: readonly string[];
  readonly follower_ids: readonly number[];
  readonly email_cc_ids: readonly number[];
  readonly custom: ReadonlyMap<number, FieldValue>;
}

export interface Metrics {
  readonly id: number;
  readonly repliedAt: number | null;
  readonly replies: number;
  readonly reopens: number;
  readonly assignedAt: string | null;
  readonly solvedAt: string | null;
  readonly statusUpdatedAt: string;
  readonly requesterUpdatedAt: string;
  readonly latestCommentAt: string;
}

export interface Ticket {
  readonly id: number;
  readonly createdAt: number;
  readonly submitter_id: number;
  readonly via: Via;
  readonly description: string;
  readonly comments: Comment[];
  readonly audits: Audit[];
  facts: Facts;
  metrics: Metrics;
  updatedAt: number;
  /** Any change of the record, also those that leave `updatedAt` alone (zendesk.md §2.1). */
  generatedAt: number;
  followup_ids: number[];
  deleted: boolean;
}
