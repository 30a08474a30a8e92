import type { Command } from "commander";
import { auditEntry, auditPage } from "../src/api/audit.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { parseInstant } from "../src/core/time.ts";
import { type AuditEntry, verifyAudit } from "../src/desk/audit.ts";
import { AUDIT_ACTIONS } from "../src/desk/audit-action.ts";
import { nodeHashing } from "../src/node/hashing.ts";
import { askApi, askText } from "./api.ts";
import { withExample } from "./example.ts";
import { type OperatorOptions, operatorOptions } from "./operator.ts";
import { readText } from "./read-text.ts";
import { table } from "./table.ts";
import { type Failure, fail, plain, printJson, printLines, type Terminal, write } from "./terminal.ts";

interface ListOptions extends OperatorOptions {
  readonly action?: string;
  readonly search?: string;
}

interface VerifyOptions extends OperatorOptions {
  readonly file?: string;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(command, "tierline audit list --subdomain acme", "tierline audit verify --subdomain acme");
  withExample(
    operatorOptions(command.command("list").description("Who did what, newest first"))
      .option("--action <word>", `an action, or its beginning, such as change: ${AUDIT_ACTIONS.join(", ")}`)
      .option("--search <text>", "part of who did it, or of what it was done to"),
    "tierline audit list --subdomain acme --action change",
  ).action((options: ListOptions) => list(options, terminal));
  withExample(
    operatorOptions(command.command("export").description("The whole trail as lines of JSON, oldest first")),
    "tierline audit export --subdomain acme > audit.ndjson",
  ).action((options: OperatorOptions) => exportTrail(options, terminal));
  withExample(
    operatorOptions(command.command("verify").description("Compute every hash of the trail again, here")).option(
      "--file <file>",
      "of an export that was made before",
    ),
    "tierline audit verify --subdomain acme",
  ).action((options: VerifyOptions) => verify(options, terminal));
}

async function list(options: ListOptions, terminal: Terminal): Promise<void> {
  const { action, search } = options;
  const call = { method: "GET", path: "audit", query: { action, search }, answer: auditPage } as const;
  const answer = await askApi(terminal, options, call);
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { entries } = answer.value;
  if (entries.length === 0) return printLines(terminal, ["Nothing was done yet."]);
  const rows = entries.map(({ seq, at, actor, action: done, subject }) => [String(seq), at, actor.name, done, subject]);
  printLines(terminal, table(["SEQ", "AT", "BY", "ACTION", "SUBJECT"], rows));
}

async function exportTrail(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await askText(terminal, options, { method: "GET", path: "audit/export" });
  if (!answer.ok) return fail(terminal, answer.failure);
  await write(terminal.output, answer.value.text);
}

async function verify(options: VerifyOptions, terminal: Terminal): Promise<void> {
  const text = await trailOf(options, terminal);
  if (!text.ok) return fail(terminal, text.failure);
  const entries = readTrail(text.value);
  if (!entries.ok) return fail(terminal, entries.failure);
  const verdict = await verifyAudit(entries.value, nodeHashing.sha256);
  if (verdict.kind === "broken") terminal.end(1);
  if (options.json) return printJson(terminal, verdict);
  printLines(terminal, [
    verdict.kind === "whole"
      ? `The trail is whole: ${verdict.entries} entries. Keep the newest hash elsewhere: ${verdict.head}`
      : plain(`The trail is broken: ${verdict.detail}.`),
  ]);
}

async function trailOf(options: VerifyOptions, terminal: Terminal): Promise<Result<string, Failure>> {
  if (options.file !== undefined) return readText(options.file);
  const answer = await askText(terminal, options, { method: "GET", path: "audit/export" });
  return answer.ok ? ok(answer.value.text) : answer;
}

function readTrail(text: string): Result<readonly AuditEntry[], Failure> {
  const entries: AuditEntry[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const entry = readEntry(line);
    if (entry === null) {
      return err({ reason: "unreadable", message: `line ${index + 1} is no entry of an audit trail`, code: 1 });
    }
    entries.push(entry);
  }
  return ok(entries);
}

function readEntry(line: string): AuditEntry | null {
  try {
    const { at, ...entry } = auditEntry.parse(JSON.parse(line));
    const instant = parseInstant(at);
    return instant === null ? null : { ...entry, at: instant };
  } catch {
    return null;
  }
}
