import * as z from "zod";
import { localDate } from "./shared.ts";

/** One row of the organization mapping: what one organization bought, from when to when. */
export const organization = z.object({
  id: z.string().describe("The row's own, which stays when the row is edited."),
  etag: z.string().describe("For If-Match."),
  name: z.string(),
  organizationId: z.string().nullable(),
  externalId: z.string().nullable(),
  domains: z.array(z.string()),
  tier: z.string(),
  start: localDate.nullable(),
  end: localDate.nullable(),
  onboarding: z.enum(["completed", "pending", "existing"]),
  sdk: z.boolean(),
  csm: z.string().nullable(),
  tam: z.string().nullable(),
  namedContacts: z.array(z.string()),
  handles: z.array(z.string()),
  problems: z
    .array(
      z.object({ kind: z.enum(["ended", "ends_soon", "not_started", "unknown_tier", "contacts"]), words: z.string() }),
    )
    .describe("What should be seen to, as of today."),
});

export type OrganizationShown = z.infer<typeof organization>;
