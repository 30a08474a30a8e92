import { decide, remember } from "../core/decide.ts";
import type { Answer } from "../core/decision.ts";
import { lastingText } from "../core/explain.ts";
import type { TicketId } from "../core/id.ts";
import { plan } from "../core/plan.ts";
import type { NoteKind, Policy } from "../core/policy.ts";
import { severityTag } from "../core/tags.ts";
import type { Memory, Ticket } from "../core/ticket.ts";
import { after, formatInstant, type Instant, minutes, seconds } from "../core/time.ts";
import { type RecordedDecision, recordDecision } from "./decisions.ts";
import { recordDowngrade } from "./escalations.ts";
import type { Facts } from "./facts.ts";
import { forgetFacts } from "./facts-rows.ts";
import type { Reading, Write } from "./helpdesk.ts";
import { findKnownTicket, type Intent, type KnownTicket, saveKnownTicket } from "./known-ticket.ts";
import type { LookOutcome } from "./look-outcome.ts";
import { findMapping } from "./mapping.ts";
import { mayWrite, readWriting } from "./mode.ts";
import type { Sql } from "./sql.ts";

/** More of our own writes than this to one ticket within ten minutes means that somebody keeps undoing them. */
const DUEL_WRITES = 6;
const DUEL_WINDOW = minutes(10);

export interface ProposeDeps {
  readonly sql: Sql;
  readonly policy: Policy;
  readonly now: () => Instant;
  readonly facts: Facts;
}

/** A write that may go out now, with what is to be remembered when it has. */
export interface ProposedWrite extends Write {
  readonly decision: Answer;
  readonly ticket: KnownTicket;
  readonly record: Omit<RecordedDecision, "decision" | "written" | "changes"> & { readonly decision: Answer };
}

/** What a reading asks for. */
export type Proposal =
  | { readonly kind: "ended"; readonly outcome: LookOutcome }
  /** Of these notes the helpdesk has to be asked first: a repeated note is the one write that does harm. */
  | { readonly kind: "ask"; readonly notes: readonly NoteKind[] }
  | { readonly kind: "write"; readonly write: ProposedWrite };

/**
 * Decides and plans for one ticket as it was read. Asks nothing of the helpdesk, so that a look at one ticket and a look at
 * a hundred judge alike; whether writing is allowed is asked here, and a write that is proposed has to go out at once.
 * @param asked which notes the helpdesk was asked for, and whether it has them
 */
export function propose(
  deps: ProposeDeps,
  reading: Reading,
  asked: ReadonlyMap<NoteKind, boolean> = new Map(),
): Proposal {
  const { sql, policy, now } = deps;
  const { ticket } = reading;
  const known = findKnownTicket(sql, ticket.id);
  const decidedAt = now();
  const memory = memoryOf(known, ticket);
  const decision = decide(ticket, findMapping(sql, ticket), policy, memory, decidedAt);
  deps.facts.keep(ticket, decision);
  const writing = readWriting(sql);
  const context = { ticketId: ticket.id, decidedAt, mode: writing.mode };
  if (decision.kind === "leave") {
    recordDecision(sql, { ...context, decision, written: false, changes: [] });
    return { kind: "ended", outcome: finish(sql, ticket.id, ticket.merged ? "merged" : "closed") };
  }

  const record = { ...context, decision };
  const allowed = mayWrite(writing, ticket);
  const notes = new Set(known?.notes ?? []);
  const unknown = decision.notes.map(({ note }) => note).filter((note) => !notes.has(note) && !asked.has(note));
  if (allowed && unknown.length > 0) return { kind: "ask", notes: unknown };
  for (const [note, written] of asked) if (written) notes.add(note);
  const changes = plan(decision, ticket, notes, () => lastingText(decision, policy));
  const recent = (known?.recentWrites ?? []).filter((at) => at > decidedAt - DUEL_WINDOW);
  const base: KnownTicket = {
    ticketId: ticket.id,
    organizationId: ticket.organization?.id ?? null,
    finished: false,
    memory,
    intent: null,
    writtenStamp: known?.writtenStamp ?? null,
    recentWrites: recent,
    notes: [...notes],
    pending: changes.length > 0,
    seen: reading.fingerprint,
  };

  if (!allowed) {
    // A write of before may still be under way, as a job: it is to be known for ours when it takes effect.
    const underWay = memory === known?.intent ? null : (known?.intent ?? null);
    save(sql, { ...base, intent: underWay }, { ...record, written: false, changes });
    return ended(changes.length === 0 ? { kind: "right", decision } : { kind: "shadow", decision, changes });
  }
  if (changes.length === 0) {
    save(sql, { ...base, memory: remember(decision) }, { ...record, written: false, changes });
    return ended({ kind: "right", decision });
  }
  if (!reading.settled) return ended({ kind: "again", at: after(decidedAt, seconds(1)), reason: "unsettled" });
  const oldest = recent[0];
  if (oldest !== undefined && recent.length >= DUEL_WRITES) {
    return ended({ kind: "again", at: after(oldest, DUEL_WINDOW), reason: "duel" });
  }
  return { kind: "write", write: { basis: reading, changes, decision, ticket: base, record } };
}

const ended = (outcome: LookOutcome): Proposal => ({ kind: "ended", outcome });

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
 * but neither our due date nor our own tag. Everything of a write comes at once: where it changed the due date or the
 * severity, it brought another text in the field or another tag, unless the ticket bore them before, as after a write
 * of which Zendesk ignored the rest.
 */
function arrived(intent: Intent, memory: Memory | null, { fields, priority, tags }: Ticket): boolean {
  if (fields.severity === intent.severity && priority === intent.priority) return true;
  if (intent.due !== null && intent.dated === false && fields.due === formatInstant(intent.due)) return true;
  if (intent.tagged) return false;
  return intent.severity !== memory?.severity && tags.includes(severityTag(intent.severity));
}

/** Nothing may be written to it any more. */
export function finish(sql: Sql, ticketId: TicketId, reason: "gone" | "closed" | "merged"): LookOutcome {
  const known = findKnownTicket(sql, ticketId);
  const blank = { organizationId: null, memory: null, intent: null, writtenStamp: null, recentWrites: [], notes: [] };
  saveKnownTicket(sql, { ...blank, seen: null, ...known, ticketId, finished: true, pending: false });
  forgetFacts(sql, ticketId);
  return { kind: "finished", reason };
}

/** A decision with what came of it. */
export function save(sql: Sql, ticket: KnownTicket, record: Parameters<typeof recordDecision>[1]): void {
  sql.transaction(() => {
    saveKnownTicket(sql, ticket);
    recordDecision(sql, record);
    if (record.written) recordDowngrade(sql, record.ticketId, ticket.organizationId, record.decision, record.decidedAt);
  });
}
