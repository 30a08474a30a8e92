import type { SkippedDate } from "./calendar.ts";
import type { TicketId } from "./id.ts";
import type { Channel, NoteKind, Priority, Route, Severity, TierName } from "./policy.ts";
import type { Target } from "./target.ts";
import type { Duration, Instant, LocalDate } from "./time.ts";

/** Why the decision is what it is, each with its evidence. `kind` is stored and shown: it never changes its meaning. */
export type Reason =
  | { readonly kind: "closed" }
  | { readonly kind: "merged" }
  /** Opened by a program. */
  | { readonly kind: "automated" }
  | { readonly kind: "tier_from_override"; readonly tier: TierName }
  | {
      readonly kind: "tier_from_mapping";
      readonly tier: TierName;
      readonly organization: string;
      readonly start: LocalDate | null;
      readonly end: LocalDate | null;
    }
  | { readonly kind: "tier_from_organization_field"; readonly tier: TierName; readonly organization: string }
  | {
      readonly kind: "tier_from_handle";
      readonly tier: TierName;
      readonly organization: string;
      readonly handle: string;
    }
  | {
      readonly kind: "tier_from_domain";
      readonly tier: TierName;
      readonly organization: string;
      readonly domain: string;
    }
  | { readonly kind: "tier_from_default"; readonly tier: TierName }
  /** An override or a contract names a tier that the policy in force doesn't have; the next source was asked. */
  | { readonly kind: "tier_unknown"; readonly tier: TierName }
  | { readonly kind: "unmapped" }
  | { readonly kind: "contract_ended"; readonly tier: TierName; readonly ended: LocalDate }
  | { readonly kind: "contract_not_started"; readonly tier: TierName; readonly starts: LocalDate }
  | { readonly kind: "organization_field_unknown"; readonly value: string }
  | { readonly kind: "onboarding_pending"; readonly bought: TierName; readonly servedAs: TierName }
  | { readonly kind: "sdk_not_included" }
  | { readonly kind: "not_covered"; readonly category: string; readonly words: string; readonly matched: string }
  | { readonly kind: "severity_from_field"; readonly severity: Severity; readonly was: Severity | null }
  | {
      readonly kind: "severity_from_priority";
      readonly severity: Severity;
      readonly priority: Priority;
      readonly was: Severity | null;
    }
  | { readonly kind: "severity_from_rule"; readonly severity: Severity; readonly matched: string }
  | { readonly kind: "severity_from_default"; readonly severity: Severity }
  /** A person chose it earlier and nothing has changed since. */
  | { readonly kind: "severity_kept"; readonly severity: Severity }
  | { readonly kind: "contact_unlisted"; readonly listed: number }
  | { readonly kind: "channel_not_included"; readonly channel: Channel }
  | { readonly kind: "in_hours"; readonly arrived: Instant; readonly zone: string }
  | {
      readonly kind: "out_of_hours";
      readonly arrived: Instant;
      readonly opens: Instant | null;
      readonly holiday: string | null;
      readonly zone: string;
    }
  | { readonly kind: "target"; readonly words: string; readonly severity: Severity; readonly tier: TierName }
  | { readonly kind: "dates_skipped"; readonly dates: readonly SkippedDate[] }
  | { readonly kind: "aim"; readonly at: Instant }
  | { readonly kind: "due"; readonly at: Instant; readonly strict: boolean }
  /** A target is owed, and the calendar never opens long enough to give it a date. */
  | { readonly kind: "never_open"; readonly zone: string }
  | { readonly kind: "retroactive"; readonly due: Instant };

/** The state of the first-response promise at the time of the decision. Timers and warnings ahead build on it. */
export type FirstResponse =
  | { readonly kind: "no_target" }
  | { readonly kind: "on_track" }
  | { readonly kind: "overdue"; readonly by: Duration }
  | { readonly kind: "met"; readonly at: Instant }
  | { readonly kind: "met_late"; readonly at: Instant; readonly by: Duration };

/** Whether support is owed at all for the request. */
export type Coverage = "covered" | "not_covered" | "sdk_not_included";

/** The pure answer for one ticket. */
export type Decision = Leave | Answer;

/** Nothing can or should be written: the ticket is closed, or merged into another. */
export interface Leave {
  readonly kind: "leave";
  readonly ticketId: TicketId;
  readonly reasons: readonly Reason[];
}

export interface Answer {
  readonly kind: "answer";
  readonly ticketId: TicketId;
  readonly policyVersion: string;
  /** The ticket's creation: where the clock starts, whatever has changed since. */
  readonly arrived: Instant;
  /** The tier that the contract names. */
  readonly tier: TierName;
  /** The tier whose terms apply: differs when onboarding is pending. */
  readonly servedAs: TierName;
  readonly severity: Severity;
  readonly severityByHand: boolean;
  readonly priority: Priority;
  readonly coverage: Coverage;
  readonly route: Route;
  readonly groupId: string | null;
  /** Arrived within the calendar's open hours. */
  readonly inHours: boolean;
  /** `null` when nothing is owed. */
  readonly target: Target | null;
  readonly aim: Instant | null;
  readonly due: Instant | null;
  /** The local date of `due` in the policy's zone. */
  readonly dueDate: LocalDate | null;
  readonly retroactive: boolean;
  readonly firstResponse: FirstResponse;
  /** The tags of our closed set that the ticket should have, sorted. */
  readonly tags: readonly string[];
  /** The closed set itself: the only tags that may be added or removed. */
  readonly ownTags: readonly string[];
  /** One line for a person; depends on the ticket and the policy only, never on the current time. */
  readonly summary: string;
  readonly notes: readonly { readonly note: NoteKind; readonly body: string }[];
  readonly reasons: readonly Reason[];
}
