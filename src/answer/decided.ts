import type { Decided } from "../api/ticket-answer.ts";
import { standingAt } from "../core/clock.ts";
import type { Answer, FirstResponse } from "../core/decision.ts";
import { explain, explainTitle } from "../core/explain.ts";
import { weekWords } from "../core/opening-hours.ts";
import type { Contract } from "../core/organization.ts";
import { type Policy, SEVERITIES, type Tier } from "../core/policy.ts";
import { severityOption } from "../core/tags.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import type { Mode } from "../desk/mode.ts";
import { countdown } from "./countdown.ts";
import { customerText } from "./customer-text.ts";
import { noticesOf } from "./notices.ts";
import { instantOrNull } from "./show-span.ts";
import { strip } from "./strip.ts";

type Origin = Decided["tier"]["from"];

/** What an answer is drawn from, besides the decision. */
export interface Drawing {
  readonly policy: Policy;
  /** The row of the mapping that the decision followed; `null` when none is known. */
  readonly contract: Contract | null;
  /** `null` while the account isn't connected. */
  readonly severityFieldId: string | null;
  readonly mode: Mode;
  /** The server's clock. */
  readonly now: Instant;
}

/**
 * A decision with all that a browser needs to draw it, as it stands at `asOf`.
 * @param answer its tiers must be the policy's: a decision of another version is made anew before it is shown
 */
export function drawn(answer: Answer, { policy, contract, severityFieldId, mode, now }: Drawing, asOf = now): Decided {
  const [bought, served] = [tierOf(policy, answer.tier), tierOf(policy, answer.servedAs)];
  const { calendar } = served;
  const { due, severity, target } = answer;
  const standing = standingAt(answer, asOf);
  const awaited = standing.kind === "on_track" || standing.kind === "overdue";
  return {
    now: formatInstant(now),
    mode,
    zone: policy.zone,
    hours: weekWords(calendar.definition),
    policyVersion: answer.policyVersion,
    tier: { ...named(bought), from: origin(answer, policy, "tier_from_") ?? chosenHere(bought) },
    servedAs: served === bought ? null : named(served),
    severity: {
      ...definition(policy, severity),
      from: origin(answer, policy, "severity_") ?? { kind: "severity_unexplained", words: "" },
      byHand: answer.severityByHand,
    },
    severities: SEVERITIES.map((level) => ({
      ...definition(policy, level),
      promise: served.targets[level].words,
      priority: policy.severities[level].priority,
      option: severityOption(level),
    })),
    severityFieldId,
    priority: answer.priority,
    coverage: answer.coverage,
    route: answer.route,
    channels: [...served.channels],
    arrived: formatInstant(answer.arrived),
    inHours: answer.inHours,
    target: target === null ? null : { words: target.words, kind: target.promise.kind, strict: target.strict },
    aim: instantOrNull(answer.aim),
    due: instantOrNull(due),
    retroactive: answer.retroactive,
    firstResponse: shownStanding(standing),
    strip: due === null ? null : { days: [...strip(calendar, answer.arrived, due, asOf)] },
    countdown: awaited ? countdown(answer, calendar, asOf) : null,
    title: explainTitle(answer, policy),
    steps: [...explain(answer, policy)],
    summary: answer.summary,
    customerText: customerText(answer, standing, policy),
    notices: noticesOf(answer, policy),
    contract: contract === null ? null : contractShown(contract),
    people: peopleOf(contract, served),
  };
}

function tierOf(policy: Policy, name: Answer["tier"]): Tier {
  const tier = policy.tiers.get(name);
  if (tier === undefined) throw new Error(`the policy ${policy.version} has no tier ${name}`);
  return tier;
}

const named = ({ name, title }: Tier) => ({ name, title });

function definition(policy: Policy, level: Answer["severity"]) {
  const { severity, title, definition: words } = policy.severities[level];
  return { level: severity, title, definition: words };
}

/** The reason that says where the tier, or the severity, comes from. */
function origin(answer: Answer, policy: Policy, prefix: "tier_from_" | "severity_"): Origin | null {
  const reason = answer.reasons.find(({ kind }) => kind.startsWith(prefix));
  if (reason === undefined) return null;
  return { kind: reason.kind, words: explain({ ...answer, reasons: [reason] }, policy).join(" ") };
}

const chosenHere = ({ title }: Tier): Origin => ({ kind: "tier_chosen", words: `${title} support, as chosen here.` });

const shownStanding = (standing: FirstResponse): Decided["firstResponse"] => ({
  kind: standing.kind,
  at: "at" in standing ? formatInstant(standing.at) : null,
  byMs: "by" in standing ? standing.by : null,
});

const contractShown = ({ name, start, end, onboarding, sdk }: Contract): Decided["contract"] => ({
  organization: name,
  start,
  end,
  onboarding,
  sdk,
});

const peopleOf = (contract: Contract | null, { namedContacts, csm, tam }: Tier): Decided["people"] => ({
  namedContacts: [...(contract?.namedContacts ?? [])],
  namedContactsAllowed: namedContacts,
  csm: { name: contract?.csm ?? null, inclusion: csm },
  tam: { name: contract?.tam ?? null, inclusion: tam },
});
