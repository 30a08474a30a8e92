import type { Health } from "../api/health.ts";
import type { DeskId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import type { Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { DeskOutfit } from "../desk/deps.ts";
import type { Delivery } from "../desk/helpdesk.ts";
import type { Sql } from "../desk/sql.ts";
import type { Hashing } from "../http/hashing.ts";
import type { SecretBox } from "../http/secret-box.ts";
import type { ConnectRequest, Finding, Incoming, OperatorFailure, Rate, SignIn, Step } from "./answers.ts";

/** What a source is handed. */
export interface SourceDeps {
  readonly id: DeskId;
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly fetch: typeof globalThis.fetch;
  readonly secretBox: SecretBox;
  readonly hashing: Hashing;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Whether an account may live on this machine's loopback address. */
  readonly development: boolean;
  readonly onCall: (call: CallRecord) => void;
}

/** One call to the helpdesk, for the metrics. */
export interface CallRecord {
  readonly method: string;
  /** The address with its ids taken out. */
  readonly endpoint: string;
  /** `null` when no answer came. */
  readonly status: number | null;
}

/** A genuine delivery, reduced to what the Desk needs. */
export interface Arrival {
  readonly delivery: Delivery;
  readonly happenedAt: Instant | null;
  /** What happened, in the helpdesk's own word. */
  readonly type: string;
}

/** For the metrics, as a word. */
export interface Disbelief {
  readonly reason: string;
}

/**
 * What is known of the helpdesk once it has been asked, for the caller to keep: another connection, or none. Stored
 * within the caller's transaction, and in force from {@link Turn.begin} on, which follows it.
 */
export interface Turn {
  /** The connection before and after in a few words, none of them secret; `null` where there is none. */
  readonly before: Told | null;
  readonly after: Told | null;
  readonly store: () => void;
  readonly begin: () => void;
}

type Told = Readonly<Record<string, string | null>>;

/** A dry run leaves nothing to keep. */
export interface Asked {
  readonly steps: readonly Step[];
  readonly turn: Turn | null;
}

export interface Granted extends Asked {
  readonly webhookEndpoint: string;
  /** What a person should know about these credentials. */
  readonly warning: string | null;
}

export interface Person {
  readonly userId: string;
  readonly name: string;
}

/** The account in a helpdesk behind an `Account`: how it is connected, what arrives from it, how it does. */
export interface Source {
  /** The helpdesk's own name of the account; `null` while it isn't connected. */
  readonly name: string | null;
  /** By which the Desk reads and writes tickets; `null` while it isn't connected. */
  readonly outfit: Omit<DeskOutfit, "policy"> | null;
  /** The field in which agents see and choose the severity, where the helpdesk has one. */
  readonly severityFieldId: string | null;
  readonly rate: Rate | null;
  /** How long the credentials hold. */
  readonly credentials: Health["credentials"];

  /** Takes up the connection as it was stored. @throws when it can't be read */
  open(): Promise<void>;

  /** Whether the helpdesk sent this for this account, and what it says; the failure is why it is not believed. */
  take(incoming: Incoming, receivedAt: Instant): Promise<Result<Arrival, Disbelief>>;
  /** What a delivery says that was believed before. */
  understand(body: string): Delivery;

  /** Makes the account in the helpdesk ready. Run again, it changes nothing there. */
  connect(request: ConnectRequest, policy: Policy): Promise<Result<Granted, OperatorFailure>>;
  /** Takes back what {@link connect} made there. */
  disconnect(dryRun: boolean): Promise<Result<Asked, OperatorFailure>>;
  /** What is wrong between Tierline and the helpdesk, by asking it. */
  diagnose(lastEventAt: Instant | null): Promise<readonly Finding[]>;

  /** Where administrators are sent to sign in, and as which OAuth client. */
  signInClient(): Result<{ readonly origin: string; readonly clientId: string }, OperatorFailure>;
  /** Who came back from there, who has to be an administrator. */
  whoSignsIn(signIn: SignIn): Promise<Result<Person, OperatorFailure>>;
  /** Whether this person still is one; `null` when the helpdesk can't say just now. */
  isAdministrator(userId: string): Promise<boolean | null>;
}
