import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type * as z from "zod";
import { organization } from "../src/api/organization.ts";
import { importOutcome, organizationPage } from "../src/api/organizations.ts";
import { unmapped } from "../src/api/unmapped.ts";
import { askApi, askText } from "./api.ts";
import { finish, type ProposeOptions, propose } from "./change-lines.ts";
import { withExample } from "./example.ts";
import { type OperatorOptions, operatorOptions } from "./operator.ts";
import { fieldsFrom } from "./organization-fields.ts";
import { readText } from "./read-text.ts";
import { table } from "./table.ts";
import { fail, plain, printJson, printLines, type Terminal, write } from "./terminal.ts";

interface ListOptions extends OperatorOptions {
  readonly search?: string;
  readonly tier?: string;
  readonly problem?: string;
  readonly sort?: string;
}

interface ImportOptions extends ProposeOptions {
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly note?: string;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    command,
    "tierline org list --subdomain acme --problem ended",
    "tierline org set 12 tier=pro --subdomain acme",
  );
  const add = (name: string, description: string): Command =>
    operatorOptions(command.command(name).description(description));
  withExample(
    add("list", "The organization mapping, searched and filtered")
      .option("--search <text>", "part of a name, id, domain, CSM or TAM")
      .option("--tier <tier>", "of this tier only")
      .option("--problem <kind>", "any, ended, ends_soon, not_started, unknown_tier or contacts")
      .option("--sort <column>", "name, tier or end; with a - in front descending"),
    "tierline org list --subdomain acme --problem ended",
  ).action((options: ListOptions) => list(options, terminal));
  withExample(
    add("show", "One row of the mapping").argument("<id>", "id of the list"),
    "tierline org show 12 --subdomain acme",
  ).action((id: string, options: OperatorOptions) => show(id, options, terminal));
  withExample(
    add("set", "Propose to change a row, or to add one")
      .argument("<id>", "id of the list, or new")
      .argument(
        "<fields...>",
        "such as tier=pro end=2027-12-31 domains=a.example,b.example; nothing after = empties it",
      )
      .option("--note <words>", "why")
      .option("--apply", "make the change at once"),
    "tierline org set 12 tier=pro end=2027-12-31 --subdomain acme",
    "tierline org set 12 handles=acme/globex-support --owner acme",
  ).action((id: string, fields: readonly string[], options: ProposeOptions & { note?: string }) =>
    set(id, fields, options, terminal),
  );
  withExample(
    add("import", "Propose what a CSV file says; all of it or nothing")
      .argument("<file>", "with the columns of organizations.csv")
      .option("--replace", "remove the rows that the file doesn't have")
      .option("--dry-run", "say what would be proposed, and propose nothing")
      .option("--note <words>", "why")
      .option("--apply", "make the change at once"),
    "tierline org import organizations.csv --dry-run --subdomain acme",
  ).action((file: string, options: ImportOptions) => importFile(file, options, terminal));
  withExample(
    add("export", "The whole mapping as CSV, safe to open in a spreadsheet").option(
      "--out <file>",
      "instead of the screen",
    ),
    "tierline org export --out organizations.csv --subdomain acme",
  ).action((options: OperatorOptions & { out?: string }) => exportFile(options, terminal));
  withExample(
    add("unmapped", "Who is seen on open tickets and stands in no row"),
    "tierline org unmapped --subdomain acme",
  ).action((options: OperatorOptions) => listUnmapped(options, terminal));
}

