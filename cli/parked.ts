import type { Command } from "commander";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { dropped, type Parked, parkedBody, parkedWork, replayed } from "./operator-api.ts";
import { table } from "./table.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface ReplayOptions extends OperatorOptions {
  readonly all?: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(command, "tierline parked list --subdomain acme", "tierline parked replay --all --subdomain acme");
  withExample(
    operatorOptions(command.command("list").description("What waits, and why")),
    "tierline parked list --subdomain acme",
  ).action((options: OperatorOptions) => list(options, terminal));
  withExample(
    operatorOptions(command.command("replay").description("Try again, once what was wrong is mended"))
      .argument("[ids...]", "ids of the list")
      .option("--all", "everything that waits"),
    "tierline parked replay 17 18 --subdomain acme",
  ).action((ids: readonly string[], options: ReplayOptions) => replay(ids, options, terminal));
  withExample(
    operatorOptions(command.command("show").description("What a delivery said that could not be understood")).argument(
      "<id>",
      "id of the list",
    ),
    "tierline parked show 17 --subdomain acme",
  ).action((id: string, options: OperatorOptions) => show(id, options, terminal));
  withExample(
    operatorOptions(command.command("drop").description("Forget what you have dealt with")).argument(
      "<ids...>",
      "ids of the list",
    ),
    "tierline parked drop 17 --subdomain acme",
  ).action((ids: readonly string[], options: OperatorOptions) => drop(ids, options, terminal));
}

async function show(id: string, options: OperatorOptions, terminal: Terminal): Promise<void> {
  const query = { ...named(options), id };
  const answer = await ask(terminal, options, { method: "GET", path: "parked/body", query, answer: parkedBody });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, answer.value.body.split("\n").map(plain));
}

async function drop(ids: readonly string[], options: OperatorOptions, terminal: Terminal): Promise<void> {
  const body = { ...named(options), ids };
  const answer = await ask(terminal, options, { method: "POST", path: "parked/drop", body, answer: dropped });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, [`${answer.value.dropped} dropped.`]);
}

async function list(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await ask(terminal, options, {
    method: "GET",
    path: "parked",
    query: named(options),
    answer: parkedWork,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, parkedTable(answer.value.parked));
}

async function replay(ids: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<void> {
  if ((options.all ?? false) === ids.length > 0) {
    const message = "name the ids to replay (see `tierline parked list`), or --all of them";
    return fail(terminal, { reason: "usage", message, code: 2 });
  }
  const answer = await ask(terminal, options, {
    method: "POST",
    path: "parked/replay",
    body: { ...named(options), ids: options.all ? "all" : ids },
    answer: replayed,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, [`${answer.value.replayed} replayed.`]);
}

function parkedTable(parked: readonly Parked[]): readonly string[] {
  if (parked.length === 0) return ["Nothing is parked."];
  return table(
    ["ID", "KIND", "TICKET", "SINCE", "ATTEMPTS", "REASON", "DETAIL"],
    parked.map(({ id, kind, ticketId, since, attempts, reason, detail }) => [
      id,
      kind,
      ticketId ?? "",
      since,
      String(attempts),
      reason,
      detail ?? "",
    ]),
  );
}
