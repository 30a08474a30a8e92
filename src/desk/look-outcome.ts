import type { Answer } from "../core/decision.ts";
import type { Change } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type { Trouble } from "./helpdesk.ts";

/** How one look at a ticket ended. Nothing ends in any other way, and every one of these is logged. */
export type LookOutcome =
  | { readonly kind: "written"; readonly decision: Answer; readonly changes: readonly Change[] }
  | { readonly kind: "right"; readonly decision: Answer }
  | { readonly kind: "shadow"; readonly decision: Answer; readonly changes: readonly Change[] }
  | { readonly kind: "finished"; readonly reason: "gone" | "closed" | "merged" }
  | { readonly kind: "again"; readonly at: Instant; readonly reason: "unsettled" | "duel" | "throttled" }
  /** `unconfirmed`: a job ended without saying that this ticket was written. */
  | { readonly kind: "failed"; readonly reason: "conflict" | "ambiguous" | "unconfirmed"; readonly detail: string }
  | { readonly kind: "park"; readonly reason: "refused" | "ignored"; readonly detail: string }
  | { readonly kind: "trouble"; readonly trouble: Trouble };
