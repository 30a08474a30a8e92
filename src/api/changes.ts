import * as z from "zod";
import { organization } from "./organization.ts";
import { instant, priority, severityLevel } from "./shared.ts";

/** A change of the mapping or the policy: proposed, applied, undone. */

export const actor = z.object({
  kind: z.enum(["admin", "automation", "operator", "system"]),
  id: z.string().nullable(),
  name: z.string(),
});

export const change = z.object({
  id: z.string(),
  state: z.enum(["proposed", "applied", "undone"]),
  what: z.enum(["organizations", "policy", "both"]),
  note: z.string(),
  proposedAt: instant,
  proposedBy: actor,
  appliedAt: instant.nullable(),
  undoes: z.string().nullable().describe("The change that this one takes back."),
  counts: z.object({
    open: z.int().nonnegative().describe("Open tickets that are known."),
    weighed: z.int().nonnegative().describe("Those that were decided twice, before and after."),
    differ: z.int().nonnegative(),
    turnLate: z.int().nonnegative().describe("In time until now, and late at once."),
    rows: z.int().nonnegative().describe("Rows of the mapping that are added, removed or altered."),
  }),
  progress: z
    .object({ total: z.int().nonnegative(), done: z.int().nonnegative() })
    .nullable()
    .describe("Tickets brought up to date; null until it is applied."),
  paused: z.boolean(),
  undoUntil: instant.nullable().describe("null when it can't be undone."),
});

const promised = z.object({
  tier: z.string(),
  severity: severityLevel,
  priority,
  due: instant.nullable(),
});

const ticketDifference = z.object({
  ticketId: z.string(),
  organization: z.string().nullable(),
  before: promised,
  after: promised,
  turnsLate: z.boolean(),
});

/** One place of the policy that differs. `undefined` values are left out: the key is not there. */
export const policyDifference = z.object({
  path: z.array(z.string()),
  before: z.json().optional(),
  after: z.json().optional(),
});

export const changeDetail = change.extend({
  organizations: z
    .array(z.object({ id: z.string(), before: organization.nullable(), after: organization.nullable() }))
    .describe("The first 200 rows; counts.rows says how many there are."),
  policy: z.array(policyDifference),
  tickets: z.array(ticketDifference).describe("The first 200, those that turn late before the others."),
  outdated: z
    .object({ rows: z.array(z.string()), policy: z.boolean() })
    .nullable()
    .describe("What others have changed since; then it can't be applied."),
});

export const changePage = z.object({ changes: z.array(change), next: z.string().nullable() });

export type ChangeShown = z.infer<typeof change>;
export type ChangeDetail = z.infer<typeof changeDetail>;
export type ChangePage = z.infer<typeof changePage>;
export type PolicyDifference = z.infer<typeof policyDifference>;
