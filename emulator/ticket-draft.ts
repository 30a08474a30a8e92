import { readFieldValue } from "./field-values.ts";
import type { FieldValue } from "./records/field.ts";
import type { User } from "./records/people.ts";
import type { Facts, Priority, Status, TicketType } from "./records/ticket.ts";
import { isRefusal, type Refusal, recordInvalid } from "./refusal.ts";
import { normaliseStamp } from "./stamp.ts";
import type { State } from "./state.ts";
import { addTags, normaliseTags, removeTags, tagsOfValue, valueOfTags } from "./tags.ts";
import type { TicketInput, Watchers } from "./ticket-input.ts";
import { organizationIdsOf, userByEmail } from "./users.ts";

const STATUSES = ["new", "open", "pending", "hold", "solved", "closed"] as const;
const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
const TYPES = ["problem", "incident", "question", "task"] as const;

/**
 * The facts as they would be after `input`, or why Zendesk refuses it.
 * Order: who, what, tags, custom fields (so that a field sent together with tags wins; assumption), then the rules
 * that follow from the rest.
 */
export function draftFacts(state: State, before: Facts, input: TicketInput, actor: User): Facts | Refusal {
  const people = draftPeople(state, before, input);
  if (isRefusal(people)) return people;
  const words = draftWords(state, before, input);
  if (isRefusal(words)) return words;
  const labels = draftLabels(state, before, input);
  if (isRefusal(labels)) return labels;
  const draft: Facts = { ...before, ...words, ...people, ...labels };
  return settle(state, before, draft, actor);
}

function draftPeople(state: State, before: Facts, input: TicketInput): Partial<Facts> | Refusal {
  const requester = input.requester_id === undefined ? undefined : state.users.get(input.requester_id);
  if (input.requester_id !== undefined && requester === undefined) return invalid("requester", "Requester is invalid");
  const requester_id = requester?.id ?? before.requester_id;
  const moved = requester_id !== before.requester_id;

  const assignee_id = readAssignee(state, before, input);
  if (isRefusal(assignee_id)) return assignee_id;

  // Assumption: with a new requester and no organization named, the ticket follows to the requester's default one.
  const organization_id =
    input.organization_id !== undefined
      ? input.organization_id
      : moved
        ? (requester?.organization_id ?? null)
        : before.organization_id;
  // [OAS] "You can only specify the ID of an organization associated with the requester."
  if (
    organization_id !== null &&
    organization_id !== before.organization_id &&
    !organizationIdsOf(state, requester_id).includes(organization_id)
  ) {
    return invalid("organization", "Organization is invalid for the requester");
  }
  const group_id = input.group_id === undefined ? before.group_id : input.group_id;
  if (group_id !== null && !state.groups.has(group_id)) return invalid("group", "Group is invalid");
  return { requester_id, assignee_id, organization_id, group_id };
}

function readAssignee(state: State, before: Facts, input: TicketInput): number | null | Refusal {
  const byEmail = userByEmail(state, input.assignee_email ?? "");
  const id = input.assignee_id !== undefined ? input.assignee_id : byEmail?.id;
  if (id === undefined) return before.assignee_id;
  if (id === null) return null;
  const role = state.users.get(id)?.role;
  return role === "admin" || role === "agent" ? id : invalid("assignee", "Assignee is invalid");
}

function draftWords(state: State, before: Facts, input: TicketInput): Partial<Facts> | Refusal {
  const status = readWord(STATUSES, input.status ?? before.status);
  if (status === undefined) return invalid("status", `Status: '${input.status}' is not valid`);
  const priority = input.priority === undefined ? before.priority : readOptionalWord(PRIORITIES, input.priority);
  if (priority === undefined) return invalid("priority", `Priority: '${input.priority}' is not valid`);
  const type = input.type === undefined ? before.type : readOptionalWord(TYPES, input.type);
  if (type === undefined) return invalid("type", `Type: '${input.type}' is not valid`);
  const due_at = readDueAt(before, type, input.due_at);
  if (isRefusal(due_at)) return due_at;
  return {
    status,
    priority,
    type,
    due_at,
    subject: input.subject ?? input.raw_subject ?? before.subject,
    external_id: input.external_id === undefined ? before.external_id : input.external_id,
    // [OAS] "For tickets of type "incident", the ID of the problem the incident is linked to."
    problem_id: type !== "incident" ? null : input.problem_id === undefined ? before.problem_id : input.problem_id,
    brand_id: input.brand_id ?? before.brand_id,
    ticket_form_id: input.ticket_form_id ?? before.ticket_form_id,
    follower_ids: watch(state, before.follower_ids, input.followers ?? []),
    email_cc_ids: watch(state, before.email_cc_ids, input.email_ccs ?? []),
  };
}

