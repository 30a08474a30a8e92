import { decide, remember } from "../core/decide.ts";
import type { Answer } from "../core/decision.ts";
import type { TicketId } from "../core/id.ts";
import { plan } from "../core/plan.ts";
import type { NoteKind, Policy } from "../core/policy.ts";
import { assertNever } from "../core/result.ts";
import { severityTag } from "../core/tags.ts";
import type { Change, Memory, Ticket } from "../core/ticket.ts";
import { after, type Instant, minutes, seconds } from "../core/time.ts";
import { recordDecision } from "./decisions.ts";
import { recordDowngrade } from "./escalations.ts";
import type { Helpdesk, Reading, Trouble, WriteOutcome } from "./helpdesk.ts";
import { findKnownTicket, type Intent, type KnownTicket, saveKnownTicket } from "./known-ticket.ts";
import { findMapping } from "./mapping.ts";
import { mayWrite, readWriting } from "./mode.ts";
import type { Sql } from "./sql.ts";

/** How one look at a ticket ended. Nothing ends in any other way, and every one of these is logged. */
export type LookOutcome =
  | { readonly kind: "written"; readonly decision: Answer; readonly changes: readonly Change[] }
  | { readonly kind: "right"; readonly decision: Answer }
  | { readonly kind: "shadow"; readonly decision: Answer; readonly changes: readonly Change[] }
  | { readonly kind: "finished"; readonly reason: "gone" | "closed" | "merged" }
  | { readonly kind: "again"; readonly at: Instant; readonly reason: "unsettled" | "duel" | "throttled" }
  | { readonly kind: "failed"; readonly reason: "conflict" | "ambiguous"; readonly detail: string }
  | { readonly kind: "park"; readonly reason: "refused" | "ignored"; readonly detail: string }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

export interface LookDeps {
  readonly sql: Sql;
  readonly helpdesk: Helpdesk;
  readonly policy: Policy;
  readonly now: () => Instant;
}

/** More of our own writes than this to one ticket within ten minutes means that somebody keeps undoing them. */
const DUEL_WRITES = 6;
const DUEL_WINDOW = minutes(10);

/** Gather, decide, plan, apply: one ticket brought to what it should say now. Reads once, writes at most once. */
export async function look(deps: LookDeps, ticketId: TicketId): Promise<LookOutcome> {
  const { sql, helpdesk, policy, now } = deps;
  const read = await helpdesk.read(ticketId);
  if (read.kind === "gone") return finish(deps, ticketId, "gone");
  if (read.kind !== "read") return { kind: "trouble", trouble: read };

  const { reading } = read;
  const { ticket } = reading;
  const known = findKnownTicket(sql, ticketId);
  const decidedAt = now();
  const memory = memoryOf(known, ticket);
  const decision = decide(ticket, findMapping(sql, ticket), policy, memory, decidedAt);
  if (decision.kind === "leave") {
    recordDecision(sql, { ticketId, decidedAt, mode: readWriting(sql).mode, decision, written: false, changes: [] });
    return finish(deps, ticketId, ticket.merged ? "merged" : "closed");
  }

  const mayWriteNow = (): boolean => mayWrite(readWriting(sql), ticket.organization);
  const notes = await notesWritten(deps, decision, ticketId, mayWriteNow(), known?.notes ?? []);
  if (notes.kind === "trouble") return notes;
  if (notes.kind === "gone") return finish(deps, ticketId, "gone");
  const changes = plan(decision, ticket, notes.written);
  const record = { ticketId, decidedAt, mode: readWriting(sql).mode, decision };
  const recent = (known?.recentWrites ?? []).filter((at) => at > decidedAt - DUEL_WINDOW);
  const base: KnownTicket = {
    ticketId,
    organizationId: ticket.organization?.id ?? null,
    finished: false,
    memory,
    intent: null,
    writtenStamp: known?.writtenStamp ?? null,
    recentWrites: recent,
    notes: [...notes.written],
    pending: changes.length > 0,
    seen: reading.fingerprint,
  };

  // Asked again: the kill switch may have been thrown while the helpdesk was asked for notes.
  if (!mayWriteNow()) {
    save(sql, base, { ...record, written: false, changes });
    return changes.length === 0 ? { kind: "right", decision } : { kind: "shadow", decision, changes };
  }
  if (changes.length === 0) {
    save(sql, { ...base, memory: remember(decision) }, { ...record, written: false, changes });
    return { kind: "right", decision };
  }
  if (!reading.settled) return { kind: "again", at: after(decidedAt, seconds(1)), reason: "unsettled" };
  const oldest = recent[0];
  if (oldest !== undefined && recent.length >= DUEL_WRITES) {
    return { kind: "again", at: after(oldest, DUEL_WINDOW), reason: "duel" };
  }

  const tagged = ticket.tags.includes(severityTag(decision.severity));
  saveKnownTicket(sql, { ...base, intent: { ...remember(decision), tagged } });
  const outcome = await helpdesk.write(reading, changes);
  if (outcome.kind !== "written" && outcome.kind !== "ignored") return notWritten(deps, reading, outcome);
  const written = {
    ...base,
    memory: remember(decision),
    writtenStamp: outcome.updatedAt,
    seen: outcome.fingerprint,
    recentWrites: [...recent, decidedAt],
  };
  if (outcome.kind === "ignored") {
    save(sql, written, { ...record, written: true, changes });
    return { kind: "park", reason: "ignored", detail: outcome.detail };
  }
  const added = changes.flatMap((change) => (change.kind === "add_note" ? [change.note] : []));
  save(sql, { ...written, notes: [...base.notes, ...added], pending: false }, { ...record, written: true, changes });
  return { kind: "written", decision, changes };
}

