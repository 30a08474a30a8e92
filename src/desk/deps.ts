import type { TicketId, UserId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Facts } from "./facts.ts";
import type { Helpdesk } from "./helpdesk.ts";
import type { LookOutcome } from "./look-outcome.ts";
import type { Sql } from "./sql.ts";
import type { SweepTrouble } from "./sweep-state.ts";

/** What a Desk is handed: everything that is not decided by its own rows. */
export interface DeskDeps {
  readonly sql: Sql;
  /** Where open tickets are kept as they were last read. */
  readonly facts: Facts;
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
  /** How often to look for tickets whose webhooks were lost; `null`: never. */
  readonly sweep: SweepDeps | null;
  readonly errand?: Errand;
}

/** Something else that an account does from time to time, by its Desk's alarm. */
export interface Errand {
  /** `null`: never, as things are. */
  readonly nextAt: () => Instant | null;
  /** Does what is due. */
  readonly run: () => Promise<void>;
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

export interface SweepDeps {
  readonly every: Duration;
  readonly report: (report: SweepReport | WatchReport) => void;
}

/** One page of a sweep, for the log and the metrics. */
export interface SweepReport {
  readonly kind: "swept";
  readonly outcome: "ended" | "more" | SweepTrouble["kind"];
  /** Tickets that the helpdesk listed as changed. */
  readonly listed: number;
  /** Those that need a look. */
  readonly found: number;
  /** Those of which no webhook came. */
  readonly missed: number;
  readonly took: Duration;
}

/** What the helpdesk says of its own webhook. */
export interface WatchReport {
  readonly kind: "watched";
  readonly faults: readonly string[];
  readonly failed: number;
}
