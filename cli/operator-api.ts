import * as z from "zod";
import { mappingShown } from "../src/api/policy.ts";

/** What a running server answers to an operator: one schema for each path under `/operator`. */

const step = z.object({
  kind: z.string(),
  what: z.string(),
  id: z.union([z.string(), z.number()]).nullish(),
  detail: z.string().nullish(),
});

/** Which account it is about. */
const account = z.object({ helpdesk: z.enum(["zendesk", "github"]), name: z.string() }).optional();

export const connected = z.object({
  helpdesk: z.enum(["zendesk", "github"]).optional(),
  account: z.string(),
  mode: z.string(),
  webhookEndpoint: z.string().nullish(),
  steps: z.array(step),
  /** What should be known of the credentials before they stop working. */
  warning: z.string().nullish(),
});

export const disconnected = z.object({ account, steps: z.array(step) });

export const examined = z.object({
  account,
  findings: z.array(
    z.object({ level: z.enum(["ok", "warning", "problem"]), what: z.string(), mend: z.string().nullish() }),
  ),
});

export const modeSet = z.object({
  account,
  mode: z.enum(["shadow", "canary", "live"]),
  organizations: z.array(z.string()),
  queued: z.number(),
});

export const parkedWork = z.object({
  account,
  parked: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["ticket", "delivery"]),
      ticketId: z.string().nullable(),
      reason: z.string(),
      detail: z.string().nullish(),
      attempts: z.number(),
      since: z.string(),
    }),
  ),
});

export const replayed = z.object({ account, replayed: z.number() });

export const dropped = z.object({ account, dropped: z.number() });

export const parkedBody = z.object({ account, body: z.string() });

export const appSecret = z.object({ account: z.string(), generation: z.number(), secret: z.string() });

export const decisionsMade = z.object({
  account,
  decisions: z.array(
    z.object({
      ticketId: z.string(),
      decidedAt: z.string(),
      mode: z.string(),
      written: z.boolean(),
      tier: z.string().nullable(),
      severity: z.number().nullable(),
      priority: z.string().nullable(),
      aim: z.string().nullable(),
      due: z.string().nullable(),
      state: z.string().nullable(),
      tags: z.array(z.string()),
      changes: z.array(z.unknown()),
      reasons: z.array(z.string()),
      steps: z.array(z.string()),
    }),
  ),
});

/** Where a GitHub App is registered in a browser, and until when. */
export const registrationOffered = z.object({ address: z.string(), until: z.string() });

/** Who owns the mapping; `git` where a repository does. */
export const mappingOwned = mappingShown.extend({ account });

export const mappingPulled = mappingOwned.extend({
  pulled: z.array(
    z.object({
      place: z.object({ repository: z.string(), branch: z.string(), folder: z.string() }),
      commit: z.string().nullable(),
      outcome: z.enum(["same", "applied", "refused", "failed"]),
      detail: z.string(),
    }),
  ),
});

/** How far the tickets have come that were open before the account was connected. */
export const backfilled = z.object({
  account,
  backfill: z
    .object({
      since: z.string(),
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      listed: z.number(),
      found: z.number(),
    })
    .nullable(),
  waiting: z.number(),
  mode: z.string(),
  trouble: z.string().nullable(),
});

/** Any refusal: what is wrong, and what to do about it. */
export const refused = z.object({ reason: z.string(), message: z.string(), mend: z.string().nullish() });

export type Backfilled = z.infer<typeof backfilled>;
export type Step = z.infer<typeof step>;
export type Finding = z.infer<typeof examined>["findings"][number];
export type Parked = z.infer<typeof parkedWork>["parked"][number];
export type DecisionMade = z.infer<typeof decisionsMade>["decisions"][number];
export type MappingOwned = z.infer<typeof mappingOwned>;
export type MappingPulled = z.infer<typeof mappingPulled>["pulled"][number];
