import * as z from "zod";

export const auditQuery = z.object({
  action: z.string().max(80).optional().describe("The beginning of an action, e.g. change or change.applied."),
  search: z.string().max(200).optional().describe("Part of who did it, or of what it was done to."),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export type AuditRequest = z.output<typeof auditQuery>;
