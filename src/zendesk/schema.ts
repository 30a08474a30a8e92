import * as z from "zod";
import { parseInstant } from "../core/time.ts";

/**
 * The parts of Zendesk's answers that Tierline reads. Shapes: Zendesk's Support OpenAPI document 2.0.0 (`TicketObject`,
 * `TicketMetricObject`, `TicketAuditObject`). Lenient where an answer may grow, strict where a wrong guess would be
 * written back.
 */

/** Digits beyond 2^53 are lost in JSON numbers, so such an id is refused and never rounded. */
export const idSchema = z.union([z.int().positive(), z.string().regex(/^[\w-]{1,64}$/)]).transform(String);

const instantSchema = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: "custom", message: "not a date-time with an offset" });
  return z.NEVER;
});

const fieldValueSchema = z.object({ id: idSchema, value: z.unknown() });

const calendarTime = z.object({ calendar: z.int().nonnegative().nullish() }).nullish();
export const metricSetSchema = z.object({
  ticket_id: idSchema.nullish(),
  reply_time_in_minutes: calendarTime,
  reply_time_in_seconds: calendarTime,
});
export type MetricSet = z.infer<typeof metricSetSchema>;

export const ticketSchema = z.object({
  id: idSchema,
  created_at: instantSchema,
  updated_at: instantSchema,
  status: z.string(),
  subject: z.string().nullish(),
  ticket_form_id: idSchema.nullish(),
  group_id: idSchema.nullish(),
  via: z.object({ channel: z.union([z.string(), z.int()]).nullish() }).nullish(),
  priority: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  custom_fields: z.array(fieldValueSchema).nullish(),
  requester_id: idSchema.nullish(),
  organization_id: idSchema.nullish(),
  type: z.string().nullish(),
  due_at: instantSchema.nullish(),
  metric_set: metricSetSchema.nullish(),
});
export type ZendeskTicket = z.infer<typeof ticketSchema>;

const userSchema = z.object({ id: idSchema, email: z.string().nullish() });
const organizationSchema = z.object({
  id: idSchema,
  name: z.string(),
  external_id: z.string().nullish(),
  organization_fields: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * `?include=users,organizations,metric_sets`. Users and organizations come beside the ticket; the metric set comes inside
 * it, and beside it in some answers seen in the wild, so both places are read.
 */
const sideLoads = {
  users: z.array(userSchema).nullish(),
  organizations: z.array(organizationSchema).nullish(),
  metric_sets: z.array(metricSetSchema).nullish(),
};

/** `GET /tickets/{id}` with side-loads. */
export const showTicketSchema = z.object({ ticket: ticketSchema, ...sideLoads });
export type ShowTicket = z.infer<typeof showTicketSchema>;

/** `GET /tickets/show_many` with side-loads. Tickets are parsed one by one: an odd one must not hide the others. */
export const showManySchema = z.object({ tickets: z.array(z.unknown()), ...sideLoads });

/** The answer to a PUT: the ticket as it stands now, of which the documentation's own example leaves out most. */
export const updatedTicketSchema = z.object({
  ticket: ticketSchema.partial().extend({ updated_at: instantSchema }),
  audit: z.object({ events: z.array(z.object({ type: z.string() })).nullish() }).nullish(),
});
export type UpdatedTicket = z.infer<typeof updatedTicketSchema>;

/** The custom part of an audit's metadata is whatever somebody sent, so it is read by hand. */
export const auditsSchema = z.object({
  audits: z.array(z.object({ metadata: z.object({ custom: z.unknown() }).nullish().catch(null) })),
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish(),
});
