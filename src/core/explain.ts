import type { Answer, Decision, Reason } from "./decision.ts";
import { countSteps, listed } from "./explain-count.ts";
import { weekWords } from "./opening-hours.ts";
import type { Policy, Severity, TierName } from "./policy.ts";
import { assertNever } from "./result.ts";
import type { Instant, LocalDate } from "./time.ts";
import { lengthWords, wallDate, wallDateWithYear, wallTime } from "./wall-time.ts";

/**
 * Why the ticket says what it says, as steps that a customer could follow with a calendar in hand, in order. Wall times
 * are in the policy's zone.
 * @param policy the version that the decision names; under another, titles and hours are that one's
 */
export function explain(decision: Decision, policy: Policy): readonly string[] {
  return decision.reasons.flatMap((reason) => stepsFor(reason, decision, policy));
}

/** {@link explain} as text to copy: one numbered step a line. */
export function explainText(decision: Decision, policy: Policy): string {
  return explain(decision, policy)
    .map((step, index) => `${index + 1}. ${step}`)
    .join("\n");
}

/**
 * {@link explainText} for the ticket itself. What a person chose reads as at every later look, or the next one would
 * rewrite it though nothing has changed.
 */
export function lastingText(decision: Decision, policy: Policy): string {
  return explainText({ ...decision, reasons: decision.reasons.map(lasting) }, policy);
}

const lasting = (reason: Reason): Reason =>
  reason.kind === "severity_from_field" || reason.kind === "severity_from_priority"
    ? { kind: "severity_kept", severity: reason.severity }
    : reason;

/** One line over the steps: the question that they answer. */
export function explainTitle(decision: Decision, policy: Policy): string {
  if (decision.kind === "leave") return "Why is nothing written?";
  if (decision.due === null) return "Why has the first response no due date?";
  const before = decision.target?.strict ? "before" : "by";
  return `Why is the first response due ${before} ${wallTime(decision.due, policy.zone)}?`;
}

/** How the first response stands, in words; `null` when none is owed. Changes with time, unlike the steps. */
export function standingWords({ firstResponse: standing }: Answer, policy: Policy): string | null {
  switch (standing.kind) {
    case "no_target":
      return null;
    case "on_track":
      return "Not answered yet, on track.";
    case "overdue":
      return `Not answered yet, overdue by ${lengthWords(standing.by)}.`;
    case "met":
      return `Answered ${wallTime(standing.at, policy.zone)}, in time.`;
    case "met_late":
      return `Answered ${wallTime(standing.at, policy.zone)}, ${lengthWords(standing.by)} late.`;
    default:
      return assertNever(standing);
  }
}

