import type { Answer, FirstResponse } from "../core/decision.ts";
import type { Policy } from "../core/policy.ts";
import { wallMinute } from "../core/wall-time.ts";

/**
 * What an agent may tell the customer: by when the first response is promised, on the contract's wall, and the promise
 * in the contract's own words. Nothing in it is Tierline's or the helpdesk's. `null` when no first response is awaited.
 */
export function customerText(answer: Answer, standing: FirstResponse, policy: Policy): string | null {
  const { due, target, severity } = answer;
  if (due === null || target === null) return null;
  const { title } = policy.severities[severity];
  const by = `${target.strict ? "before" : "by"} ${wallMinute(due, policy.zone)}`;
  const promise = `${target.words}${terms(answer, policy)}`;
  switch (standing.kind) {
    case "on_track":
      return `Thank you for your request. We treat it as severity ${severity} (${title}). You will have our first response ${by} (${promise}).`;
    case "overdue":
      return `We treat your request as severity ${severity} (${title}). Our first response was promised ${by} (${promise}), and we apologize that it is late.`;
    default:
      return null;
  }
}

/** Which terms promise it; nothing is said of a contract that isn't known. */
function terms({ servedAs, tier, reasons }: Answer, policy: Policy): string {
  if (reasons.some(({ kind }) => kind === "unmapped")) return "";
  if (servedAs !== tier) return ", Standard Support";
  return `, ${policy.tiers.get(servedAs)?.title ?? servedAs} support`;
}
