import type { Reason } from "./decision.ts";
import type { Policy, Severity, Tier } from "./policy.ts";
import type { Target } from "./target.ts";
import type { Instant } from "./time.ts";
import { wallMinute } from "./wall-time.ts";

/** Zendesk's text fields hold more; a line of a list view doesn't. */
const LONGEST = 255;

interface Summarized {
  readonly tier: Tier;
  readonly servedAs: Tier;
  readonly severity: Severity;
  readonly target: Target | null;
  readonly due: Instant | null;
  readonly reasons: readonly Reason[];
}

/**
 * The ticket's *Support summary*: one line for a person, of at most 255 characters, such as
 * `Enterprise · Sev 2 Major · first response by Thu 24 Dec 2026 18:00 GMT (12 business hours)`.
 * It says nothing that changes with time alone, or every look would rewrite it.
 */
export function summaryOf(decided: Summarized, policy: Policy): string {
  const severity = policy.severities[decided.severity];
  const parts = [
    decided.tier.title,
    `Sev ${severity.severity} ${severity.title}`,
    promise(decided, policy),
    ...decided.reasons.map((reason) => mark(reason, decided.servedAs)),
  ];
  return clip(parts.filter((part) => part !== null).join(" · "));
}

function promise({ target, due }: Summarized, policy: Policy): string | null {
  if (target === null) return null;
  if (due === null) return `no first response due (${target.words}): the calendar never opens`;
  return `first response ${target.strict ? "before" : "by"} ${wallMinute(due, policy.zone)} (${target.words})`;
}

function mark(reason: Reason, servedAs: Tier): string | null {
  switch (reason.kind) {
    case "onboarding_pending":
      return "standard support until onboarding is completed";
    case "sdk_not_included":
      return "not covered: the SDK is not included";
    case "not_covered":
      return `not covered: ${reason.words}`;
    case "contact_unlisted":
      return "requester is not a named contact";
    case "channel_not_included":
      return `${reason.channel} is not part of ${servedAs.title} support`;
    case "unmapped":
      return "no contract found";
    default:
      return null;
  }
}

function clip(line: string): string {
  const plain = line.replace(/\s+/g, " ").trim();
  const characters = [...plain];
  return characters.length <= LONGEST
    ? plain
    : `${characters
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`;
}
