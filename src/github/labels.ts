import { SEVERITIES, type Severity } from "../core/policy.ts";
import { severityTag } from "../core/tags.ts";

/** A label as it is made where a repository lacks it. Descriptions hold at most 100 characters. */
export interface LabelDefinition {
  readonly name: string;
  /** Six hex digits, without `#`. */
  readonly color: string;
  readonly description: string;
}

const TIER_COLOR = "5319e7";
const SEVERITY_COLORS: Readonly<Record<Severity, string>> = { 1: "b60205", 2: "d93f0b", 3: "fbca04", 4: "c2e0c6" };

/** The tags other than tiers and severities that people want to see and filter by. All others stand in the comment. */
const MARKS: ReadonlyMap<string, LabelDefinition> = new Map([
  ["sla_unmapped", label("sla: unmapped", "d4c5f9", "No contract in force was found for this customer.")],
  ["sla_not_covered", label("sla: not covered", "cfd3d7", "Not covered by the customer's support contract.")],
  ["sla_standard_support", label("sla: standard support", "d4c5f9", "Standard Support until onboarding is completed.")],
  ["sla_at_risk", label("sla: at risk", "fbca04", "The first response is due soon.")],
  ["sla_breached", label("sla: breached", "b60205", "The first response came too late, or is overdue.")],
  ["sla_met", label("sla: met", "0e8a16", "The first response came in time.")],
]);

const TIER_TAG = /^sla_tier_([a-z][a-z0-9_]{0,39})$/;
const TIER_LABEL = /^sla: ([a-z][a-z0-9 ]{0,39})$/;

function label(name: string, color: string, description: string): LabelDefinition {
  return { name, color, description };
}

export const severityLabel = (severity: Severity): LabelDefinition =>
  label(`sev: ${severity}`, SEVERITY_COLORS[severity], `Severity ${severity}. Put another sev label to change it.`);

/** The label that stands for one of our tags; `null` for a tag that is no label. */
export function labelOfTag(tag: string): LabelDefinition | null {
  const mark = MARKS.get(tag);
  if (mark !== undefined) return mark;
  const severity = SEVERITIES.find((one) => severityTag(one) === tag);
  if (severity !== undefined) return severityLabel(severity);
  const tier = TIER_TAG.exec(tag)?.[1]?.replaceAll("_", " ");
  return tier === undefined
    ? null
    : label(`sla: ${tier}`, TIER_COLOR, `${capitalized(tier)} support, by the contract.`);
}

/** The severity that a label says, in whatever case. */
export function severityOfLabel(name: string): Severity | null {
  const given = name.toLowerCase();
  return SEVERITIES.find((severity) => severityLabel(severity).name === given) ?? null;
}

/**
 * A label as a tag, which is what rules match: ours by the tag that it stands for, anybody else's in lower case with
 * underscores for spaces. `null` for one that only looks like a tag of ours.
 */
export function tagOfLabel(name: string): string | null {
  const given = name.toLowerCase();
  for (const [tag, mark] of MARKS) if (mark.name === given) return tag;
  const severity = severityOfLabel(given);
  if (severity !== null) return severityTag(severity);
  const tier = TIER_LABEL.exec(given)?.[1];
  if (tier !== undefined) return `sla_tier_${tier.replaceAll(" ", "_")}`;
  const tag = given.trim().replace(/[\s,"]+/g, "_");
  return tag === "" || tag.startsWith("sla_") ? null : tag;
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
