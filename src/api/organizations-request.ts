import * as z from "zod";

/** What is sent to the routes of the organization mapping. */

const text = z.string().trim().max(2000, "at most 2000 characters");
const optional = text.nullable().transform((words) => (words === "" ? null : words));
const list = z.array(text).max(200, "at most 200 entries");

/** One row as a person fills it in. What the cells mean is checked as those of the CSV file are, with the same words. */
const fields = {
  name: text.min(1, "the organization needs a name"),
  organizationId: optional.describe("The organization's id in the helpdesk."),
  externalId: optional.describe("The id that other systems know it by."),
  domains: list.describe("E-mail domains, e.g. acme.example."),
  tier: text.describe("A tier's name, e.g. growth."),
  start: optional.describe("First day, YYYY-MM-DD; null is open."),
  end: optional.describe("Last day, YYYY-MM-DD, inclusive; null is open."),
  onboarding: text.describe("completed, pending or existing."),
  sdk: z.boolean().describe("Whether the customer's apps include the SDK."),
  csm: optional,
  tam: optional,
  namedContacts: list.describe("E-mail addresses of the Named Support Contacts."),
  handles: list.describe("Repositories, organizations and people on GitHub, e.g. acme/globex-support."),
};

/** What is left out of a new row is empty. */
export const organizationFields = z.strictObject({
  name: fields.name,
  organizationId: fields.organizationId.default(null),
  externalId: fields.externalId.default(null),
  domains: fields.domains.default([]),
  tier: fields.tier,
  start: fields.start.default(null),
  end: fields.end.default(null),
  onboarding: fields.onboarding.default("completed"),
  sdk: fields.sdk.default(true),
  csm: fields.csm.default(null),
  tam: fields.tam.default(null),
  namedContacts: fields.namedContacts.default([]),
  handles: fields.handles.default([]),
});

/** What is left out of an edit stays. */
export const organizationPart = z.strictObject(fields).partial();

export const ORGANIZATION_PROBLEMS = ["any", "ended", "ends_soon", "not_started", "unknown_tier", "contacts"] as const;

/** Which rows: of a page, and of a bulk edit. */
export const organizationFilter = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .describe("Part of a name, id, domain, CSM or TAM; case and accents don't count."),
  tier: z.string().max(40).optional(),
  problem: z
    .enum(ORGANIZATION_PROBLEMS)
    .optional()
    .describe("Rows of which something should be seen to; ends_soon is within 30 days."),
});

export const organizationsQuery = organizationFilter.extend({
  sort: z.enum(["name", "-name", "tier", "-tier", "end", "-end"]).default("name").describe("- is descending."),
  cursor: z.string().max(2000).optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const MOST_BYTES_OF_CSV = 32 * 1024 * 1024;
/** As JSON, in which a CSV's quotes and line ends are escaped. */
export const IMPORT_BYTES = MOST_BYTES_OF_CSV + 1024 * 1024;

export const importRequest = z.strictObject({
  csv: z.string().max(MOST_BYTES_OF_CSV).describe("The file's text, with the columns of organizations.csv."),
  mode: z.enum(["merge", "replace"]).default("merge").describe("replace removes the rows that the file doesn't have."),
  dryRun: z.boolean().default(false).describe("Says what would be proposed, and stores nothing."),
  note: z.string().trim().max(500).default(""),
});

export type OrganizationFields = z.output<typeof organizationFields>;
export type OrganizationFilter = z.output<typeof organizationFilter>;
export type OrganizationsQuery = z.output<typeof organizationsQuery>;
export type ImportRequest = z.output<typeof importRequest>;
