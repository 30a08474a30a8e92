import * as z from "zod";
import { SEVERITIES } from "../core/policy.ts";
import { severityOption } from "../core/tags.ts";
import type { Call } from "./client.ts";
import type { Piece, TicketFieldName } from "./connection.ts";
import type { SetupFailure } from "./explain.ts";
import { pageMeta } from "./list-all.ts";
import { idSchema } from "./schema.ts";
import { isSigned, signed, type Wanted } from "./setup.ts";

/** A ticket field as Tierline wants it. Zendesk has no date-time type, so the due instant is text (`zendesk.md` §0.6). */
export interface TicketFieldDefinition {
  readonly title: string;
  readonly type: "tagger" | "text" | "date";
  readonly description: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

const SEVERITY_TITLES = { 1: "1 – Critical", 2: "2 – Major", 3: "3 – Minor", 4: "4 – Enhancement" } as const;

export const TICKET_FIELDS: Readonly<Record<TicketFieldName, TicketFieldDefinition>> = {
  severity: {
    title: "Support severity",
    type: "tagger",
    description: "The severity that the first-response target is read by. Set it by hand to overrule Tierline.",
    options: SEVERITIES.map((severity) => ({ name: SEVERITY_TITLES[severity], value: severityOption(severity) })),
  },
  due: {
    title: "First response due",
    type: "text",
    description: "When the first response is due by contract, to the second, in UTC.",
    options: [],
  },
  dueDate: {
    title: "First response due date",
    type: "date",
    description: "The day of the due time in the support policy's zone, for views to sort and filter by.",
    options: [],
  },
  summary: {
    title: "Support summary",
    type: "text",
    description: "The customer's support terms for this ticket in one line.",
    options: [],
  },
};

const ticketFieldSchema = z.object({
  id: idSchema,
  type: z.string(),
  title: z.string(),
  active: z.boolean(),
  description: z.string().nullish(),
  custom_field_options: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
export type TicketField = z.infer<typeof ticketFieldSchema>;

export const ticketFieldPage = z
  .object({ ticket_fields: z.array(ticketFieldSchema), meta: pageMeta })
  .transform(({ ticket_fields, meta }) => ({ items: ticket_fields, meta }));

const endpoint = "/api/v2/ticket_fields/{id}";
const answer = z.object({ ticket_field: ticketFieldSchema }).transform(({ ticket_field }) => ticket_field);

export const showTicketField = (id: string): Call<TicketField> => ({
  method: "GET",
  path: `/api/v2/ticket_fields/${id}.json`,
  endpoint,
  answer,
});

export const deleteTicketField = (id: string): Call<unknown> => ({
  method: "DELETE",
  path: `/api/v2/ticket_fields/${id}.json`,
  endpoint,
  answer: z.unknown(),
});

export function wantedTicketField(
  name: TicketFieldName,
  existing: readonly TicketField[],
  previous: Piece | null,
): Wanted<TicketField> {
  const definition = TICKET_FIELDS[name];
  const { title, type, description, options } = definition;
  return {
    what: `ticket field "${title}"`,
    // The id holds when somebody renamed the field; the title, when nothing is known.
    found:
      existing.find((field) => field.id === previous?.id) ?? existing.find((field) => field.title === title) ?? null,
    previous,
    ours: (field) => isSigned(field.description),
    unfit: (field) => mismatch(definition, field),
    repair: (field) =>
      field.active
        ? null
        : {
            detail: "was inactive and is active again",
            call: {
              method: "PUT",
              path: `/api/v2/ticket_fields/${field.id}.json`,
              endpoint,
              json: { ticket_field: { active: true } },
              answer: z.unknown(),
            },
          },
    create: () => ({
      method: "POST",
      path: "/api/v2/ticket_fields.json",
      endpoint: "/api/v2/ticket_fields",
      json: {
        ticket_field: {
          type,
          title,
          description: signed(description),
          ...(options.length > 0 ? { custom_field_options: options } : {}),
        },
      },
      answer,
    }),
  };
}

/** Another type, or other options, under the same title: writing to it would fail on every ticket. */
export function unfitness(definition: TicketFieldDefinition, field: TicketField): string | null {
  if (field.type !== definition.type) return `is of type ${field.type} where Tierline needs ${definition.type}`;
  const values = new Set(field.custom_field_options?.map((option) => option.value));
  const missing = definition.options.filter((option) => !values.has(option.value)).map((option) => option.value);
  return missing.length === 0 ? null : `lacks the options ${missing.join(", ")}`;
}

function mismatch(definition: TicketFieldDefinition, field: TicketField): SetupFailure | null {
  const unfit = unfitness(definition, field);
  if (unfit === null) return null;
  return {
    reason: "mismatch",
    message: `The ticket field "${field.title}" (${field.id}) exists and ${unfit}.`,
    mend: "Rename that field in Admin Center → Objects and rules → Tickets → Fields, and run connect again.",
  };
}
