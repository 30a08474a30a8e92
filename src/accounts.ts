import type { Account } from "./account/account.ts";
import type { Administration } from "./admin/administration.ts";
import type { DeskId } from "./core/id.ts";
import type { HelpdeskKind } from "./desk-id.ts";

/** What handlers ask of an account; each answer is plain data, now or later. */
export type Question =
  | "receive"
  | "connect"
  | "beginRegistration"
  | "registrationForm"
  | "registered"
  | "installed"
  | "disconnect"
  | "doctor"
  | "setWriting"
  | "backfill"
  | "parked"
  | "parkedBody"
  | "replayParked"
  | "dropParked"
  | "decisions"
  | "overview"
  | "ticketAnswer"
  | "whatIf"
  | "identify"
  | "signInClient"
  | "signIn"
  | "signOut"
  | "appGeneration"
  | "replaceAppSecret"
  | "tokens"
  | "makeToken"
  | "revokeToken"
  | "health"
  | "examine"
  | "followMapping"
  | "leaveMapping"
  | "mappingStatus"
  | "refreshMapping"
  | "takeMapping"
  | "foreseeMapping"
  | "findMapping"
  | "enlistFollower"
  | "unfollowMapping"
  | "pullMapping"
  | "mappingTrouble";

/** What handlers ask of its administrators' side. */
export type AdminQuestion = keyof Administration;

export type AdminHandle = {
  readonly [Q in AdminQuestion]: (
    ...args: Parameters<Administration[Q]>
  ) => ReturnType<Administration[Q]> | Promise<Awaited<ReturnType<Administration[Q]>>>;
};

/** An account, wherever it lives: in this process, or in an object elsewhere that answers later. */
export type AccountHandle = Answering & { readonly admin: AdminHandle };

export type Answering = {
  readonly [Q in Question]: (
    ...args: Parameters<Account[Q]>
  ) => ReturnType<Account[Q]> | Promise<Awaited<ReturnType<Account[Q]>>>;
};

/** Where accounts live: files of this process, or Durable Objects. */
export interface Accounts {
  /** The account of this Desk, or `null` when nobody connected one. `id` must be authentic. */
  find(id: DeskId): Promise<AccountHandle | null>;
  /** The account of this Desk, founded for this helpdesk if there is none. */
  create(id: DeskId, helpdesk: HelpdeskKind): Promise<AccountHandle>;
  /** Forgets an account that never came to be connected, and isn't about to be. */
  discard(id: DeskId): Promise<void>;
  all(): Promise<readonly AccountHandle[]>;
  /** Whether everything needed to take deliveries in is there and writable. */
  ready(): Promise<boolean>;
}
