import type { TicketId } from "./core/id.ts";
import type { Instant } from "./core/time.ts";
import type { Accepted } from "./desk/desk.ts";
import type { Writing } from "./desk/mode.ts";
import type { Pause } from "./desk/pause.ts";
import type { SweepOverview } from "./desk/sweep.ts";
import type { Credentials, SignInClient } from "./zendesk/connection.ts";
import type { Step } from "./zendesk/provision.ts";
import type { SignatureRejection } from "./zendesk/signature.ts";

/** What goes in and out of an account: plain values, since it may live in a Durable Object. */

/** A webhook request, read and not yet believed. */
export interface Incoming {
  readonly timestamp: string | null;
  readonly signature: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

export type Received =
  | { readonly kind: Accepted; readonly type: string; readonly ticketId: TicketId | null }
  | { readonly kind: "rejected"; readonly reason: SignatureRejection["reason"] | "not_connected" | "wrong_account" };

export interface ConnectRequest {
  readonly subdomain: string;
  readonly credentials: Credentials;
  /** By which administrators sign in; `null` keeps what is known. */
  readonly signIn?: SignInClient | null;
  readonly dryRun: boolean;
  /** A Zendesk emulator on this machine; refused unless the server runs in development. */
  readonly developmentOrigin: string | null;
}

export interface Connected {
  readonly account: string;
  readonly mode: Writing["mode"];
  readonly webhookEndpoint: string;
  readonly steps: readonly Step[];
  readonly warning: string | null;
}

export interface OperatorFailure {
  readonly reason: string;
  readonly message: string;
  readonly mend: string;
}

/** How an account does, for health, metrics and the command line. */
export interface Overview {
  readonly account: string | null;
  readonly writing: Writing;
  readonly waiting: number;
  readonly parked: number;
  readonly pause: Pause | null;
  readonly lastEventAt: Instant | null;
  /** `null` where no sweep is wanted. */
  readonly sweep: SweepOverview | null;
}
