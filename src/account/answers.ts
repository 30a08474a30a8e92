import type { TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Accepted } from "../desk/desk.ts";
import type { Writing } from "../desk/mode.ts";
import type { Pause } from "../desk/pause.ts";
import type { SweepOverview } from "../desk/sweep.ts";
import type { HelpdeskKind } from "../desk-id.ts";
import type { AppCredentials } from "../github/app-credentials.ts";
import type { Credentials, SignInClient } from "../zendesk/connection.ts";

/** What goes in and out of an account: plain values, since it may live in a Durable Object. */

/** A webhook request, read and not yet believed: what each helpdesk sends beside the body, by its headers. */
export type Incoming = ZendeskIncoming | GithubIncoming;

export interface ZendeskIncoming {
  readonly timestamp: string | null;
  readonly signature: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface GithubIncoming {
  /** `X-GitHub-Event`. */
  readonly event: string | null;
  /** `X-GitHub-Delivery`: by which a person finds it in GitHub's own log. */
  readonly delivery: string | null;
  /** `X-Hub-Signature-256`. */
  readonly signature: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

export type Received =
  | { readonly kind: Accepted; readonly type: string; readonly ticketId: TicketId | null }
  /** For the metrics: the sender isn't told why. */
  | { readonly kind: "rejected"; readonly reason: string };

export type ConnectRequest = ZendeskConnect | GithubConnect;

export interface ZendeskConnect {
  readonly helpdesk?: "zendesk";
  readonly subdomain: string;
  readonly credentials: Credentials;
  /** By which administrators sign in; `null` keeps what is known. */
  readonly signIn?: SignInClient | null;
  readonly dryRun: boolean;
  /** A Zendesk emulator on this machine; refused unless the server runs in development. */
  readonly developmentOrigin: string | null;
}

export interface GithubConnect {
  readonly helpdesk: "github";
  readonly owner: string;
  /** The App's; `null`: those that are known, or came of a registration that was begun here. */
  readonly credentials: AppCredentials | null;
  readonly dryRun: boolean;
  /** A GitHub emulator on this machine; refused unless the server runs in development. */
  readonly developmentOrigin: string | null;
}

/** An App to be registered for an owner, who has none yet. */
export interface Registration {
  readonly owner: string;
  /** The owner is a person's own account, not an organization. */
  readonly personal: boolean;
  readonly developmentOrigin: string | null;
}

/** The first step was prepared: what belongs into the address that a person opens, until when. */
export interface Offered {
  readonly ticket: string;
  readonly until: Instant;
}

/** What a browser takes to GitHub to have an App registered. */
export interface RegistrationForm {
  readonly owner: string;
  /** Where it is posted to. */
  readonly action: string;
  readonly manifest: string;
}

/** The App is registered, and is to be installed. */
export interface Registered {
  /** GitHub's page for that. */
  readonly installAt: string;
}

/** One thing that was done in the helpdesk, found there, or would be done; for people to read in order. */
export interface Step {
  readonly kind: string;
  readonly what: string;
  readonly id: string | null;
  readonly detail: string;
}

export interface Connected {
  readonly helpdesk: HelpdeskKind;
  readonly account: string;
  readonly mode: Writing["mode"];
  readonly webhookEndpoint: string;
  readonly steps: readonly Step[];
  readonly warning: string | null;
}

/** What came back from the helpdesk's sign-in, and what the browser kept meanwhile. */
export interface SignIn {
  readonly as: "embedded" | "page";
  /** The session's, made by who asks; shown to the browser only. */
  readonly token: string;
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface SignedIn {
  readonly name: string;
  readonly expiresAt: Instant;
}

/** Why something was not done, or somebody was not let in. */
export interface OperatorFailure {
  readonly reason: string;
  readonly message: string;
  readonly mend: string;
}

/** One line of a diagnosis. `mend` is empty when there is nothing to mend. */
export interface Finding {
  readonly level: "ok" | "warning" | "problem";
  readonly what: string;
  readonly mend: string;
}

/** The account's calls a minute, as the helpdesk last said. */
export interface Rate {
  readonly limit: number;
  readonly remaining: number;
  readonly at: Instant;
}

/** How an account does, for health, metrics and the command line. */
export interface Overview {
  readonly helpdesk: HelpdeskKind;
  readonly account: string | null;
  readonly writing: Writing;
  readonly waiting: number;
  readonly parked: number;
  readonly pause: Pause | null;
  readonly lastEventAt: Instant | null;
  /** `null` where no sweep is wanted. */
  readonly sweep: SweepOverview | null;
}
