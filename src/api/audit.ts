import * as z from "zod";
import { AUDIT_ACTIONS, AUDIT_TOPICS } from "../desk/audit-action.ts";
import { actor } from "./changes.ts";
import { instant } from "./shared.ts";

/** The audit trail: who did what, when. Entries are added and never altered; each names the one before by its hash. */

export const auditAction = z.enum(AUDIT_ACTIONS);
/** The first word of an action. */
export const auditTopic = z.enum(AUDIT_TOPICS);

export const auditEntry = z.object({
  seq: z.int().positive(),
  at: instant,
  actor,
  // After a rollback the trail has words of the newer version.
  action: z.string().describe(`${AUDIT_ACTIONS.join(", ")}; or what a newer version knew.`),
  subject: z.string().describe("e.g. change 7"),
  detail: z.json(),
  previous: z.string().describe("The hash of the entry before; of the first, 64 zeros."),
  hash: z
    .string()
    .describe(
      "SHA-256 in hex over the JSON array [seq, at in epoch milliseconds, [actor.kind, actor.id, actor.name], action, subject, detail, previous].",
    ),
});

export const auditPage = z.object({
  entries: z.array(auditEntry).describe("Newest first."),
  next: z.string().nullable(),
});

export const auditVerdict = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("whole"), entries: z.int().nonnegative(), head: z.string() }),
  z.object({ kind: z.literal("broken"), seq: z.int().positive(), detail: z.string() }),
]);

export type AuditTopic = z.infer<typeof auditTopic>;
export type AuditEntryShown = z.infer<typeof auditEntry>;
export type AuditPage = z.infer<typeof auditPage>;
