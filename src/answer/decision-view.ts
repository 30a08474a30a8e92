import { standingAt } from "../core/clock.ts";
import { explain } from "../core/explain.ts";
import type { Policy } from "../core/policy.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import type { RecordedDecision } from "../desk/decisions.ts";
import { instantOrNull } from "./show-span.ts";

export type ShownDecision = ReturnType<typeof showDecision>;

/** A recorded decision for a person: instants in RFC 3339 UTC, its state as it stands `now`, and the steps of why. */
export function showDecision({ decision, ...record }: RecordedDecision, policy: Policy, now: Instant) {
  const { ticketId, decidedAt, mode, written, changes } = record;
  const steps = explain(decision, policy);
  const reasons = decision.reasons.map(({ kind }) => kind);
  const shared = { ticketId, decidedAt: formatInstant(decidedAt), mode, written, changes, reasons, steps };
  if (decision.kind === "leave") {
    return { ...shared, tier: null, severity: null, priority: null, aim: null, due: null, state: "finished", tags: [] };
  }
  const { tier, severity, priority, tags } = decision;
  const [aim, due] = [instantOrNull(decision.aim), instantOrNull(decision.due)];
  return { ...shared, tier, severity, priority, aim, due, state: standingAt(decision, now).kind, tags };
}
