import { organizationId, ticketId, userId } from "../core/id.ts";
import { type Channel, PRIORITIES } from "../core/policy.ts";
import { type FirstReply, TICKET_STATUSES, type Ticket, type TicketOrganization } from "../core/ticket.ts";
import { after, type Instant, minutes, seconds } from "../core/time.ts";
import type { Provisioned } from "./connection.ts";
import type { MetricSet, ShowTicket, ZendeskTicket } from "./schema.ts";
import { severityOfOption } from "./severity-option.ts";

export type ToTicket =
  | { readonly kind: "ticket"; readonly ticket: Ticket }
  /** Deleted, archived or scrubbed. */
  | { readonly kind: "gone" }
  | { readonly kind: "incomplete"; readonly detail: string };

/** Zendesk's ticket, with its side-loads, in the core's words. */
export function toTicket(shown: ShowTicket, provisioned: Provisioned): ToTicket {
  const { ticket } = shown;
  const id = ticketId(ticket.id);
  if (id === null) return { kind: "incomplete", detail: "the ticket's id is no number" };
  const status = known(TICKET_STATUSES, ticket.status);
  if (status === null) return { kind: "gone" };
  const organization = toOrganization(shown, provisioned.organizationField.key);
  // Without its organization a ticket would quietly get the default tier's terms.
  if (organization === "missing") return { kind: "incomplete", detail: "the ticket's organization was not sent along" };

  const requester = shown.users?.find((user) => user.id === ticket.requester_id);
  const tags = ticket.tags ?? [];
  return {
    kind: "ticket",
    ticket: {
      id,
      createdAt: ticket.created_at,
      updatedAt: ticket.updated_at,
      status,
      // Zendesk closes the source of a merge and tags it; no field says so (`zendesk.md` §7, 12).
      merged: status === "closed" && tags.includes("closed_by_merge"),
      subject: ticket.subject ?? "",
      formId: ticket.ticket_form_id ?? null,
      groupId: ticket.group_id ?? null,
      channel: toChannel(ticket.via?.channel ?? null),
      priority: known(PRIORITIES, ticket.priority ?? ""),
      tags,
      requester: !shown.users
        ? null
        : { id: userId(ticket.requester_id ?? ""), email: requester?.email?.toLowerCase() || null },
      organization,
      fields: toFields(ticket, provisioned),
      task: ticket.type?.toLowerCase() === "task" ? { dueAt: ticket.due_at ?? null } : null,
      firstReply: firstReplyOf(shown),
    },
  };
}

function toOrganization(shown: ShowTicket, fieldKey: string): TicketOrganization | null | "missing" {
  const id = organizationId(shown.ticket.organization_id ?? "");
  if (id === null) return null;
  const found = shown.organizations?.find((organization) => organization.id === id);
  if (found === undefined) return "missing";
  return {
    id,
    externalId: found.external_id || null,
    name: found.name,
    supportTier: textOf(found.organization_fields?.[fieldKey]),
  };
}

function toFields({ custom_fields }: ZendeskTicket, { fields }: Provisioned): Ticket["fields"] {
  const value = (id: string) => custom_fields?.find((field) => field.id === id)?.value;
  return {
    severity: severityOfOption(value(fields.severity.id)),
    due: textOf(value(fields.due.id)),
    dueDate: textOf(value(fields.dueDate.id)),
    summary: textOf(value(fields.summary.id)),
  };
}

/** A field's text as it stands; `null` when it is empty. */
export const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** By the metric set, which stands in the ticket or beside it. */
export function firstReplyOf({ ticket, metric_sets }: Pick<ShowTicket, "ticket" | "metric_sets">): FirstReply | null {
  const metrics = ticket.metric_set ?? metric_sets?.find((set) => set.ticket_id === ticket.id) ?? null;
  return toFirstReply(ticket.created_at, metrics);
}

/** Calendar time from creation to the first public reply of an agent; seconds exist for messaging tickets only. */
function toFirstReply(createdAt: Instant, metrics: MetricSet | null): FirstReply | null {
  const inSeconds = metrics?.reply_time_in_seconds?.calendar ?? null;
  if (inSeconds !== null) return { at: after(createdAt, seconds(inSeconds)), precision: "second" };
  const inMinutes = metrics?.reply_time_in_minutes?.calendar ?? null;
  return inMinutes === null ? null : { at: after(createdAt, minutes(inMinutes)), precision: "minute" };
}

/**
 * Zendesk's via types by the contract's channels. REST, events and older accounts name the same way differently, or by
 * number. https://developer.zendesk.com/documentation/ticketing/reference-guides/via-types
 */
const VIA: ReadonlyMap<string, Channel> = new Map([
  ...["email", "mail", "4"].map((via) => [via, "email"] as const),
  ...["chat", "chat_transcript", "chat_offline_message", "messaging", "native_messaging", "29"].map(
    (via) => [via, "chat"] as const,
  ),
  ...["voice", "phone", "voicemail", "phone_call_inbound", "phone_call_outbound", "33", "34", "35"].map(
    (via) => [via, "phone"] as const,
  ),
  ...["api_voicemail", "api_phone_call_inbound", "api_phone_call_outbound"].map((via) => [via, "phone"] as const),
]);

/** @returns `null` for a way in that the contract doesn't name: the web form, the API, social messaging, … */
export function toChannel(via: string | number | null): Channel | null {
  return VIA.get(String(via).toLowerCase()) ?? null;
}

function known<Word extends string>(words: readonly Word[], text: string): Word | null {
  return words.find((word) => word === text.toLowerCase()) ?? null;
}
