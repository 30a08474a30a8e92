import type { Command } from "commander";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { type DecisionMade, decisionsMade } from "./operator-api.ts";
import { table } from "./table.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface DecisionsOptions extends OperatorOptions {
  readonly ticket?: string;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    operatorOptions(command).option("--ticket <id>", "every decision of this ticket, with its steps"),
    "tierline decisions --subdomain acme",
    "tierline decisions --subdomain acme --ticket 5158",
    "tierline decisions --owner acme --ticket acme/globex-support#12",
  ).action((options: DecisionsOptions) => list(options, terminal));
}

async function list(options: DecisionsOptions, terminal: Terminal): Promise<void> {
  const { ticket } = options;
  const answer = await ask(terminal, options, {
    method: "GET",
    path: "decisions",
    query: { ...named(options), ticket },
    answer: decisionsMade,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { decisions } = answer.value;
  if (decisions.length === 0) return printLines(terminal, ["Nothing was decided yet."]);
  printLines(terminal, ticket === undefined ? overview(decisions) : decisions.flatMap(inFull));
}

const overview = (decisions: readonly DecisionMade[]): readonly string[] =>
  table(
    ["TICKET", "DECIDED", "MODE", "WRITTEN", "TIER", "SEV", "PRIORITY", "DUE", "STATE"],
    decisions.map((made) => [
      made.ticketId,
      made.decidedAt,
      made.mode,
      made.written ? "yes" : "no",
      made.tier ?? "–",
      String(made.severity ?? "–"),
      made.priority ?? "–",
      made.due ?? "–",
      made.state ?? "–",
    ]),
  );

const inFull = (made: DecisionMade): readonly string[] => [
  ...overview([made]),
  ...made.steps.map((step, index) => plain(`${index + 1}. ${step}`)),
  plain(`tags: ${made.tags.join(" ")}`),
  "",
];
