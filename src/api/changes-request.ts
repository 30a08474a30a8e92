import * as z from "zod";
import { organizationFields, organizationFilter, organizationPart } from "./organizations-request.ts";

/** `POST changes`: what somebody proposes. Nothing is altered until the change is applied. */

const row = z.string().regex(/^\d{1,15}$/, "a row's id is a whole number");
const note = z.string().trim().max(500).default("").describe("Why, for those who read the audit trail.");

const organizationEdit = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("add"), organization: organizationFields }),
  z.strictObject({
    op: z.literal("set"),
    id: row,
    etag: z.string().optional().describe("Refused when the row is another by now."),
    organization: organizationPart.describe("What is left out stays."),
  }),
  z.strictObject({ op: z.literal("remove"), id: row, etag: z.string().optional() }),
]);

/** One place of the policy's document, and what stands there instead. */
export const policyEdit = z.strictObject({
  path: z
    .array(z.union([z.string().max(80), z.int().min(0).max(5000)]))
    .min(2)
    .max(8)
    .describe(
      'From the document\'s root, e.g. ["policy", "support_levels", "growth", "initial_response_time", "severity_2"].',
    ),
  value: z.json().optional().describe("In the contract's own words; left out, the key is removed."),
});

export const policyEdits = z.array(policyEdit).min(1).max(500);

export const changeRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("organizations"), edits: z.array(organizationEdit).min(1).max(1000), note }),
  z.strictObject({
    kind: z.literal("bulk"),
    rows: z.union([z.array(row).min(1).max(5000), organizationFilter.strict()]).describe("Ids, or what to search for."),
    set: organizationPart.omit({ name: true, organizationId: true, externalId: true, domains: true }),
    note,
  }),
  z.strictObject({
    kind: z.literal("map"),
    stranger: z
      .string()
      .max(300)
      .regex(/^(org:[1-9]\d{0,19}|domain:\S+)$/, "as `id` of GET unmapped"),
    to: z.union([row, organizationFields]).describe("A row that it belongs to, or a row of its own."),
    note,
  }),
  z.strictObject({ kind: z.literal("policy"), edits: policyEdits, note }),
  z.strictObject({
    kind: z.literal("holidays"),
    list: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "a list's name has small letters, digits and -")
      .describe("One of the document's lists, or a new one."),
    title: z.string().trim().max(200).optional().describe("Of a new list."),
    source: z.string().trim().max(500).optional(),
    entries: z
      .array(z.strictObject({ date: z.iso.date(), name: z.string().trim().min(1).max(200) }))
      .min(1)
      .max(2000)
      .describe("As read from an iCalendar file. Dates that the list has keep their switch."),
    note,
  }),
  z.strictObject({
    kind: z.literal("restore"),
    version: z.int().positive().describe("A policy version's number."),
    note,
  }),
]);

export const changesQuery = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type ChangeRequest = z.output<typeof changeRequest>;
export type OrganizationEdit = z.output<typeof organizationEdit>;
export type PolicyEdit = z.output<typeof policyEdit>;
