import type { Decision, Reason } from "../src/core/decision.ts";
import { formatInstant, type Instant } from "../src/core/time.ts";

/** A decision as other programs read it: these keys in this order, instants in RFC 3339 UTC. */
export function decisionLine(id: string | number, decision: Decision) {
  const answer = decision.kind === "answer" ? decision : null;
  return {
    id,
    tier: answer?.tier ?? null,
    severity: answer?.severity ?? null,
    priority: answer?.priority ?? null,
    aim: stamp(answer?.aim ?? null),
    due: stamp(answer?.due ?? null),
    tags: answer?.tags ?? [],
    reasons: decision.reasons.map(reasonLine),
  };
}

function reasonLine(reason: Reason) {
  switch (reason.kind) {
    case "in_hours":
      return { ...reason, arrived: stamp(reason.arrived) };
    case "out_of_hours":
      return { ...reason, arrived: stamp(reason.arrived), opens: stamp(reason.opens) };
    case "aim":
    case "due":
      return { ...reason, at: stamp(reason.at) };
    case "retroactive":
      return { ...reason, due: stamp(reason.due) };
    default:
      return withoutInstants(reason);
  }
}

/** Fails to compile for a reason that carries an instant, which has to be written out above. */
const withoutInstants = <Plain extends Reason>(
  reason: Instant extends Plain[keyof Plain] ? never : Plain,
): typeof reason => reason;

const stamp = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));
