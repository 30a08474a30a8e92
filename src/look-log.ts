import { formatInstant } from "./core/time.ts";
import type { LookReport } from "./desk/deps.ts";
import type { AccountLabels, Log, LogFields } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Says of each look, in one line and one count, what it decided and how it ended. */
export function reportLook(
  log: Log,
  metrics: Metrics,
  account: AccountLabels,
  { ticketId, outcome, attempt, took }: LookReport,
): void {
  metrics.count("tierline_looks_total", { outcome: outcome.kind });
  const failed = outcome.kind === "failed" || outcome.kind === "trouble" || outcome.kind === "park";
  const level = outcome.kind === "crashed" ? "error" : failed ? "warn" : "info";
  log(level, "reconciled", {
    ...account,
    ticket: ticketId,
    outcome: outcome.kind,
    ...details(outcome),
    attempt,
    ms: took,
  });
}

function details(outcome: LookReport["outcome"]): LogFields {
  switch (outcome.kind) {
    case "written":
    case "shadow":
      return { ...decided(outcome), changes: outcome.changes.map(({ kind }) => kind) };
    case "right":
      return decided(outcome);
    case "trouble":
      return { reason: outcome.trouble.kind };
    case "crashed":
      return { reason: outcome.error instanceof Error ? outcome.error.name : "unknown" };
    case "echo":
      return {};
    default:
      return { reason: outcome.reason };
  }
}

function decided({ decision }: Extract<LookReport["outcome"], { kind: "written" | "right" | "shadow" }>): LogFields {
  const { tier, severity, due, firstResponse, reasons, policyVersion } = decision;
  return {
    tier,
    severity,
    due: due === null ? null : formatInstant(due),
    state: firstResponse.kind,
    reasons: reasons.map(({ kind }) => kind),
    policy: policyVersion,
  };
}