async function list(options: ListOptions, terminal: Terminal): Promise<void> {
  const { search, tier, problem, sort } = options;
  const found: z.infer<typeof organization>[] = [];
  let cursor: string | undefined;
  do {
    const query = { search, tier, problem, sort, cursor, limit: "200" };
    const answer = await askApi(terminal, options, {
      method: "GET",
      path: "organizations",
      query,
      answer: organizationPage,
    });
    if (!answer.ok) return fail(terminal, answer.failure);
    found.push(...answer.value.organizations);
    cursor = answer.value.next ?? undefined;
  } while (cursor !== undefined);
  if (options.json) return printJson(terminal, found);
  if (found.length === 0) return printLines(terminal, ["No row is found."]);
  const rows = found.map(({ id, name, tier: its, start, end, domains, handles, problems }) => [
    ...[
      id,
      name,
      its,
      start ?? "–",
      end ?? "–",
      domains.join(" "),
      handles.join(" "),
      problems.map(({ words }) => words).join(" "),
    ],
  ]);
  printLines(terminal, table(["ID", "NAME", "TIER", "START", "END", "DOMAINS", "GITHUB", "TO BE SEEN TO"], rows));
}

async function show(id: string, options: OperatorOptions, terminal: Terminal): Promise<void> {
  const path = `organizations/${encodeURIComponent(id)}`;
  const answer = await askApi(terminal, options, { method: "GET", path, answer: organization });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { problems, etag: _etag, ...row } = answer.value;
  const width = Math.max(...Object.keys(row).map((name) => name.length));
  const lines = Object.entries(row).map(([name, value]) => {
    const shown = value === null ? "–" : Array.isArray(value) ? value.join(", ") : String(value);
    return plain(`${name.padEnd(width)}  ${shown}`);
  });
  printLines(terminal, [...lines, ...problems.map(({ words }) => plain(words))]);
}

async function set(
  id: string,
  words: readonly string[],
  options: ProposeOptions & { readonly note?: string },
  terminal: Terminal,
): Promise<void> {
  const fields = fieldsFrom(words);
  if (!fields.ok) return fail(terminal, fields.failure);
  const edit = { ...(id === "new" ? { op: "add" } : { op: "set", id }), organization: fields.value };
  await propose(terminal, options, { kind: "organizations", edits: [edit], note: options.note });
}

async function importFile(file: string, options: ImportOptions, terminal: Terminal): Promise<void> {
  const csv = await readText(file);
  if (!csv.ok) return fail(terminal, csv.failure);
  const { replace = false, dryRun = false, note } = options;
  const body = { csv: csv.value, mode: replace ? "replace" : "merge", dryRun, note };
  const answer = await askApi(terminal, options, {
    method: "POST",
    path: "organizations/import",
    body,
    answer: importOutcome,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  const { change, problems, problemCount, rows, added, altered, removed, unchanged } = answer.value;
  if (problemCount > 0) terminal.end(1);
  if (change !== null) return finish(terminal, options, change);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, [
    ...problems.map(({ line, column, message }) =>
      plain(`${file}:${line}: ${column === null ? "" : `${column}: `}${message}`),
    ),
    problemCount > 0
      ? `${problemCount} ${problemCount === 1 ? "problem" : "problems"}: nothing of it is taken.`
      : `${rows} rows: ${added} added, ${altered} altered, ${removed} removed, ${unchanged} as they are.`,
  ]);
}

async function exportFile(options: OperatorOptions & { readonly out?: string }, terminal: Terminal): Promise<void> {
  const answer = await askText(terminal, options, { method: "GET", path: "organizations/export" });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.out === undefined) await write(terminal.output, answer.value.text);
  else await writeFile(options.out, answer.value.text);
}

async function listUnmapped(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await askApi(terminal, options, { method: "GET", path: "unmapped", answer: unmapped });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { strangers } = answer.value;
  if (strangers.length === 0) return printLines(terminal, ["Everybody with an open ticket stands in the mapping."]);
  const rows = strangers.map(({ id, name, tickets, earliestDue, guess }) => [
    ...[id, name ?? "–", String(tickets), earliestDue ?? "–"],
    guess === null ? "–" : `${guess.organization.name} (row ${guess.organization.id}, ${guess.sure})`,
  ]);
  printLines(terminal, table(["WHO", "NAME", "TICKETS", "FIRST DUE", "PROBABLY"], rows));
}
