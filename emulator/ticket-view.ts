import { presentGroup } from "./groups.ts";
import { metricSet } from "./metrics.ts";
import { presentOrganization } from "./organizations.ts";
import type { Ticket } from "./records/ticket.ts";
import { stamp } from "./stamp.ts";
import { presentUser } from "./users.ts";
import type { World } from "./world.ts";

/** [OAS TicketObject]; every active custom field is listed, unset ones as null. */
export function presentTicket(world: World, ticket: Ticket): object {
  const { custom, ...facts } = ticket.facts;
  const custom_fields = [...world.state.ticketFields.values()]
    .filter((field) => field.removable && field.active)
    .map((field) => ({ id: field.id, value: custom.get(field.id) ?? null }));
  return {
    ...facts,
    url: `${world.origin}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    via: ticket.via,
    created_at: stamp(ticket.createdAt),
    updated_at: stamp(ticket.updatedAt),
    generated_timestamp: Math.floor(ticket.generatedAt / 1000),
    raw_subject: facts.subject,
    description: ticket.description,
    // Deleted tickets are only seen in the incremental export, with this status (assumption).
    status: ticket.deleted ? "deleted" : facts.status,
    custom_status_id: world.state.customStatusIds[facts.status],
    recipient: null,
    submitter_id: ticket.submitter_id,
    collaborator_ids: [...new Set([...facts.follower_ids, ...facts.email_cc_ids])],
    forum_topic_id: null,
    has_incidents: false,
    is_public: ticket.comments.some((comment) => comment.public),
    custom_fields,
    fields: custom_fields,
    satisfaction_rating: null,
    sharing_agreement_ids: [],
    followup_ids: ticket.followup_ids,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: ticket.via.channel === "native_messaging",
  };
}

/**
 * `?include=users,organizations,groups,metric_sets,comment_count` (zendesk.md §2.4). The OAS says nothing of where
 * metric sets go, and recorded clients read both places: `ticket.metric_set` and a list `metric_sets`. The emulator
 * does one of the two, as `World.metricSets` says; assumption.
 */
export function presentTickets(
  world: World,
  tickets: readonly Ticket[],
  include: string | undefined,
): { tickets: object[]; sideLoads: Record<string, object[]> } {
  const wanted = new Set((include ?? "").split(",").map((name) => name.trim()));
  const { users, organizations, groups } = world.state;
  const each = tickets.map((ticket) => ({
    ...presentTicket(world, ticket),
    ...(wanted.has("metric_sets") && world.metricSets === "embedded"
      ? { metric_set: metricSet(ticket, world.origin) }
      : {}),
    ...(wanted.has("comment_count") ? { comment_count: ticket.comments.length } : {}),
  }));
  const sideLoads: Record<string, object[]> = {};
  if (wanted.has("users")) {
    const ids = tickets.flatMap(({ facts, submitter_id }) => [
      facts.requester_id,
      facts.assignee_id,
      submitter_id,
      ...facts.follower_ids,
      ...facts.email_cc_ids,
    ]);
    sideLoads["users"] = pick(users, ids).map((user) => presentUser(world, user));
  }
  if (wanted.has("organizations")) {
    const ids = tickets.map(({ facts }) => facts.organization_id);
    sideLoads["organizations"] = pick(organizations, ids).map((found) => presentOrganization(world, found));
  }
  if (wanted.has("groups")) {
    const ids = tickets.map(({ facts }) => facts.group_id);
    sideLoads["groups"] = pick(groups, ids).map((group) => presentGroup(world, group));
  }
  if (wanted.has("metric_sets") && world.metricSets === "listed") {
    sideLoads["metric_sets"] = tickets.map((ticket) => metricSet(ticket, world.origin));
  }
  return { tickets: each, sideLoads };
}

function pick<T>(records: ReadonlyMap<number, T>, ids: readonly (number | null)[]): T[] {
  return [...new Set(ids)].flatMap((id) => (id === null ? [] : (records.get(id) ?? [])));
}