/**
 * What was last written, also when its answer was lost: if the ticket says what we meant to write, we did. Without this
 * our own severity would be taken for a person's choice.
 */
function memoryOf(known: KnownTicket | null, ticket: Ticket): Memory | null {
  const memory = known?.memory ?? null;
  const intent = known?.intent ?? null;
  return intent !== null && arrived(intent, memory, ticket) ? intent : memory;
}

/**
 * Whether a write took effect of which no answer came. A person may have changed the severity or the priority since,
 * but not our own tag: everything of a write comes at once, and where it changed the severity it brought another tag,
 * unless the ticket bore that tag before, as after a write whose tags were ignored.
 */
function arrived(intent: Intent, memory: Memory | null, { fields, priority, tags }: Ticket): boolean {
  if (fields.severity === intent.severity && priority === intent.priority) return true;
  if (intent.tagged) return false;
  return intent.severity !== memory?.severity && tags.includes(severityTag(intent.severity));
}

/** What becomes of a write that didn't go through. */
function notWritten(
  deps: LookDeps,
  reading: Reading,
  outcome: Exclude<WriteOutcome, { kind: "written" | "ignored" }>,
): LookOutcome {
  switch (outcome.kind) {
    case "conflict":
      return { kind: "failed", reason: "conflict", detail: "the ticket changed between our read and our write" };
    case "ambiguous":
      return { kind: "failed", reason: "ambiguous", detail: outcome.detail };
    case "gone":
    case "closed":
      return finish(deps, reading.ticket.id, outcome.kind);
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

type NotesKnown =
  | { readonly kind: "known"; readonly written: ReadonlySet<NoteKind> }
  | { readonly kind: "gone" }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

/**
 * Which notes the ticket already has. A note that we don't remember is asked of the helpdesk before it goes out: it is
 * the one thing that a repeated write would double, and memory doesn't know of a write whose answer was lost.
 */
async function notesWritten(
  deps: LookDeps,
  answer: Answer,
  id: TicketId,
  allowed: boolean,
  known: readonly NoteKind[],
): Promise<NotesKnown> {
  const written = new Set(known);
  if (!allowed) return { kind: "known", written };
  for (const { note } of answer.notes) {
    if (written.has(note)) continue;
    const outcome = await deps.helpdesk.hasNote(id, note);
    if (outcome.kind === "gone") return { kind: "gone" };
    if (outcome.kind !== "known") return { kind: "trouble", trouble: outcome };
    if (outcome.written) written.add(note);
  }
  return { kind: "known", written };
}

function finish(deps: LookDeps, ticketId: TicketId, reason: "gone" | "closed" | "merged"): LookOutcome {
  const known = findKnownTicket(deps.sql, ticketId);
  const blank = { organizationId: null, memory: null, intent: null, writtenStamp: null, recentWrites: [], notes: [] };
  saveKnownTicket(deps.sql, { ...blank, seen: null, ...known, ticketId, finished: true, pending: false });
  return { kind: "finished", reason };
}

function save(sql: Sql, ticket: KnownTicket, record: Parameters<typeof recordDecision>[1]): void {
  sql.transaction(() => {
    saveKnownTicket(sql, ticket);
    recordDecision(sql, record);
    if (record.written) recordDowngrade(sql, record.ticketId, ticket.organizationId, record.decision, record.decidedAt);
  });
}
