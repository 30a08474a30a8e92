import type { Metrics, Ticket } from "./records/ticket.ts";
import { stamp } from "./stamp.ts";

/** [OAS TicketMetricObject]; without schedules, business time equals calendar time (assumption). */
export function metricSet(ticket: Ticket, origin: string): object {
  const { metrics } = ticket;
  const minutesTo = (epochMs: number | null) => {
    const minutes = epochMs === null ? null : Math.floor((epochMs - ticket.createdAt) / 60_000);
    return { calendar: minutes, business: minutes };
  };
  const solved = metrics.solvedAt === null ? null : Date.parse(metrics.solvedAt);
  const replied = metrics.repliedAt;
  // [OAS] "Number of seconds to the first reply during calendar hours, only available for Messaging tickets".
  const messaging = ticket.via.channel === "native_messaging";
  return {
    url: `${origin}/api/v2/ticket_metrics/${metrics.id}.json`,
    id: metrics.id,
    ticket_id: ticket.id,
    created_at: stamp(ticket.createdAt),
    updated_at: stamp(ticket.updatedAt),
    group_stations: ticket.facts.group_id === null ? 0 : 1,
    assignee_stations: metrics.assignedAt === null ? 0 : 1,
    reopens: metrics.reopens,
    replies: metrics.replies,
    assignee_updated_at: null,
    requester_updated_at: metrics.requesterUpdatedAt,
    status_updated_at: metrics.statusUpdatedAt,
    initially_assigned_at: metrics.assignedAt,
    assigned_at: metrics.assignedAt,
    solved_at: metrics.solvedAt,
    latest_comment_added_at: metrics.latestCommentAt,
    reply_time_in_minutes: minutesTo(replied),
    reply_time_in_seconds: {
      calendar: messaging && replied !== null ? Math.floor((replied - ticket.createdAt) / 1000) : null,
    },
    first_resolution_time_in_minutes: minutesTo(solved),
    full_resolution_time_in_minutes: minutesTo(solved),
    agent_wait_time_in_minutes: { calendar: null, business: null },
    requester_wait_time_in_minutes: { calendar: null, business: null },
    on_hold_time_in_minutes: { calendar: 0, business: 0 },
    custom_status_updated_at: metrics.statusUpdatedAt,
  };
}

/** What an action does to the metrics. The first reply is the first public comment by an agent after the creation. */
export function advanceMetrics(
  metrics: Metrics,
  ticket: Ticket,
  action: { at: number; byAgent: boolean; publicComment: boolean; commented: boolean; statusBefore: string },
): Metrics {
  const at = stamp(action.at);
  const { status, assignee_id } = ticket.facts;
  const reply = action.publicComment && action.byAgent;
  const statusChanged = status !== action.statusBefore;
  return {
    ...metrics,
    repliedAt: metrics.repliedAt ?? (reply ? action.at : null),
    replies: metrics.replies + (reply ? 1 : 0),
    reopens: metrics.reopens + (action.statusBefore === "solved" && statusChanged && status !== "closed" ? 1 : 0),
    assignedAt: metrics.assignedAt ?? (assignee_id === null ? null : at),
    solvedAt: status === "solved" || status === "closed" ? (metrics.solvedAt ?? at) : null,
    statusUpdatedAt: statusChanged ? at : metrics.statusUpdatedAt,
    requesterUpdatedAt: action.commented && !action.byAgent ? at : metrics.requesterUpdatedAt,
    latestCommentAt: action.commented ? at : metrics.latestCommentAt,
  };
}
