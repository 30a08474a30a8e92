import type { TicketId } from "../core/id.ts";
import type { NoteKind } from "../core/policy.ts";
import type { Helpdesk, Reading, Trouble } from "./helpdesk.ts";
import type { LookOutcome } from "./look-outcome.ts";
import { finish, type ProposeDeps, propose } from "./propose.ts";
import { conclude, intend } from "./write.ts";

export interface LookDeps extends ProposeDeps {
  readonly helpdesk: Helpdesk;
}

/** Gather, decide, plan, apply: one ticket brought to what it should say now. Reads once, writes at most once. */
export async function look(deps: LookDeps, ticketId: TicketId): Promise<LookOutcome> {
  const read = await deps.helpdesk.read(ticketId);
  if (read.kind === "gone") return finish(deps.sql, ticketId, "gone");
  if (read.kind !== "read") return { kind: "trouble", trouble: read };
  return lookOn(deps, read.reading);
}

/** The same from a reading that is at hand. */
export async function lookOn(deps: LookDeps, reading: Reading): Promise<LookOutcome> {
  const { sql, helpdesk } = deps;
  const { id } = reading.ticket;
  const asked = new Map<NoteKind, boolean>();
  let proposal = propose(deps, reading, asked);
  while (proposal.kind === "ask") {
    const notes = await notesWritten(deps, id, proposal.notes, asked);
    if (notes.kind === "trouble") return notes;
    if (notes.kind === "gone") return finish(sql, id, "gone");
    // Once more from the beginning: the kill switch may have been thrown while the helpdesk was asked.
    proposal = propose(deps, reading, asked);
  }
  if (proposal.kind === "ended") return proposal.outcome;
  const { write } = proposal;
  intend(sql, write);
  return conclude(deps, write, await helpdesk.write(write.basis, write.changes));
}

type NotesAsked =
  | { readonly kind: "known" }
  | { readonly kind: "gone" }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

/**
 * Finds out which of the notes the ticket already has. A note that we don't remember is asked of the helpdesk before it
 * goes out: it is the one thing that a repeated write would double, and memory doesn't know of a write whose answer was lost.
 */
async function notesWritten(
  deps: LookDeps,
  id: TicketId,
  notes: readonly NoteKind[],
  asked: Map<NoteKind, boolean>,
): Promise<NotesAsked> {
  for (const note of notes) {
    const outcome = await deps.helpdesk.hasNote(id, note);
    if (outcome.kind === "gone") return { kind: "gone" };
    if (outcome.kind !== "known") return { kind: "trouble", trouble: outcome };
    asked.set(note, outcome.written);
  }
  return { kind: "known" };
}
