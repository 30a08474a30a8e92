import * as z from "zod";

/** What a running server answers to an operator: one schema for each path under `/operator`. */

const step = z.object({
  kind: z.string(),
  what: z.string(),
  id: z.union([z.string(), z.number()]).nullish(),
  detail: z.string().nullish(),
});

export const connected = z.object({
  account: z.string(),
  mode: z.string(),
  webhookEndpoint: z.string().nullish(),
  steps: z.array(step),
  /** What should be known of the credentials before they stop working. */
  warning: z.string().nullish(),
});

export const disconnected = z.object({ steps: z.array(step) });

export const examined = z.object({
  findings: z.array(
    z.object({ level: z.enum(["ok", "warning", "problem"]), what: z.string(), mend: z.string().nullish() }),
  ),
});

export const modeSet = z.object({
  mode: z.enum(["shadow", "canary", "live"]),
  organizations: z.array(z.string()),
  queued: z.number(),
});

export const parkedWork = z.object({
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

export const replayed = z.object({ replayed: z.number() });

export const dropped = z.object({ dropped: z.number() });

export const parkedBody = z.object({ body: z.string() });

export const appSecret = z.object({ account: z.string(), generation: z.number(), secret: z.string() });

export const decisionsMade = z.object({
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

/** Any refusal: what is wrong, and what to do about it. */
export const refused = z.object({ reason: z.string(), message: z.string(), mend: z.string().nullish() });

export type Step = z.infer<typeof step>;
export type Finding = z.infer<typeof examined>["findings"][number];
export type Parked = z.infer<typeof parkedWork>["parked"][number];
export type DecisionMade = z.infer<typeof decisionsMade>["decisions"][number];
