import type { TicketId, UserId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Helpdesk } from "./helpdesk.ts";
import type { LookOutcome } from "./look.ts";
import type { Sql } from "./sql.ts";

/** What a Desk is handed: everything that is not decided by its own rows. */
export interface DeskDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  /** In [0, 1). */
  readonly random: () => number;
  /** Runs `body` once the deliveries that have already arrived are in: they share one commit. */
  readonly soon: (body: () => void) => void;
  /** Asks the runtime to call {@link Desk.wake} at that time; replaces an earlier wish. `null`: nothing to do. */
  readonly wakeAt: (at: Instant | null) => void;
  /** How long a ticket's first event waits for its companions: one action in the helpdesk sends several. */
  readonly settle: Duration;
  readonly report: (report: LookReport) => void;
}

/** What a Desk needs to work; without it deliveries are taken in and wait. */
export interface DeskOutfit {
  readonly helpdesk: Helpdesk;
  readonly policy: Policy;
  /** The user whose edits are our own echoes. */
  readonly ownUser: UserId | null;
}

/** One look, for the log and the metrics. */
export interface LookReport {
  readonly ticketId: TicketId;
  readonly outcome: LookOutcome | { readonly kind: "echo" } | { readonly kind: "crashed"; readonly error: unknown };
  readonly attempt: number;
  readonly took: Duration;
}
