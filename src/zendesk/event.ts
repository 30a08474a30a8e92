import * as z from "zod";
import { organizationId, ticketId, userId } from "../core/id.ts";
import { type Instant, parseInstant } from "../core/time.ts";
import type { Delivery } from "../desk/helpdesk.ts";
import { bodyFault, parseJson } from "../http/json.ts";

export interface ZendeskEvent {
  readonly delivery: Delivery;
  readonly happenedAt: Instant | null;
  readonly accountId: string | null;
  /** Without Zendesk's prefix, e.g. `ticket.created`; `unknown` where none can be read. */
  readonly type: string;
}

const EVENT_SHAPE = { maxDepth: 32, maxKeys: 2000, harmlessBytes: 65_536 };

/** Numbers beyond 2^53 have lost digits by now and would name somebody else's ticket: `z.int()` refuses them. */
const id = z.union([z.string(), z.int()]).nullish().catch(null);
const text = z.string().nullish().catch(null);

/**
 * Only what Tierline reads of an event, each part optional: Zendesk adds events and changes shapes without notice, ids
 * come as text or numbers, and anything may be `null` (`zendesk.md` §1.3).
 */
const eventSchema = z.object({
  account_id: id,
  type: text,
  time: text,
  subject: text,
  detail: z.object({ id, actor_id: id, updated_at: text }).nullish().catch(null),
});
type RawEvent = z.infer<typeof eventSchema>;

const TYPE = /^zen:event-type:([a-z_]{1,40}\.[a-z_]{1,60})$/i;

/**
 * Reduces a verified webhook body to what the Desk needs. Never throws, and keeps no word of the body but the event's
 * type. The event's own fields are hints: whatever is decided is read again from Zendesk.
 */
export function parseEvent(body: Uint8Array): ZendeskEvent {
  const json = parseJson(body, EVENT_SHAPE);
  if (!json.ok) return unusable(bodyFault(json.failure));
  const parsed = eventSchema.safeParse(json.value);
  if (!parsed.success) return unusable("the body is not a JSON object");
  const event = parsed.data;
  const type = TYPE.exec(event.type ?? "")?.[1]?.toLowerCase();
  const happenedAt = parseInstant(event.time ?? "");
  const envelope = { happenedAt, accountId: digits(event.account_id), type: type ?? "unknown" };
  if (type === undefined) return { ...envelope, delivery: { kind: "unusable", detail: "no event type" } };
  return { ...envelope, delivery: toDelivery(event, type) };
}

function toDelivery(event: RawEvent, type: string): Delivery {
  // `merged` speaks of the source ticket, which closes; the target has events of its own.
  if (type.startsWith("ticket.")) {
    const subject = ticketId(subjectId(event, "ticket"));
    if (subject === null) return { kind: "unusable", detail: `${type} names no ticket` };
    const { actor_id, updated_at } = event.detail ?? {};
    const ticketUpdatedAt = parseInstant(updated_at ?? "");
    return { kind: "ticket", ticketId: subject, type, actorId: userId(actor_id ?? ""), ticketUpdatedAt };
  }
  if (type.startsWith("organization.")) {
    const subject = organizationId(subjectId(event, "organization"));
    if (subject === null) return { kind: "unusable", detail: `${type} names no organization` };
    return { kind: "organization", organizationId: subject, type };
  }
  return { kind: "acknowledged", type };
}

/** The id stands twice: in the detail, and in a subject such as `zen:ticket:5158`. */
function subjectId(event: RawEvent, resource: string): string | number {
  const prefix = `zen:${resource}:`;
  if (event.detail?.id) return event.detail.id;
  return event.subject?.startsWith(prefix) ? event.subject.slice(prefix.length) : "";
}

const unusable = (detail: string): ZendeskEvent => ({
  delivery: { kind: "unusable", detail },
  happenedAt: null,
  accountId: null,
  type: "unknown",
});

const digits = (raw: string | number | null | undefined): string | null => {
  const text = String(raw ?? "");
  return /^\d{1,20}$/.test(text) ? text : null;
};
