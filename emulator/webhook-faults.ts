import * as z from "zod";
import { createFaultRules, often } from "./fault-rules.ts";

/** What can go wrong with a webhook delivery (zendesk.md §1.7: duplicated, omitted, out of order). */
export const webhookFault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("drop") }),
  z.object({ kind: z.literal("duplicate"), copies: z.number().int().min(2).max(20).default(2) }),
  z.object({ kind: z.literal("delay"), ms: z.number().int().positive() }),
  /** Each delivery waits a random time of up to `withinMs`, so that they arrive in any order. */
  z.object({ kind: z.literal("reorder"), withinMs: z.number().int().positive().default(5000) }),
]);
export type WebhookFaultSetting = z.infer<typeof webhookFault>;
export type WebhookFault = Exclude<WebhookFaultSetting, { kind: "reorder" }>;

export const webhookFaultRule = z.object({
  /** An event type or its beginning; all types without it. */
  event: z.string().default(""),
  fault: webhookFault,
  ...often,
});
export type WebhookFaultRule = z.infer<typeof webhookFaultRule>;

export interface WebhookFaults {
  add(rule: WebhookFaultRule): void;
  clear(): void;
  /** The fault that the next delivery of this type meets, and uses up. */
  next(eventType: string): WebhookFault | null;
}

export function createWebhookFaults(random: () => number): WebhookFaults {
  const rules = createFaultRules<WebhookFaultRule>(random);
  return {
    ...rules,
    next: (eventType) => {
      const fault = rules.next(({ event }) => eventType.startsWith(event));
      return fault?.kind === "reorder" ? { kind: "delay", ms: 1 + Math.floor(random() * fault.withinMs) } : fault;
    },
  };
}
