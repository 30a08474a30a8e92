import { changeEvents, commentEvent } from "./audits.ts";
import { diffFacts } from "./changes.ts";
import { draftComment, writeComment } from "./comments.ts";
import { changeHappenings, commentAdded, ticketEvents } from "./events.ts";
import { advanceMetrics } from "./metrics.ts";
import type { User } from "./records/people.ts";
import type { Audit, AuditEvent, Facts, Ticket, Via } from "./records/ticket.ts";
import { closedTicket, conflict, isRefusal, type Refusal } from "./refusal.ts";
import { normaliseStamp, stamp } from "./stamp.ts";
import { draftFacts } from "./ticket-draft.ts";
import type { TicketInput } from "./ticket-input.ts";
import type { World } from "./world.ts";

/** Facts that only the emulator itself sets: a merge's tag, a deleted organization. */
export interface Update {
  readonly input: TicketInput;
  readonly actor: User;
  readonly via: Via;
  readonly facts?: Partial<Facts>;
}

/**
 * zendesk.md §2.2 [OAS]: with `safe_update` present (true and false mean the same) and a stamp that is not the
 * ticket's `updated_at`, 409.
 */
export function isStale(ticket: Ticket, guard: { safe_update?: unknown; updated_stamp?: string | undefined }): boolean {
  if (guard.safe_update === undefined || guard.updated_stamp === undefined) return false;
  return normaliseStamp(guard.updated_stamp) !== stamp(ticket.updatedAt);
}

/** One update in one audit: everything of `input`, or nothing. */
export function updateTicket(world: World, ticket: Ticket, update: Update): Audit | Refusal {
  const { input, actor, via } = update;
  // zendesk.md §2.7 [3P ZendeskApi_v2#59]: closed is final.
  if (ticket.facts.status === "closed") return closedTicket();
  if (isStale(ticket, input)) return conflict();
  const comment = draftComment(world, input.comment, actor, ticket.comments.length);
  if (isRefusal(comment)) return comment;
  const before = ticket.facts;
  const drafted = draftFacts(world.state, before, reopenedBy(before, input, comment?.author), actor);
  if (isRefusal(drafted)) return drafted;
  const after = { ...drafted, ...update.facts };

  const changes = diffFacts(before, after);
  const audit = { id: world.state.ids.next(), events: changeEvents(world.state, before, after, changes) };
  const written = comment === null ? null : writeComment(world, comment, audit.id, via);
  const events = written === null ? audit.events : [...audit.events, commentEvent(written)];
  // [OAS] `updated_at` "is updated only if the update generates a ticket event".
  if (events.length === 0) return openAudit(world, ticket, update, audit.id, []);

  ticket.facts = after;
  if (written !== null) ticket.comments.push(written);
  touch(world, ticket);
  ticket.metrics = advanceMetrics(ticket.metrics, ticket, {
    at: world.now(),
    byAgent: (comment?.author ?? actor).role !== "end-user",
    publicComment: comment?.public ?? false,
    commented: comment !== null,
    statusBefore: before.status,
  });
  const recorded = openAudit(world, ticket, update, audit.id, events);
  ticket.audits.push(recorded);
  world.publish(
    ticketEvents(world, ticket, actor, [
      ...changeHappenings(world, changes),
      ...(written === null || comment === null ? [] : [commentAdded(written, comment.author)]),
    ]),
  );
  return recorded;
}

/** A change of the record now: both its stamps move. */
export function touch(world: World, ticket: Ticket): void {
  ticket.updatedAt = world.now();
  ticket.generatedAt = world.now();
}

/** Long-standing behaviour: what a requester writes to a waiting or solved ticket opens it again (assumption). */
function reopenedBy(facts: Facts, input: TicketInput, author: User | undefined): TicketInput {
  const waiting = facts.status === "pending" || facts.status === "hold" || facts.status === "solved";
  const opens = author?.role === "end-user" && waiting && (input.status === undefined || input.status === null);
  return opens ? { ...input, status: "open" } : input;
}

export function openAudit(
  world: World,
  ticket: Ticket,
  { actor, via, input }: Update,
  id: number,
  events: readonly AuditEvent[],
): Audit {
  return {
    id,
    ticket_id: ticket.id,
    author_id: actor.id,
    created_at: stamp(world.now()),
    // zendesk.md §2.8 [OAS]: what is sent as `metadata` is found as `metadata.custom`.
    metadata: { system: {}, custom: input.metadata ?? {} },
    via,
    events,
  };
}
