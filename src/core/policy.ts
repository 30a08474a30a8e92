import type { DayRule } from "./business-time.ts";
import type { Calendar } from "./calendar.ts";
import type { Target } from "./target.ts";

declare const brand: unique symbol;

/** A tier's key in the policy, e.g. `growth`: `[a-z][a-z0-9_]{0,39}`, since it ends in a tag. */
export type TierName = string & { readonly [brand]: "TierName" };

const TIER_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** @returns `null` unless `raw` has a tier key's form; whether the policy has that tier is asked of its `tiers`. */
export const tierName = (raw: string): TierName | null => (TIER_NAME.test(raw) ? (raw as TierName) : null);

/** 1 critical, 2 major, 3 minor, 4 enhancement. */
export type Severity = 1 | 2 | 3 | 4;
export const SEVERITIES = [1, 2, 3, 4] as const satisfies readonly Severity[];

export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The ways to contact support that a tier may include. */
export const CHANNELS = ["documentation", "email", "chat", "phone"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Tier {
  readonly name: TierName;
  /** For people, e.g. `Enterprise`. */
  readonly title: string;
  readonly calendar: Calendar;
  readonly targets: Readonly<Record<Severity, Target>>;
  readonly channels: ReadonlySet<Channel>;
  readonly priorityRouting: boolean;
  /** Named support contacts that the tier allows; 0 where the contract names none. */
  readonly namedContacts: number;
  readonly onboarding: boolean;
  readonly csm: Inclusion;
  readonly tam: Inclusion;
}

export type Inclusion = "included" | "optional" | "not_included";

export interface SeverityDefinition {
  readonly severity: Severity;
  readonly title: string;
  /** The contract's sentence. */
  readonly definition: string;
  readonly priority: Priority;
}

/** Speaks when any of its conditions holds. Words match whole, without case, in the subject. */
export interface Matcher {
  readonly tags: readonly string[];
  readonly forms: readonly string[];
  readonly subjectWords: readonly string[];
}

export interface SeverityRule {
  readonly severity: Severity;
  readonly when: Matcher;
}

/** A kind of request that the contract does not cover. */
export interface NotCoveredCategory {
  readonly id: string;
  /** The contract's sentence. */
  readonly words: string;
  readonly when: Matcher;
}

/** The situations in which the policy may ask for an internal note to the agent. */
export const NOTE_KINDS = [
  "contact_unlisted",
  "channel_not_included",
  "not_covered",
  "sdk_not_included",
  "unmapped",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** The support policy, validated and compiled. Made by `mappings/load.ts`. */
export interface Policy {
  /** Names this exact content: the same text gives the same version. */
  readonly version: string;
  readonly zone: string;
  readonly dayRule: DayRule;
  readonly tiers: ReadonlyMap<TierName, Tier>;
  /** Serves an organization that the mapping doesn't know. */
  readonly defaultTier: TierName;
  /** "Standard Support": serves a new customer who has not completed onboarding. */
  readonly standardTier: TierName;
  readonly severities: Readonly<Record<Severity, SeverityDefinition>>;
  readonly defaultSeverity: Severity;
  readonly severityRules: readonly SeverityRule[];
  readonly notCovered: readonly NotCoveredCategory[];
  /** The internal notes asked for: the text that the agent reads. */
  readonly notes: ReadonlyMap<NoteKind, string>;
  /** Helpdesk group ids that an unassigned ticket is routed to, or `null` to leave groups alone. */
  readonly groups: Readonly<Record<Route, string | null>>;
  readonly issues: IssueRules;
}

/** How tickets that are issues of a repository are read and answered. */
export interface IssueRules {
  /** The heading of the issue form's field that holds the severity. */
  readonly severityHeading: string;
  /** Lower-case logins of the people whose comment is a first response; empty: whoever may write to the repository. */
  readonly supportTeam: readonly string[];
  /** Whether a public repository may show which tier somebody bought. */
  readonly tellTierInPublic: boolean;
  /** Logins to whom an unassigned issue is given. */
  readonly assignees: Readonly<Record<Route, readonly string[]>>;
  /** The date field of a project of the owner that holds the due date. */
  readonly dueDateProject: { readonly number: number; readonly field: string } | null;
}

/** Where a request goes: case routing of the tier, or the account team when support isn't owed. */
export const ROUTES = ["priority", "standard", "account_team"] as const;
export type Route = (typeof ROUTES)[number];
