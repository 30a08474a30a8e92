import type { Notice } from "../api/ticket-answer.ts";
import type { Answer, Reason } from "../core/decision.ts";
import { explain } from "../core/explain.ts";
import type { Policy } from "../core/policy.ts";

type Advice = Pick<Notice, "kind" | "level" | "mend">;

const ROW = "An administrator can correct the customer's entry in Tierline's organizations";

/** What an agent should know of a ticket besides its due date, and what can be done about it. */
export function noticesOf(answer: Answer, policy: Policy): Notice[] {
  return answer.reasons.flatMap((reason) => {
    const advice = adviceOn(reason);
    if (advice === null) return [];
    const words = explain({ ...answer, reasons: [reason] }, policy).join(" ");
    return [{ ...advice, words }];
  });
}

function adviceOn(reason: Reason): Advice | null {
  switch (reason.kind) {
    case "onboarding_pending":
      return {
        kind: "standard_support",
        level: "info",
        mend: `${ROW} once onboarding is completed; the ticket is then worked out anew.`,
      };
    case "sdk_not_included":
      return { kind: reason.kind, level: "warning", mend: `${ROW} if the SDK is included by now.` };
    case "not_covered":
      return {
        kind: reason.kind,
        level: "warning",
        mend: "It goes to the account team. If that is a mistake, take away from the ticket what it was recognised by.",
      };
    case "contact_unlisted":
      return {
        kind: reason.kind,
        level: "info",
        mend: "Help them all the same. The customer can name former and new contacts to support.",
      };
    case "channel_not_included":
      return { kind: reason.kind, level: "info", mend: "Help them all the same; the response target stands." };
    case "unmapped":
      return {
        kind: reason.kind,
        level: "warning",
        mend: "The default terms apply meanwhile. An administrator can give the organization its tier.",
      };
    case "contract_ended":
    case "contract_not_started":
      return { kind: reason.kind, level: "info", mend: `${ROW} if the dates are wrong.` };
    case "tier_unknown":
      return { kind: reason.kind, level: "warning", mend: `${ROW}: it has to name a tier of the policy.` };
    case "organization_field_unknown":
      return {
        kind: reason.kind,
        level: "warning",
        mend: "Choose one of the policy's tiers in the organization's field.",
      };
    case "retroactive":
      return { kind: reason.kind, level: "info", mend: null };
    case "never_open":
      return {
        kind: reason.kind,
        level: "warning",
        mend: "An administrator should look at the policy's support hours.",
      };
    default:
      return null;
  }
}
