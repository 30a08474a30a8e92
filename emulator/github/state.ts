import type { KeyObject } from "node:crypto";
import type { Ids } from "./ids.ts";

/** A person, an organization or an App's bot: logins share one namespace. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Organization" | "Bot";
  readonly name: string;
  readonly created_at: string;
}

export interface Membership {
  readonly organization: string;
  readonly login: string;
  readonly role: "admin" | "member";
  /** Whether everybody sees it (`GET /users/{login}/orgs`). */
  readonly public: boolean;
}

/** Ascending, as GitHub's repository roles: https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
export const ROLES = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
  readonly default: boolean;
}

export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly user: Account;
  readonly app: App | null;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

export const STATE_REASONS = ["completed", "not_planned", "duplicate", "reopened"] as const;
export type StateReason = (typeof STATE_REASONS)[number];
export const LOCK_REASONS = ["off-topic", "too heated", "resolved", "spam"] as const;
export type LockReason = (typeof LOCK_REASONS)[number];

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly user: Account;
  /** The App that opened it, when one did. */
  readonly app: App | null;
  title: string;
  body: string | null;
  state: "open" | "closed";
  state_reason: StateReason | null;
  labels: Label[];
  assignees: Account[];
  locked: boolean;
  active_lock_reason: LockReason | null;
  /** Nothing in its shape tells that it is a discussion now. */
  discussion: boolean;
  comments: Comment[];
  readonly created_at: string;
  updated_at: string;
  closed_at: string | null;
  closed_by: Account | null;
  /** A pull request is an issue with branches. */
  readonly pull: { readonly head: string; readonly base: string } | null;
}

/** What became of an issue that is no longer at its number. */
export type Gone = { readonly kind: "deleted" } | { readonly kind: "transferred"; readonly to: Issue };

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Account;
  readonly at: string;
  /** Every file of the repository as of this commit. */
  readonly files: ReadonlyMap<string, GitFile>;
}

export interface GitFile {
  readonly sha: string;
  readonly content: string;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly message: string;
  readonly title?: string | undefined;
  readonly raw_details?: string | undefined;
}

export interface CheckRun {
  readonly id: number;
  readonly app: App;
  readonly head_sha: string;
  name: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  external_id: string | null;
  details_url: string | null;
  readonly started_at: string;
  completed_at: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: Annotation[];
}

export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  private: boolean;
  archived: boolean;
  has_issues: boolean;
  description: string | null;
  readonly default_branch: string;
  /** By login in lower case. */
  readonly collaborators: Map<string, Role>;
  /** `owner/name` in lower case, from before renames. */
  readonly formerNames: Set<string>;
  labels: Label[];
  readonly issues: Map<number, Issue>;
  readonly gone: Map<number, Gone>;
  lastNumber: number;
  readonly branches: Map<string, string>;
  readonly commits: Map<string, Commit>;
  readonly checkRuns: CheckRun[];
  readonly created_at: string;
  updated_at: string;
  pushed_at: string;
}

export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly client_id: string;
  readonly client_secret: string;
  webhook_secret: string;
  /** PKCS#1, as GitHub hands it out. */
  readonly pem: string;
  readonly publicKey: KeyObject;
  readonly hookId: number;
  hook: { url: string; content_type: "json" | "form"; insecure_ssl: "0" | "1"; active: boolean };
  readonly setup_url: string | null;
  readonly external_url: string;
  readonly description: string | null;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly created_at: string;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly permissions: Permissions;
  /** `null`: all repositories of the account, also those to come. */
  selected: Set<number> | null;
  suspended_at: string | null;
  suspended_by: Account | null;
  readonly created_at: string;
  updated_at: string;
}

export interface InstallationToken {
  readonly installation: Installation;
  readonly expiresAt: number;
  readonly permissions: Permissions;
  /** `null`: what the installation has. */
  readonly repositories: ReadonlySet<number> | null;
}

export interface ProjectField {
  readonly id: number;
  readonly name: string;
  readonly data_type: "title" | "date" | "text" | "number";
  readonly created_at: string;
}

export interface ProjectItem {
  readonly id: number;
  readonly issue: Issue;
  readonly creator: Account;
  readonly values: Map<number, string | number>;
  readonly created_at: string;
  updated_at: string;
}

export interface Project {
  readonly id: number;
  readonly number: number;
  readonly owner: Account;
  readonly creator: Account;
  readonly title: string;
  readonly public: boolean;
  readonly fields: ProjectField[];
  items: ProjectItem[];
  readonly created_at: string;
}

/** One try to deliver an event; a redelivery is one of its own with the same `guid`. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installation_id: number | null;
  readonly repository_id: number | null;
  readonly redelivery: boolean;
  readonly url: string;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly at: number;
  duration: number;
  status: string;
  status_code: number;
  response: { headers: Record<string, string>; payload: string } | null;
}

/** All of one GitHub. */
export interface State {
  readonly ids: Ids;
  /** By login in lower case. */
  readonly accounts: Map<string, Account>;
  memberships: Membership[];
  readonly repositories: Map<number, Repository>;
  readonly apps: Map<number, App>;
  readonly installations: Map<number, Installation>;
  readonly installationTokens: Map<string, InstallationToken>;
  readonly personalTokens: Map<string, Account>;
  /** Apps that wait for their manifest's code to be exchanged, by that code. */
  readonly manifestCodes: Map<string, { readonly app: App; readonly until: number }>;
  readonly projects: Map<number, Project>;
  readonly deliveries: Delivery[];
}
