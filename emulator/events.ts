import type { FactChange, FieldName, Scalar } from "./changes.ts";
import type { FieldValue } from "./records/field.ts";
import type { Organization } from "./records/organization.ts";
import type { User } from "./records/people.ts";
import type { Comment, Status, Ticket } from "./records/ticket.ts";
import { nanoStamp, stamp } from "./stamp.ts";
import { eventChannel } from "./via.ts";
import type { World } from "./world.ts";

/** One webhook event: the body of zendesk.md §1.2 [OFF], serialized once and sent to every subscriber. */
export interface Event {
  readonly type: string;
  readonly id: string;
  readonly body: string;
}

type Happening = { readonly type: string; readonly event: object };

/** The events of one action: they share `meta.sequence.id` (zendesk.md §1.3 [OFF]). */
export function ticketEvents(world: World, ticket: Ticket, actor: User, happenings: readonly Happening[]): Event[] {
  const sequence = world.state.ids.hex(32).toUpperCase();
  const detail = ticketDetail(world, ticket, actor);
  return happenings.map(({ type, event }, index) =>
    envelope(world, {
      type: `zen:event-type:ticket.${type}`,
      subject: `zen:ticket:${ticket.id}`,
      version: "2022-11-06",
      time: nanoStamp(world.now()),
      detail,
      event: { ...event, meta: { sequence: { id: sequence, position: index + 1 } } },
    }),
  );
}

/** zendesk.md §1.3 [OFF]: exactly these keys. No custom fields, no due date, no requester's e-mail. */
function ticketDetail(world: World, ticket: Ticket, actor: User): object {
  const { facts } = ticket;
  return {
    actor_id: String(actor.id),
    assignee_id: text(facts.assignee_id),
    brand_id: text(facts.brand_id),
    created_at: stamp(ticket.createdAt),
    custom_status: String(world.state.customStatusIds[facts.status]),
    description: ticket.description,
    external_id: facts.external_id,
    form_id: text(facts.ticket_form_id),
    group_id: text(facts.group_id),
    id: String(ticket.id),
    is_public: ticket.comments.some((comment) => comment.public),
    organization_id: text(facts.organization_id),
    priority: upper(facts.priority),
    requester_id: String(facts.requester_id),
    status: ticket.deleted ? "DELETED" : upper(facts.status),
    subject: facts.subject,
    submitter_id: String(ticket.submitter_id),
    // zendesk.md §1.3 [3P]: `tags` is seen as null.
    tags: facts.tags.length === 0 ? null : facts.tags,
    type: upper(facts.type),
    updated_at: stamp(ticket.updatedAt),
    // zendesk.md §0.10: the ticket's origin, not the channel of this change.
    via: { channel: eventChannel(ticket.via.channel) },
  };
}

/** zendesk.md §1.4: the event that each changed fact becomes, and its `event` object [3P]. */
export function changeHappenings(world: World, changes: readonly FactChange[]): Happening[] {
  return changes.flatMap((change) => happeningsOf(world, change));
}

function happeningsOf(world: World, change: FactChange): Happening[] {
  switch (change.kind) {
    case "field": {
      const { name, previous, current } = change;
      const happening = {
        type: EVENT_OF_FIELD[name],
        event: { current: word(name, current), previous: word(name, previous) },
      };
      return name === "status" ? [happening, customStatusChanged(world, previous, current)] : [happening];
    }
    case "custom":
      return [customFieldChanged(world, change.fieldId, change.previous, change.current)];
    case "set":
      return change.name === "tags"
        ? [{ type: "tags_changed", event: { tags_added: change.added, tags_removed: change.removed } }]
        : [
            {
              type: change.name === "follower_ids" ? "followers_changed" : "email_ccs_changed",
              event: { users_added: change.added.map(String), users_removed: change.removed.map(String) },
            },
          ];
  }
}

const EVENT_OF_FIELD: Readonly<Record<FieldName, string>> = {
  type: "type_changed",
  subject: "subject_changed",
  priority: "priority_changed",
  status: "status_changed",
  requester_id: "requester_changed",
  assignee_id: "agent_assignment_changed",
  organization_id: "organization_changed",
  group_id: "group_assignment_changed",
  brand_id: "brand_changed",
  ticket_form_id: "form_changed",
  external_id: "external_id_changed",
  problem_id: "problem_link_changed",
  due_at: "task_due_at_changed",
};

function customFieldChanged(world: World, fieldId: number, previous: FieldValue, current: FieldValue): Happening {
  const field = world.state.ticketFields.get(fieldId);
  return {
    type: "custom_field_changed",
    event: {
      current: { value: current },
      previous: { value: previous },
      custom_field: { id: String(fieldId), title: field?.title ?? "", type: field?.type ?? "text" },
    },
  };
}

function customStatusChanged(world: World, previous: Scalar, current: Scalar): Happening {
  const ids: Readonly<Record<string, number>> = world.state.customStatusIds satisfies Record<Status, number>;
  return {
    type: "custom_status_changed",
    event: { current: text(ids[String(current)] ?? null), previous: text(ids[String(previous)] ?? null) },
  };
}

export function commentAdded(comment: Comment, author: User): Happening {
  return {
    type: "comment_added",
    event: {
      comment: {
        id: String(comment.id),
        body: comment.body,
        html_body: comment.html_body,
        is_public: comment.public,
        author: { id: String(author.id), is_staff: author.role !== "end-user", name: author.name },
      },
    },
  };
}

/** zendesk.md §1.4 [OFF]: organization events carry neither tags nor fields nor domains. */
export function organizationEvent(world: World, organization: Organization, type: string, event: object): Event {
  return envelope(world, {
    type: `zen:event-type:organization.${type}`,
    subject: `zen:organization:${organization.id}`,
    version: "2022-06-20",
    time: stamp(world.now()),
    detail: {
      created_at: organization.created_at,
      external_id: organization.external_id,
      group_id: text(organization.group_id),
      id: String(organization.id),
      name: organization.name,
      shared_comments: organization.shared_comments,
      shared_tickets: organization.shared_tickets,
      updated_at: organization.updated_at,
    },
    event,
  });
}

function envelope(
  world: World,
  { version, ...rest }: { type: string; subject: string; version: string; time: string; detail: object; event: object },
): Event {
  const id = world.state.ids.uuid();
  const body = JSON.stringify({ account_id: world.state.accountId, id, zendesk_event_version: version, ...rest });
  return { type: rest.type, id, body };
}

/** zendesk.md §0.5: ids are texts in events. */
function text(id: number | null): string | null {
  return id === null ? null : String(id);
}

/** zendesk.md §0.5: enumerations are UPPER-CASE in events. */
function upper(value: string | null): string | null {
  return value === null ? null : value.toUpperCase();
}

function word(name: FieldName, value: Scalar): string | null {
  if (value === null) return null;
  return name === "status" || name === "priority" || name === "type" ? String(value).toUpperCase() : String(value);
}
