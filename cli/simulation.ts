import { decide } from "../src/core/decide.ts";
import type { Contract } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import type { Result } from "../src/core/result.ts";
import type { Instant } from "../src/core/time.ts";
import type { Case } from "./asked-ticket.ts";
import { mappingBy } from "./contracts.ts";
import { decisionLine } from "./decision-line.ts";
import { type BadLine, type LineReader, readerFor } from "./line-reader.ts";
import { linesOf, MAX_LINE_CHARACTERS } from "./lines.ts";
import { progressOn } from "./progress.ts";
import { type Terminal, write } from "./terminal.ts";
import { readTicketRow } from "./ticket-row.ts";
import { readZendeskTicket } from "./zendesk-ticket.ts";

/** What a simulation decides by. */
export interface Rules {
  readonly policy: Policy;
  readonly contracts: readonly Contract[];
  /** When the decision is taken; `null` is each ticket's own arrival. */
  readonly now: Instant | null;
  readonly severityField: string | null;
}

const BATCH_CHARACTERS = 64 * 1024;

/** Answers every line of the input in order, with bounded memory; ends with 1 when a line could not be answered. */
export async function simulate(rules: Rules, terminal: Terminal): Promise<void> {
  const answerLine = answerer(rules);
  const progress = progressOn(terminal, "tickets");
  let answers = "";
  let answered = 0;
  let bad = 0;
  for await (const { number, text } of linesOf(terminal.input)) {
    if (text?.trim() === "") continue;
    const answer = text === null ? TOO_LONG : answerLine(text);
    if (answer === null) continue;
    if (answer.ok) {
      answers += `${answer.value}\n`;
      answered += 1;
    } else {
      bad += 1;
      const { reason, message } = answer.failure;
      await write(terminal.errors, `${JSON.stringify({ line: number, reason, message })}\n`);
      if (reason === "no_header") break;
    }
    if (answers.length >= BATCH_CHARACTERS) {
      await write(terminal.output, answers);
      answers = "";
      progress.report(answered);
    }
  }
  if (answers !== "") await write(terminal.output, answers);
  progress.close();
  if (bad > 0) terminal.end(1);
}

const TOO_LONG = {
  ok: false,
  failure: { reason: "too_long", message: `longer than ${MAX_LINE_CHARACTERS} characters` },
} as const;

/** The first line chooses how the others are read; `null` is a line that holds no ticket. */
function answerer(rules: Rules): (line: string) => Result<string, BadLine> | null {
  const read = caseReader(rules);
  let reader: LineReader | null = null;
  return (line) => {
    if (reader === null) {
      const chosen = readerFor(line);
      if (!chosen.ok) return chosen;
      reader = chosen.value.read;
      if (chosen.value.header) return null;
    }
    const value = reader(line);
    if (!value.ok) return value;
    const found = read(value.value);
    if (!found.ok) return found;
    const { id, ticket, mapping } = found.value;
    const decision = decide(ticket, mapping, rules.policy, null, rules.now ?? ticket.createdAt);
    return { ok: true, value: JSON.stringify(decisionLine(id, decision)) };
  };
}

function caseReader({ policy, contracts, severityField }: Rules): (value: unknown) => Result<Case, BadLine> {
  const context = { mappingOf: mappingBy(contracts), contracts, severityField };
  return (value) => (isRow(value) ? readTicketRow(value, policy) : readZendeskTicket(value, context));
}

/** Zendesk's tickets have neither a tier nor a severity of their own. */
const isRow = (value: unknown): boolean =>
  typeof value === "object" && value !== null && ("tier" in value || "severity" in value);
