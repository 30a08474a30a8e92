import type { Command } from "commander";
import { decide } from "../src/core/decide.ts";
import type { Answer } from "../src/core/decision.ts";
import { explain, explainTitle } from "../src/core/explain.ts";
import { picture } from "../src/core/picture.ts";
import type { Policy, Severity } from "../src/core/policy.ts";
import type { Instant } from "../src/core/time.ts";
import { readInstant, readSeverity } from "./arguments.ts";
import { askedTicket, tierCalled, tierNames } from "./asked-ticket.ts";
import { decisionLine } from "./decision-line.ts";
import { withExample } from "./example.ts";
import { type PolicyOptions, policyOptions, readPolicy } from "./policy-files.ts";
import { fail, printJson, printLines, type Terminal } from "./terminal.ts";

interface ExplainOptions extends PolicyOptions {
  readonly tier: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly json?: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    policyOptions(
      command
        .requiredOption("--tier <tier>", "the support tier, such as pro")
        .requiredOption("--severity <n>", "1 (critical) to 4 (enhancement)", readSeverity)
        .requiredOption("--at <instant>", "when the ticket arrived, with its offset", readInstant),
    ).option("--json", "print the decision and its steps as JSON"),
    "tierline explain --tier pro --severity 2 --at 2026-12-24T16:30:00Z",
  ).action((options: ExplainOptions) => answer(options, terminal));
}

async function answer(options: ExplainOptions, terminal: Terminal): Promise<void> {
  const reading = await readPolicy(options);
  if (!reading.ok) return fail(terminal, reading.failure);
  const policy = reading.value;
  const tier = tierCalled(policy, options.tier);
  if (tier === null) {
    const message = `the policy has no tier "${options.tier}": it has ${tierNames(policy)}`;
    return fail(terminal, { reason: "unknown_tier", message, code: 2 });
  }
  const { ticket, mapping } = askedTicket("asked", options.at, tier.name, options.severity);
  const decision = decide(ticket, mapping, policy, null, options.at);
  if (decision.kind !== "answer") throw new Error("a new ticket always gets an answer");
  const steps = stepsAsAsked(decision, policy);
  if (options.json) {
    const { id: _, ...line } = decisionLine("asked", decision);
    return printJson(terminal, { ...line, steps });
  }
  printLines(terminal, [
    explainTitle(decision, policy),
    "",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    ...picture(decision, policy),
  ]);
}

/** Tier and severity were not found out here: they were given. */
function stepsAsAsked(decision: Answer, policy: Policy): readonly string[] {
  const title = policy.tiers.get(decision.servedAs)?.title ?? decision.servedAs;
  const given = `${title} support, severity ${decision.severity} (${policy.severities[decision.severity].title}): as asked.`;
  const others = decision.reasons.filter(({ kind }) => kind !== "tier_from_override" && kind !== "severity_from_field");
  return [given, ...explain({ ...decision, reasons: others }, policy)];
}
