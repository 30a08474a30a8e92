import type { Command } from "commander";
import { ok } from "../src/core/result.ts";
import type { Instant } from "../src/core/time.ts";
import { readInstant } from "./arguments.ts";
import { withExample } from "./example.ts";
import { ORGANIZATIONS_FILE, type PolicyOptions, policyOptions, readContracts, readPolicy } from "./policy-files.ts";
import { simulate } from "./simulation.ts";
import { fail, type Terminal } from "./terminal.ts";

interface SimulateOptions extends PolicyOptions {
  readonly organizations?: string;
  readonly now?: Instant;
  readonly severityField?: string;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    policyOptions(command)
      .option("--organizations <file>", `whose contracts Zendesk tickets fall under (default: ${ORGANIZATIONS_FILE})`)
      .option("--now <instant>", "when the decisions are taken (default: when each ticket arrived)", readInstant)
      .option("--severity-field <id>", "for Zendesk tickets: the id of the account's severity field")
      .addHelpText(
        "after",
        "\nReads NDJSON or CSV from standard input: rows with id, created_at, tier and severity, or Zendesk tickets as\n" +
          "GET /api/v2/tickets/{id} shows them. Writes one JSON object a line, in the same order: id, tier, severity,\n" +
          "priority, aim, due, tags, reasons. A line that can't be read is named on standard error, and the exit code is 1.",
      ),
    "tierline simulate < tickets.csv > decisions.ndjson",
    "tierline simulate --zone Europe/London --no-holidays < tickets.ndjson | jq -r .due",
  ).action((options: SimulateOptions) => run(options, terminal));
}

async function run(options: SimulateOptions, terminal: Terminal): Promise<void> {
  const policy = await readPolicy(options);
  if (!policy.ok) return fail(terminal, policy.failure);
  // The project's organizations are bound to fit the project's policy only.
  const file = options.organizations ?? (options.policy === undefined ? ORGANIZATIONS_FILE : null);
  const contracts = file === null ? ok([]) : await readContracts(file, policy.value);
  if (!contracts.ok) return fail(terminal, contracts.failure);
  const { now = null, severityField = null } = options;
  await simulate({ policy: policy.value, contracts: contracts.value, now, severityField }, terminal);
}
