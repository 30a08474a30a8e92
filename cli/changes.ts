import type { Command } from "commander";
import { changeDetail, changePage } from "../src/api/changes.ts";
import { askApi } from "./api.ts";
import { show } from "./change-lines.ts";
import { withExample } from "./example.ts";
import { type OperatorOptions, operatorOptions } from "./operator.ts";
import { table } from "./table.ts";
import { fail, printJson, printLines, type Terminal } from "./terminal.ts";

const ABOUT_ONE = [
  ["apply", "POST", "Make a change; its tickets are brought up to date one after the other"],
  ["pause", "POST", "Hold back the tickets that haven't been brought up to date yet"],
  ["resume", "POST", "Let them go on"],
  ["undo", "POST", "Propose the opposite, within 30 days"],
  ["show", "GET", "What a change does, and how far it has come"],
] as const;

export function define(command: Command, terminal: Terminal): void {
  withExample(command, "tierline changes list --subdomain acme", "tierline changes apply 7 --subdomain acme");
  withExample(
    operatorOptions(command.command("list").description("What was changed and proposed, newest first")),
    "tierline changes list --subdomain acme",
  ).action((options: OperatorOptions) => list(options, terminal));
  for (const [name, method, description] of ABOUT_ONE) {
    withExample(
      operatorOptions(command.command(name).description(description).argument("<id>", "id of the list")),
      `tierline changes ${name} 7 --subdomain acme`,
    ).action(async (id: string, options: OperatorOptions) => {
      const path = `changes/${encodeURIComponent(id)}${name === "show" ? "" : `/${name}`}`;
      const answer = await askApi(terminal, options, { method, path, answer: changeDetail });
      if (answer.ok) show(terminal, options, answer.value);
      else fail(terminal, answer.failure);
    });
  }
}

async function list(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await askApi(terminal, options, { method: "GET", path: "changes", answer: changePage });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { changes } = answer.value;
  if (changes.length === 0) return printLines(terminal, ["Nothing was changed yet."]);
  const rows = changes.map(({ id, state, what, proposedAt, proposedBy, counts, progress, note }) => [
    ...[id, state, what, proposedAt, proposedBy.name, String(counts.rows), String(counts.differ)],
    ...[progress === null ? "–" : `${progress.done}/${progress.total}`, note],
  ]);
  printLines(terminal, table(["ID", "STATE", "WHAT", "PROPOSED", "BY", "ROWS", "TICKETS", "DONE", "NOTE"], rows));
}