function watch(state: State, ids: readonly number[], changes: Watchers): readonly number[] {
  const watching = new Set(ids);
  for (const { user_id, user_email, action } of changes) {
    const user = user_id === undefined ? userByEmail(state, user_email ?? "") : state.users.get(user_id);
    if (user !== undefined && action === "put") watching.add(user.id);
    if (user !== undefined && action === "delete") watching.delete(user.id);
  }
  return [...watching];
}

/** zendesk.md §2.1 [OAS]: only a task has a due date. That one sent with another type is ignored in silence: assumption. */
function readDueAt(before: Facts, type: TicketType | null, given: string | null | undefined): string | null | Refusal {
  if (type !== "task") return null;
  if (given === undefined) return before.due_at;
  if (given === null || given === "") return null;
  return normaliseStamp(given) ?? invalid("due_at", "Due date is not properly formatted");
}

function draftLabels(state: State, before: Facts, input: TicketInput): Pick<Facts, "tags" | "custom"> | Refusal {
  const given = input.tags === undefined ? before.tags : normaliseTags(input.tags ?? []);
  const custom = new Map(before.custom);
  for (const field of state.ticketFields.values()) {
    const value = before.custom.get(field.id) ?? null;
    if (input.tags !== undefined) custom.set(field.id, valueOfTags(field, given, value));
  }
  let tags: readonly string[] = given;
  for (const [fieldId, raw] of customFieldPairs(input)) {
    const field = state.ticketFields.get(fieldId);
    // Assumption: an id that is no custom field is ignored.
    if (field === undefined || !field.removable) continue;
    const outcome = readFieldValue(field, raw);
    if ("refused" in outcome) {
      return recordInvalid({
        base: [{ description: `${field.title}: ${outcome.refused}`, error: "InvalidValue", ticket_field_id: field.id }],
      });
    }
    // zendesk.md §2.1 (UNCONFIRMED there): "setting it adds that tag to the ticket and vice versa".
    const gone = [
      ...tagsOfValue(field, before.custom.get(fieldId) ?? null),
      ...tagsOfValue(field, custom.get(fieldId) ?? null),
    ];
    tags = addTags(removeTags(tags, gone), tagsOfValue(field, outcome.value));
    custom.set(fieldId, outcome.value);
  }
  return { tags, custom };
}

function customFieldPairs(input: TicketInput): [number, unknown][] {
  const given = input.custom_fields ?? input.fields ?? [];
  return Array.isArray(given)
    ? given.map(({ id, value }) => [id, value])
    : Object.entries(given).map(([id, value]) => [Number(id), value]);
}

/** What follows from the rest. The first two rules are long-standing behaviour of Zendesk's workspace; assumptions. */
function settle(state: State, before: Facts, draft: Facts, actor: User): Facts | Refusal {
  let { status, assignee_id } = draft;
  if (status === "new" && assignee_id !== null) status = "open";
  if (status === "solved" && assignee_id === null && actor.role !== "end-user") assignee_id = actor.id;
  if (status === "solved" && before.status !== "solved") {
    const missing = [...state.ticketFields.values()].filter((field) => field.required && isEmpty(draft, field.id));
    // zendesk.md §2.7 [3P zenpy#114]: solving with an empty required field.
    if (missing.length > 0) {
      return recordInvalid({
        base: missing.map((field) => ({
          description: `${field.title}: is required when solving a ticket`,
          error: "BlankValue",
          ticket_field_id: field.id,
        })),
      });
    }
  }
  return { ...draft, status, assignee_id };
}

function isEmpty(facts: Facts, fieldId: number): boolean {
  const value: FieldValue = facts.custom.get(fieldId) ?? null;
  return value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

function readWord<W extends Status | Priority | TicketType>(words: readonly W[], given: string): W | undefined {
  return words.find((word) => word === given);
}

function readOptionalWord<W extends Priority | TicketType>(
  words: readonly W[],
  given: string | null,
): W | null | undefined {
  return given === null || given === "" ? null : readWord(words, given);
}

function invalid(field: string, description: string): Refusal {
  return recordInvalid({ [field]: [{ description, error: "InvalidValue" }] });
}
