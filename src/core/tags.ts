import type { Answer, Reason } from "./decision.ts";
import type { Policy, Route, Severity, TierName } from "./policy.ts";
import { ROUTES, SEVERITIES } from "./policy.ts";

/** The reasons that mark a ticket, and the mark; absent when it isn't so. */
const MARKS: Readonly<Partial<Record<Reason["kind"], string>>> = {
  onboarding_pending: "sla_standard_support",
  not_covered: "sla_not_covered",
  sdk_not_included: "sla_not_covered",
  contact_unlisted: "sla_contact_unlisted",
  channel_not_included: "sla_channel_not_included",
  unmapped: "sla_unmapped",
};

/** How the first-response promise stands, once it is at risk, missed or kept. */
const STANDINGS = ["sla_at_risk", "sla_breached", "sla_met"];

const tierTag = (tier: TierName): string => `sla_tier_${tier}`;
/** Our own mark for a severity; unlike the field and the priority, nobody else's to set. */
export const severityTag = (severity: Severity): string => `sla_sev_${severity}`;
const routeTag = (route: Route): string => `sla_route_${route}`;
const hoursTag = (inHours: boolean): string => (inHours ? "sla_in_hours" : "sla_out_of_hours");

/** The tags that say what was decided, sorted. */
export function tagsFor(
  decided: Pick<Answer, "tier" | "severity" | "route" | "inHours" | "reasons">,
): readonly string[] {
  const tags = new Set([
    tierTag(decided.tier),
    severityTag(decided.severity),
    routeTag(decided.route),
    hoursTag(decided.inHours),
    ...decided.reasons.map(({ kind }) => MARKS[kind]).filter((mark) => mark !== undefined),
  ]);
  return [...tags].sort();
}

/**
 * Every tag that Tierline may add to or remove from a ticket under this policy; all others belong to somebody else,
 * whatever they begin with.
 */
export function ownTags(policy: Policy): readonly string[] {
  const tags = new Set([
    ...[...policy.tiers.keys()].map(tierTag),
    ...SEVERITIES.map(severityTag),
    ...ROUTES.map(routeTag),
    hoursTag(true),
    hoursTag(false),
    ...Object.values(MARKS),
    ...STANDINGS,
  ]);
  return [...tags].sort();
}

/**
 * The value of the severity drop-down, which the helpdesk itself shows among the tags. Never ours to add or remove:
 * taking such a tag away would clear the field. So it stays clear of the prefix of the tags that are.
 */
export const severityOption = (severity: Severity): string => `tierline_severity_${severity}`;

const OPTIONS: readonly string[] = SEVERITIES.map(severityOption);

/** Whether a tag says what Tierline decided: one of its own, or its severity field's value. */
export function isOwnTag(own: ReadonlySet<string>, tag: string): boolean {
  return own.has(tag) || OPTIONS.includes(tag);
}
