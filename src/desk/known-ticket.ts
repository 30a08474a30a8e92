import * as z from "zod";
import type { OrganizationId, TicketId } from "../core/id.ts";
import { NOTE_KINDS, type NoteKind } from "../core/policy.ts";
import type { Memory } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";

/** What a write would have us remember once it has taken effect. */
export interface Intent extends Memory {
  /** The ticket bore the tag of this severity before the write: finding it there afterwards proves nothing. */
  readonly tagged?: boolean;
  /** `false`: the ticket's field held another due date before the write, so finding this one there afterwards proves it. */
  readonly dated?: boolean;
}

/** What a Desk remembers of a ticket it has seen. */
export interface KnownTicket {
  readonly ticketId: TicketId;
  readonly organizationId: OrganizationId | null;
  /** Closed, merged or deleted: never looked at again unless an event asks. */
  readonly finished: boolean;
  readonly memory: Memory | null;
  /** What a write that is under way, or whose answer was lost, would have us remember. */
  readonly intent: Intent | null;
  /** The helpdesk's `updated_at` after our last write: an echo up to it tells us nothing new. */
  readonly writtenStamp: Instant | null;
  /** When we wrote lately, oldest first: the guard against a duel with another automation. */
  readonly recentWrites: readonly Instant[];
  /** Notes known to be on the ticket. A note missing here may still be there: ask the helpdesk before writing one. */
  readonly notes: readonly NoteKind[];
  /** Whether the last decision asked for changes that were not written (shadow). */
  readonly pending: boolean;
  /** The fingerprint of the ticket as we last left it; `null` when that isn't known. */
  readonly seen: string | null;
}

interface TicketRow extends Record<string, string | number | null> {
  ticket_id: string;
  organization_id: string | null;
  finished: number;
  memory: string | null;
  intent: string | null;
  written_stamp: number | null;
  recent_writes: string;
  notes: string;
  pending: number;
  seen: string | null;
}

const instants = z.array(z.number());
const noteKinds = z.array(z.enum(NOTE_KINDS));

export function findKnownTicket(sql: Sql, ticketId: TicketId): KnownTicket | null {
  const row = sql.first<TicketRow>(`SELECT * FROM ticket WHERE ticket_id = ?`, ticketId);
  if (row === null) return null;
  return {
    ticketId,
    organizationId: row.organization_id as OrganizationId | null,
    finished: row.finished === 1,
    memory: toMemory(row.memory),
    intent: toMemory(row.intent),
    writtenStamp: row.written_stamp as Instant | null,
    recentWrites: instants.parse(JSON.parse(row.recent_writes)) as Instant[],
    notes: noteKinds.parse(JSON.parse(row.notes)),
    pending: row.pending === 1,
    seen: row.seen,
  };
}

/** The ticket's {@link KnownTicket.writtenStamp} alone. */
export function findWrittenStamp(sql: Sql, ticketId: TicketId): Instant | null {
  const row = sql.first<Pick<TicketRow, "written_stamp">>(
    `SELECT written_stamp FROM ticket WHERE ticket_id = ?`,
    ticketId,
  );
  return (row?.written_stamp ?? null) as Instant | null;
}

export function saveKnownTicket(sql: Sql, ticket: KnownTicket): void {
  sql.run(
    `INSERT INTO ticket (ticket_id, organization_id, finished, memory, intent, written_stamp, recent_writes, notes,
       pending, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (ticket_id) DO UPDATE SET organization_id = excluded.organization_id, finished = excluded.finished,
       memory = excluded.memory, intent = excluded.intent, written_stamp = excluded.written_stamp, recent_writes = excluded.recent_writes,
       notes = excluded.notes, pending = excluded.pending, seen = excluded.seen`,
    ticket.ticketId,
    ticket.organizationId,
    ticket.finished ? 1 : 0,
    ticket.memory === null ? null : JSON.stringify(ticket.memory),
    ticket.intent === null ? null : JSON.stringify(ticket.intent),
    ticket.writtenStamp,
    JSON.stringify(ticket.recentWrites),
    JSON.stringify(ticket.notes),
    ticket.pending ? 1 : 0,
    ticket.seen,
  );
}

/** Memories are written by {@link saveKnownTicket} only. */
const toMemory = (text: string | null): Memory | null => (text === null ? null : (JSON.parse(text) as Memory));
