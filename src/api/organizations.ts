import * as z from "zod";
import { changeDetail } from "./changes.ts";
import { organization } from "./organization.ts";
import { owner } from "./shared.ts";

/** Answers of the organization mapping's routes. */

export const organizationPage = z.object({
  organizations: z.array(organization),
  total: z.int().nonnegative().describe("Of all that the search finds, whatever the page."),
  next: z.string().nullable().describe("`cursor` of the next page; null on the last one."),
  owner: owner.describe("Who says what the mapping is; under files and git it is read-only."),
});

/** What was made of one row at once, and the change by which it can be undone. */
export const organizationEdited = z.object({ organization: organization.nullable(), change: changeDetail });

const importProblem = z.object({
  line: z.int().describe("As editors count, from 1."),
  column: z.string().nullable().describe("The column's name; null when it is about the row as a whole."),
  found: z.string(),
  message: z.string(),
  accepted: z.array(z.string()),
});

export const importOutcome = z.object({
  rows: z.int().nonnegative(),
  added: z.int().nonnegative(),
  altered: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  problems: z.array(importProblem).describe("At most 1000; while there are any, nothing is proposed."),
  problemCount: z.int().nonnegative(),
  change: changeDetail.nullable().describe("The proposal; null for a dry run, with problems, or when nothing differs."),
});

export type OrganizationPageShown = z.infer<typeof organizationPage>;
export type OrganizationEdited = z.infer<typeof organizationEdited>;
export type ImportOutcome = z.infer<typeof importOutcome>;
