import * as z from "zod";

const id = z.coerce.number().int().positive();
const tags = z.union([z.string(), z.array(z.string())]);

const customField = z.object({ id, value: z.unknown() });

/** `put` (the default) or `delete` somebody [OAS FollowerObject, EmailCCObject]; strangers are left out. */
const watcher = z.object({
  user_id: id.optional(),
  user_email: z.string().optional(),
  action: z.enum(["put", "delete"]).default("put"),
});

/** `null` or a missing body of a comment is refused later, with Zendesk's own words. */
const comment = z.object({
  body: z.string().optional(),
  html_body: z.string().optional(),
  public: z.union([z.boolean(), z.stringbool()]).optional(),
  author_id: id.optional(),
});

/**
 * What POST and PUT of a ticket read [OAS TicketCreateInput, TicketUpdateInput]; anything else in the body is ignored.
 * Enumerations stay texts here, because a wrong one is refused as 422 and not as bad JSON.
 */
export const ticketInput = z.object({
  subject: z.string().nullish(),
  raw_subject: z.string().nullish(),
  description: z.string().optional(),
  comment: comment.optional(),
  type: z.string().nullish(),
  priority: z.string().nullish(),
  status: z.string().nullish(),
  requester_id: id.optional(),
  requester: z.object({ name: z.string().optional(), email: z.string() }).optional(),
  submitter_id: id.optional(),
  assignee_id: id.nullish(),
  assignee_email: z.string().optional(),
  group_id: id.nullish(),
  organization_id: id.nullish(),
  brand_id: id.optional(),
  ticket_form_id: id.nullish(),
  external_id: z.string().nullish(),
  problem_id: id.nullish(),
  due_at: z.string().nullish(),
  tags: tags.nullish(),
  custom_fields: z.union([z.array(customField), z.record(z.string(), z.unknown())]).optional(),
  fields: z.array(customField).optional(),
  followers: z.array(watcher).optional(),
  email_ccs: z.array(watcher).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  safe_update: z.unknown().optional(),
  updated_stamp: z.string().optional(),
  via_followup_source_id: id.optional(),
  via: z.object({ channel: z.string() }).optional(),
});
export type Watchers = readonly z.infer<typeof watcher>[];
export type TicketInput = z.infer<typeof ticketInput>;

/** The bulk form of update_many takes these two as well (zendesk.md §2.3: documented for update_many only). */
export const bulkTicketInput = ticketInput.extend({
  additional_tags: tags.optional(),
  remove_tags: tags.optional(),
});
export type BulkTicketInput = z.infer<typeof bulkTicketInput>;
