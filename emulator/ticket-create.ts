import { commentEvent, createEvents } from "./audits.ts";
import { draftComment, writeComment } from "./comments.ts";
import { commentAdded, ticketEvents } from "./events.ts";
import { advanceMetrics } from "./metrics.ts";
import type { FieldValue } from "./records/field.ts";
import type { User } from "./records/people.ts";
import type { Audit, Facts, Ticket } from "./records/ticket.ts";
import { isRefusal, type Refusal, recordInvalid } from "./refusal.ts";
import { draftFacts } from "./ticket-draft.ts";
import type { TicketInput } from "./ticket-input.ts";
import { openAudit } from "./ticket-update.ts";
import { createUser, userByEmail } from "./users.ts";
import { viaChannel } from "./via.ts";
import { stampNow, type World } from "./world.ts";

/**
 * POST /tickets [OAS]: a subject or description, an existing or new requester, and any of an update's fields.
 * `via.channel` is read-only in Zendesk; that it may be given here is an extension of the emulator, so that tickets
 * can be made as if they came by e-mail or phone: then the author is who acted, not the caller.
 */
export function createTicket(
  world: World,
  input: TicketInput,
  caller: User,
  from = "api",
): { ticket: Ticket; audit: Audit } | Refusal {
  const source = input.via_followup_source_id === undefined ? null : followedUp(world, input.via_followup_source_id);
  if (isRefusal(source)) return source;
  const requester = findRequester(world, input, caller);
  if (isRefusal(requester)) return requester;
  const submitter = input.submitter_id === undefined ? caller : world.state.users.get(input.submitter_id);
  if (submitter === undefined) return recordInvalid({ submitter: [{ description: "Submitter is invalid" }] });
  // [OAS] "The submitter always becomes the author of the first comment on the ticket."
  // Assumption: without a submitter named, the requester wrote it.
  const author = input.submitter_id === undefined ? requester : submitter;
  const comment = draftComment(world, { ...(input.comment ?? { body: input.description }) }, author, 0);
  if (isRefusal(comment)) return comment;
  if (comment === null) {
    return recordInvalid({ base: [{ description: "Description: cannot be blank", error: "BlankValue" }] });
  }

  const { via: channel, requester: _requester, ...rest } = input;
  const blank = blankFacts(world, requester, source);
  const facts = draftFacts(world.state, blank, { ...rest, requester_id: requester.id }, caller);
  if (isRefusal(facts)) return facts;
  const via = viaChannel(channel?.channel ?? (source === null ? from : "closed_ticket"));
  const ticket = openTicket(world, { facts, via, description: comment.body, submitter_id: author.id });
  const actor = channel === undefined ? caller : author;
  const auditId = world.state.ids.next();
  const written = writeComment(world, comment, auditId, via);
  ticket.comments.push(written);
  const audit = openAudit(world, ticket, { input, actor, via }, auditId, [
    ...createEvents(world.state, facts),
    commentEvent(written),
  ]);
  ticket.audits.push(audit);
  world.state.tickets.set(ticket.id, ticket);
  source?.followup_ids.push(ticket.id);
  // zendesk.md §1.4: "create emits created + comment_added".
  world.publish(
    ticketEvents(world, ticket, actor, [{ type: "created", event: {} }, commentAdded(written, comment.author)]),
  );
  return { ticket, audit };
}

function openTicket(world: World, given: Pick<Ticket, "facts" | "via" | "description" | "submitter_id">): Ticket {
  const at = stampNow(world);
  const metrics = {
    id: world.state.ids.next(),
    repliedAt: null,
    replies: 0,
    reopens: 0,
    assignedAt: null,
    solvedAt: null,
    statusUpdatedAt: at,
    requesterUpdatedAt: at,
    latestCommentAt: at,
  };
  const ticket: Ticket = {
    ...given,
    id: world.state.ids.nextTicket(),
    createdAt: world.now(),
    updatedAt: world.now(),
    generatedAt: world.now(),
    comments: [],
    audits: [],
    metrics,
    followup_ids: [],
    deleted: false,
  };
  // The first comment is no reply, whoever wrote it.
  const action = { at: world.now(), byAgent: false, publicComment: false, commented: true, statusBefore: "new" };
  ticket.metrics = advanceMetrics(metrics, ticket, action);
  return ticket;
}

function blankFacts(world: World, requester: User, source: Ticket | null): Facts {
  const custom = [...world.state.ticketFields.values()]
    .filter((field) => field.removable)
    .map((field): [number, FieldValue] => [field.id, source?.facts.custom.get(field.id) ?? null]);
  return {
    type: null,
    subject: "",
    priority: null,
    status: "new",
    requester_id: requester.id,
    assignee_id: null,
    organization_id: requester.organization_id,
    group_id: [...world.state.groups.values()].find((group) => group.default)?.id ?? null,
    brand_id: world.state.brandId,
    ticket_form_id: world.state.formId,
    external_id: null,
    problem_id: null,
    due_at: null,
    // zendesk.md §2.7: a follow-up "inherits tags unless you send tags".
    tags: source?.facts.tags ?? [],
    follower_ids: [],
    email_cc_ids: [],
    custom: new Map(custom),
  };
}

function followedUp(world: World, id: number): Ticket | Refusal {
  const source = world.state.tickets.get(id);
  return source?.facts.status === "closed"
    ? source
    : recordInvalid({ base: [{ description: "Via followup source: only a closed ticket can be followed up" }] });
}

/** An existing requester, a new one by e-mail, or the caller. */
function findRequester(world: World, input: TicketInput, actor: User): User | Refusal {
  if (input.requester_id !== undefined) {
    return (
      world.state.users.get(input.requester_id) ??
      recordInvalid({ requester: [{ description: "Requester is invalid" }] })
    );
  }
  if (input.requester === undefined) return actor;
  const { email, name } = input.requester;
  return userByEmail(world.state, email) ?? createUser(world, { email, name: name ?? email.split("@")[0] ?? email });
}
