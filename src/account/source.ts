import type { Health } from "../api/health.ts";
import type { DeskId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import type { Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { DeskOutfit } from "../desk/deps.ts";
import type { Delivery } from "../desk/helpdesk.ts";
import type { Sql } from "../desk/sql.ts";
import type { HelpdeskKind } from "../desk-id.ts";
import type { MappingHost, MappingNews } from "../git-mapping/host.ts";
import type { CallRecord } from "../http/call-record.ts";
import type { Hashing } from "../http/hashing.ts";
import type { SecretBox } from "../http/secret-box.ts";
import type {
  ConnectRequest,
  Finding,
  Incoming,
  Offered,
  OperatorFailure,
  Rate,
  Registered,
  Registration,
  RegistrationForm,
  SignIn,
  Step,
} from "./answers.ts";

/** What a source is handed. */
export interface SourceDeps {
  readonly id: DeskId;
  readonly sql: Sql;
  readonly now: () => Instant;
  /** Has the account's Desk woken, which asks for no other time while it isn't connected. */
  readonly wakeAt: (at: Instant | null) => void;
  readonly fetch: typeof globalThis.fetch;
  readonly secretBox: SecretBox;
  readonly hashing: Hashing;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Whether an account may live on this machine's loopback address. */
  readonly development: boolean;
  readonly onCall: (call: CallRecord) => void;
  /** Whether calls keep the distance from each other that the helpdesk recommends, by the machine's clock. Default: yes. */
  readonly paced?: boolean;
}

/** A genuine delivery, reduced to what the Desk needs. */
export interface Arrival {
  readonly delivery: Delivery;
  readonly happenedAt: Instant | null;
  /** What happened, in the helpdesk's own word. */
  readonly type: string;
  /** Something that may concern mapping files in a repository. */
  readonly mapping?: MappingNews | null;
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
  /** The helpdesk's own name of the account. */
  readonly account: string;
  readonly webhookEndpoint: string;
  /** What a person should know about these credentials. */
  readonly warning: string | null;
}

export interface Person {
  readonly userId: string;
  readonly name: string;
}

/** How what Tierline needs in the helpdesk is registered there by a person's browser, step by step. */
export interface Registering {
  /** Whether something is kept of it, and holds. */
  readonly begun: boolean;
  /** Forgets one that came to nothing; one that may still come to something is asked about again when it ends. */
  expire(): void;
  begin(registration: Registration): Promise<Result<Offered, OperatorFailure>>;
  /** @param ticket see {@link Offered} */
  form(ticket: string, policy: Policy): Promise<Result<RegistrationForm, OperatorFailure>>;
  /** The browser came back with a code. */
  registered(state: string, code: string): Promise<Result<Registered, OperatorFailure>>;
  /** The browser came back after the installation: what is to be connected. */
  installed(state: string): Promise<Result<ConnectRequest, OperatorFailure>>;
}

/** The account in a helpdesk behind an `Account`: how it is connected, what arrives from it, how it does. */
export interface Source {
  readonly kind: HelpdeskKind;
  /** The helpdesk's own name of the account; `null` while it isn't connected. */
  readonly name: string | null;
  /** The field in which agents see and choose the severity, where the helpdesk has one. */
  readonly severityFieldId: string | null;
  readonly rate: Rate | null;
  /** What a person can do in the helpdesk about what the sweep finds. */
  readonly mends: { readonly lostWebhooks: string; readonly forbiddenSweep: string };
  /** `null` where the helpdesk has no such way. */
  readonly registering: Registering | null;
  /** Where mapping files may be read; `null` where the helpdesk has no repositories, or isn't connected. */
  readonly mappingHost: MappingHost | null;
  /** How long the credentials hold. */
  readonly credentials: Health["credentials"];

  /** Takes up the connection as it was stored. @throws when it can't be read */
  open(): Promise<void>;
  /** The policy as this helpdesk follows it. */
  follows(policy: Policy): Policy;
  /** By which the Desk reads and writes tickets under this policy; `null` while it isn't connected. */
  outfit(policy: Policy): Omit<DeskOutfit, "policy"> | null;

  /** Whether the helpdesk sent this for this account, and what it says; the failure is why it is not believed. */
  take(incoming: Incoming, receivedAt: Instant): Promise<Result<Arrival, Disbelief>>;
  /** A delivery as it is kept for a person, should nobody understand it. */
  transcript(incoming: Incoming): string;
  /** What a delivery says that was believed before. @param transcript see {@link transcript} */
  understand(transcript: string): Delivery;

  /** Makes the account in the helpdesk ready. Run again, it changes nothing there. */
  connect(request: ConnectRequest, policy: Policy): Promise<Result<Granted, OperatorFailure>>;
  /** Takes back what {@link connect} made there. */
  disconnect(dryRun: boolean): Promise<Result<Asked, OperatorFailure>>;
  /** What is wrong between Tierline and the helpdesk, by asking it. */
  diagnose(policy: Policy, lastEventAt: Instant | null): Promise<readonly Finding[]>;

  /** Where administrators are sent to sign in, and as which OAuth client. */
  signInClient(): Result<{ readonly origin: string; readonly clientId: string }, OperatorFailure>;
  /** Who came back from there, who has to be an administrator. */
  whoSignsIn(signIn: SignIn): Promise<Result<Person, OperatorFailure>>;
  /** Whether this person still is one; `null` when the helpdesk can't say just now. */
  isAdministrator(userId: string): Promise<boolean | null>;
}
