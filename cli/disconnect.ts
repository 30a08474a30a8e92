import type { Command } from "commander";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { disconnected } from "./operator-api.ts";
import { stepTable } from "./step-table.ts";
import { fail, printJson, printLines, type Terminal } from "./terminal.ts";

interface DisconnectOptions extends OperatorOptions {
  readonly dryRun?: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    operatorOptions(command).option("--dry-run", "say what would be removed, and remove nothing"),
    "tierline disconnect --subdomain acme --dry-run",
  ).action((options: DisconnectOptions) => disconnect(options, terminal));
}

async function disconnect(options: DisconnectOptions, terminal: Terminal): Promise<void> {
  const { dryRun = false } = options;
  const answer = await ask(terminal, options, {
    method: "POST",
    path: "disconnect",
    body: { ...named(options), dryRun },
    answer: disconnected,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, [...stepTable(answer.value.steps), ...(dryRun ? ["", "Nothing was removed."] : [])]);
}