function stepsFor(reason: Reason, decision: Decision, policy: Policy): readonly string[] {
  const time = (at: Instant): string => wallTime(at, policy.zone);
  const tier = (name: TierName): string => policy.tiers.get(name)?.title ?? name;
  const severity = (of: Severity): string => `Severity ${of} (${policy.severities[of].title})`;
  switch (reason.kind) {
    case "closed":
      return ["The ticket is closed: the helpdesk takes no more changes to it."];
    case "merged":
      return ["The ticket was merged into another one, which goes on in its place."];
    case "automated":
      return ["The ticket was opened by a program: nobody waits for a first response."];
    case "tier_from_override":
      return [`${tier(reason.tier)} support: an administrator set it for this organization.`];
    case "tier_from_mapping":
      return [
        `${tier(reason.tier)} support: the contract of ${reason.organization}${period(reason)} was in force when the ticket was created.`,
      ];
    case "tier_from_organization_field":
      return [`${tier(reason.tier)} support: the organization field of ${reason.organization} says so.`];
    case "tier_from_handle":
      return [
        `${tier(reason.tier)} support: ${reason.handle} on GitHub belongs to ${reason.organization}, by its contract.`,
      ];
    case "tier_from_domain":
      return [
        `${tier(reason.tier)} support: the requester writes from ${reason.domain}, which belongs to ${reason.organization}.`,
      ];
    case "tier_from_default":
      return [`${tier(reason.tier)} support, which is what the policy gives when no contract says otherwise.`];
    case "tier_unknown":
      return [`The tier "${reason.tier}" is named for this customer, but the support policy has no such tier.`];
    case "unmapped":
      return ["No contract in force was found for this customer: an administrator should look at the mapping."];
    case "contract_ended":
      return [`A contract (${tier(reason.tier)}) ended on ${wallDateWithYear(reason.ended)}, before the ticket came.`];
    case "contract_not_started":
      return [`A contract (${tier(reason.tier)}) starts on ${wallDateWithYear(reason.starts)}, after the ticket came.`];
    case "organization_field_unknown":
      return [`The organization field says "${reason.value}", which is none of the policy's tiers.`];
    case "onboarding_pending":
      return [
        `Technical onboarding is not completed. Until it is, Standard Support applies: the terms of ${tier(reason.servedAs)}.`,
      ];
    case "sdk_not_included":
      return ["The customer's applications don't include the SDK, and without it the contract gives no support."];
    case "not_covered":
      return [`Not covered by technical support: "${reason.words}" (recognised by ${reason.matched}).`];
    case "severity_from_field":
      return [`${severity(reason.severity)}: set in the severity field${changedFrom(reason.was)}.`];
    case "severity_from_priority":
      return [`${severity(reason.severity)}: the priority was set to ${reason.priority}${changedFrom(reason.was)}.`];
    case "severity_from_rule":
      return [`${severity(reason.severity)}: a rule of the policy says so (${reason.matched}).`];
    case "severity_from_default":
      return [`${severity(reason.severity)}: what the policy takes when nobody says otherwise.`];
    case "severity_kept":
      return [`${severity(reason.severity)}: chosen by a person, and not changed since.`];
    case "contact_unlisted":
      return [`The requester is not a named support contact (${reason.listed} listed). Served all the same.`];
    case "channel_not_included":
      return [`The request came by ${reason.channel}, which these terms don't include. Served all the same.`];
    case "in_hours":
      return [`Arrived ${time(reason.arrived)}, within support hours.`];
    case "out_of_hours":
      return [
        `Arrived ${time(reason.arrived)}, outside support hours${reason.holiday === null ? "" : ` (${reason.holiday})`}. ${
          reason.opens === null ? "Support doesn't open again." : `Support next opens ${time(reason.opens)}.`
        }`,
      ];
    case "target":
      return [
        `Promised by ${tier(reason.tier)} support at severity ${reason.severity}: first response "${reason.words}".`,
        ...hoursStep(decision, policy),
      ];
    case "dates_skipped":
      return [
        `Not counted: ${listed(reason.dates.map(({ date, holiday }) => `${wallDate(date)}: ${holiday ?? "closed"}`))}.`,
      ];
    case "never_open":
      return [`The calendar (${reason.zone}) doesn't open long enough ahead, so there is no due date.`];
    case "aim":
      return decision.kind === "answer" ? countSteps(decision, policy) : [];
    case "due":
      return [
        `Due ${time(reason.at)}: ${reason.strict ? "kept only before that time" : "kept at or before that time"}.`,
      ];
    case "retroactive":
      return ["That time had already passed when it was first worked out, so it is marked as retroactive."];
    default:
      return assertNever(reason);
  }
}

function hoursStep(decision: Decision, policy: Policy): readonly string[] {
  if (decision.kind === "leave") return [];
  if (decision.target?.promise.kind === "elapsed") {
    return ["It runs around the clock from the arrival: support hours, weekends and holidays make no difference."];
  }
  const definition = policy.tiers.get(decision.servedAs)?.calendar.definition;
  return definition === undefined ? [] : [`Support hours: ${weekWords(definition)} (${definition.zone}).`];
}

function period({ start, end }: { readonly start: LocalDate | null; readonly end: LocalDate | null }): string {
  const bounds = [start && `from ${wallDateWithYear(start)}`, end && `to ${wallDateWithYear(end)}`].filter(Boolean);
  return bounds.length === 0 ? "" : ` (${bounds.join(" ")})`;
}

const changedFrom = (was: Severity | null): string => (was === null ? "" : `; it was severity ${was} before`);
