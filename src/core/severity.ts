import type { Reason } from "./decision.ts";
import { matched, type Request } from "./matcher.ts";
import { type Policy, PRIORITIES, type Priority, SEVERITIES, type Severity } from "./policy.ts";
import type { Memory, Ticket } from "./ticket.ts";

export interface SeverityChoice {
  readonly severity: Severity;
  /** A person chose it: it stays until a person chooses otherwise. */
  readonly byHand: boolean;
  readonly reason: Reason;
}

/**
 * Which severity a ticket has, by comparing it with what was last written (`memory`): whatever differs, a person did.
 * A changed severity field wins over a changed priority; without either, a person's earlier choice stays, and one made
 * by a rule is made anew (DESIGN §6).
 */
export function severityOf(ticket: Ticket, request: Request, policy: Policy, memory: Memory | null): SeverityChoice {
  const field = ticket.fields.severity;
  const was = memory?.severity ?? null;
  if (field !== null && field !== was) {
    return { severity: field, byHand: true, reason: { kind: "severity_from_field", severity: field, was } };
  }
  const { priority } = ticket;
  if (priority !== null && priority !== memory?.priority) {
    const severity = severityFor(priority, policy, was);
    return { severity, byHand: true, reason: { kind: "severity_from_priority", severity, priority, was } };
  }
  // Emptying the field takes the choice back.
  if (memory?.severityByHand && field !== null) {
    return { severity: field, byHand: true, reason: { kind: "severity_kept", severity: field } };
  }
  return severityByRule(request, policy);
}

function severityByRule(request: Request, policy: Policy): SeverityChoice {
  for (const { severity, when } of policy.severityRules) {
    const evidence = matched(when, request);
    if (evidence !== null) {
      return { severity, byHand: false, reason: { kind: "severity_from_rule", severity, matched: evidence } };
    }
  }
  const severity = policy.defaultSeverity;
  return { severity, byHand: false, reason: { kind: "severity_from_default", severity } };
}

/**
 * The inverse of the priority column. Where several severities share the priority, the present one stays, else the most
 * severe is meant; where none has it, the nearest priority stands in for it.
 */
function severityFor(priority: Priority, policy: Policy, was: Severity | null): Severity {
  const distance = (severity: Severity): number =>
    Math.abs(PRIORITIES.indexOf(policy.severities[severity].priority) - PRIORITIES.indexOf(priority));
  const nearest = Math.min(...SEVERITIES.map(distance));
  const candidates = SEVERITIES.filter((severity) => distance(severity) === nearest);
  if (was !== null && candidates.includes(was)) return was;
  return candidates[0] ?? policy.defaultSeverity;
}
