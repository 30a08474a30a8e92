import { remember } from "../core/decide.ts";
import { assertNever } from "../core/result.ts";
import { severityTag } from "../core/tags.ts";
import type { Ticket } from "../core/ticket.ts";
import { formatInstant } from "../core/time.ts";
import type { Facts } from "./facts.ts";
import type { WriteOutcome } from "./helpdesk.ts";
import { saveKnownTicket } from "./known-ticket.ts";
import type { LookOutcome } from "./look-outcome.ts";
import { finish, type ProposedWrite, save } from "./propose.ts";
import type { Sql } from "./sql.ts";

export interface ConcludeDeps {
  readonly sql: Sql;
  readonly facts: Facts;
}

/** Stores what a write is about to do, before it goes out: its answer may be lost, or this process. */
export function intend(sql: Sql, { ticket, decision, basis }: ProposedWrite): void {
  const tagged = basis.ticket.tags.includes(severityTag(decision.severity));
  const dated = decision.due === null || basis.ticket.fields.due === formatInstant(decision.due);
  saveKnownTicket(sql, { ...ticket, intent: { ...remember(decision), tagged, dated } });
}

/** Stores what became of a write, whether it went out alone or in a job, and says how the look ended. */
export function conclude({ sql, facts }: ConcludeDeps, write: ProposedWrite, outcome: WriteOutcome): LookOutcome {
  if (outcome.kind !== "written" && outcome.kind !== "ignored") return notWritten(sql, write, outcome);
  const { ticket, record, decision, changes } = write;
  const written = {
    ...ticket,
    memory: remember(decision),
    writtenStamp: outcome.updatedAt,
    seen: outcome.fingerprint,
    recentWrites: [...ticket.recentWrites, record.decidedAt],
  };
  if (outcome.kind === "ignored") {
    save(sql, written, { ...record, written: true, changes });
    return { kind: "park", reason: "ignored", detail: outcome.detail };
  }
  const added = changes.flatMap((change) => (change.kind === "add_note" ? [change.note] : []));
  save(sql, { ...written, notes: [...ticket.notes, ...added], pending: false }, { ...record, written: true, changes });
  facts.keep(asWritten(write), decision);
  return { kind: "written", decision, changes };
}

/**
 * As it stands now, in what is compared with what is remembered of it: as it was read, our own severity would be taken
 * for a person's other choice whenever a change is previewed.
 */
const asWritten = ({ basis: { ticket }, decision: { severity, priority } }: ProposedWrite): Ticket => ({
  ...ticket,
  priority,
  fields: { ...ticket.fields, severity },
});

/** What becomes of a write that didn't go through. */
function notWritten(
  sql: Sql,
  { ticket: { ticketId } }: ProposedWrite,
  outcome: Exclude<WriteOutcome, { kind: "written" | "ignored" }>,
): LookOutcome {
  switch (outcome.kind) {
    case "conflict":
      return { kind: "failed", reason: "conflict", detail: "the ticket changed between our read and our write" };
    case "ambiguous":
      return { kind: "failed", reason: "ambiguous", detail: outcome.detail };
    case "gone":
    case "closed":
      return finish(sql, ticketId, outcome.kind);
    case "refused":
      return { kind: "park", reason: "refused", detail: outcome.detail };
    case "throttled":
      if (outcome.scope === "ticket") return { kind: "again", at: outcome.until, reason: "throttled" };
      return { kind: "trouble", trouble: outcome };
    case "unavailable":
    case "reauth_required":
    case "forbidden":
      return { kind: "trouble", trouble: outcome };
    default:
      return assertNever(outcome);
  }
}
