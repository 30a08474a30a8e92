import type { Ids } from "./ids.ts";

export type Role = "admin" | "agent" | "end-user";

export interface User {
  readonly id: number;
  name: string;
  email: string | null;
  role: Role;
  external_id: string | null;
  /** The default organization; further ones are memberships (zendesk.md §2.10). */
  organization_id: number | null;
  default_group_id: number | null;
  phone: string | null;
  notes: string;
  details: string;
  tags: string[];
  time_zone: string;
  suspended: boolean;
  active: boolean;
  user_fields: Record<string, unknown>;
  readonly created_at: string;
  updated_at: string;
}

export interface Membership {
  readonly id: number;
  readonly user_id: number;
  readonly organization_id: number;
  default: boolean;
  readonly created_at: string;
}

export interface Organization {
  readonly id: number;
  name: string;
  external_id: string | null;
  domain_names: string[];
  details: string;
  notes: string;
  group_id: number | null;
  shared_tickets: boolean;
  shared_comments: boolean;
  tags: string[];
  organization_fields: Record<string, unknown>;
  readonly created_at: string;
  updated_at: string;
}

export interface Group {
  readonly id: number;
  name: string;
  description: string;
  default: boolean;
  readonly created_at: string;
}

export interface FieldOption {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export interface TicketField {
  readonly id: number;
  readonly type: string;
  title: string;
  description: string;
  position: number;
  active: boolean;
  required: boolean;
  readonly removable: boolean;
  regexp_for_validation: string | null;
  tag: string | null;
  sub_type_id: number;
  custom_field_options: FieldOption[];
  readonly system_field_options: readonly { readonly name: string; readonly value: string }[];
  readonly created_at: string;
  updated_at: string;
}

export interface OrganizationField {
  readonly id: number;
  readonly key: string;
  readonly type: string;
  title: string;
  description: string;
  position: number;
  active: boolean;
  regexp_for_validation: string | null;
  tag: string | null;
  custom_field_options: FieldOption[];
  readonly created_at: string;
  updated_at: string;
}

export type FieldValue = string | number | boolean | readonly string[] | null;

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

export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: string | number | boolean | null | readonly string[];
}

export interface View {
  readonly id: number;
  title: string;
  description: string | null;
  active: boolean;
  position: number;
  conditions: { all: readonly Condition[]; any: readonly Condition[] };
  columns: readonly (string | number)[];
  sortBy: string;
  sortOrder: "asc" | "desc";
  readonly created_at: string;
  updated_at: string;
}

export interface Webhook {
  readonly id: string;
  name: string;
  description: string | null;
  status: "active" | "inactive";
  endpoint: string;
  http_method: string;
  request_format: string;
  subscriptions: readonly string[];
  authentication: object | null;
  custom_headers: Record<string, string>;
  secret: string;
  readonly created_at: string;
  readonly created_by: string;
  updated_at: string;
  updated_by: string;
}

export type InvocationStatus =
  | "accepted"
  | "success"
  | "failed"
  | "timeout"
  | "circuit broken"
  | "throttled"
  | "client error"
  | "server error";

export interface Attempt {
  readonly id: string;
  readonly invocation_id: string;
  readonly status: InvocationStatus;
  readonly status_code: string;
  readonly occurred_at: string;
  readonly request: { readonly endpoint: string; readonly body: string };
}

export interface Invocation {
  readonly id: string;
  readonly webhookId: string;
  readonly eventType: string;
  readonly attempts: Attempt[];
  status: InvocationStatus;
  readonly startedAt: number;
  completedAt: number | null;
}

export interface Job {
  readonly id: string;
  readonly job_type: string;
  readonly total: number;
  status: "queued" | "working" | "failed" | "killed" | "completed";
  progress: number | null;
  message: string | null;
  results: readonly object[] | null;
}

export interface OAuthClient {
  readonly id: number;
  name: string;
  readonly identifier: string;
  kind: "public" | "confidential";
  secret: string;
  redirect_uri: string[];
  readonly user_id: number;
  readonly created_at: string;
  updated_at: string;
}

export interface Token {
  readonly id: number;
  readonly token: string;
  readonly clientId: number;
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** A `parameter` of an app's manifest (zendesk.md §5.1 [SRC]). */
export interface AppParameter {
  readonly name: string;
  readonly secure: boolean;
  /** Where a secure one may be put; `null`: anywhere. */
  readonly scopes: readonly string[] | null;
}

export type AppLocation = "ticket_sidebar" | "new_ticket_sidebar" | "nav_bar";

/** An app of the account, installed. */
export interface Installation {
  readonly id: number;
  readonly appId: number;
  readonly name: string;
  readonly version: string;
  readonly locations: Readonly<Partial<Record<AppLocation, { readonly url: string }>>>;
  readonly parameters: readonly AppParameter[];
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Hosts that a request with secure settings may go to; empty: any. */
  readonly domainWhitelist: readonly string[];
  /** `assets/icon_nav_bar.svg` of the package. */
  readonly icon: string | null;
}

/** An authorization code that waits to be exchanged. */
export interface AuthorizationCode {
  readonly clientId: number;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly expiresAt: number;
}

/** Everything the account holds. */
export interface State {
  readonly ids: Ids;
  readonly accountId: number;
  readonly brandId: number;
  readonly formId: number;
  readonly customStatusIds: Readonly<Record<Status, number>>;
  readonly apiToken: string;
  readonly users: Map<number, User>;
  readonly memberships: Map<number, Membership>;
  readonly organizations: Map<number, Organization>;
  readonly groups: Map<number, Group>;
  readonly ticketFields: Map<number, TicketField>;
  readonly organizationFields: Map<number, OrganizationField>;
  /** Keys that existed once: a key is not reusable after deletion (zendesk.md §4). */
  readonly usedOrganizationKeys: Set<string>;
  readonly tickets: Map<number, Ticket>;
  readonly views: Map<number, View>;
  readonly webhooks: Map<string, Webhook>;
  readonly invocations: Map<string, Invocation>;
  readonly jobs: Map<string, Job>;
  readonly oauthClients: Map<number, OAuthClient>;
  readonly tokens: Map<string, Token>;
  readonly authorizationCodes: Map<string, AuthorizationCode>;
  /** Who is signed in to the workspace: user ids by session. */
  readonly sessions: Map<string, number>;
  readonly installations: Map<number, Installation>;
}
