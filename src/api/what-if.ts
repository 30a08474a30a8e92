import * as z from "zod";
import { channel, instant, severityLevel } from "./shared.ts";

/** `POST what-if`: an imagined ticket. Whatever is left out is as if the helpdesk didn't know it. */
export const whatIfRequest = z.strictObject({
  /** Sets the tier itself; otherwise it is found as for a real ticket. */
  tier: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be a tier's name, such as growth")
    .optional(),
  /** The organization's id in the helpdesk. */
  organizationId: z
    .string()
    .regex(/^[1-9]\d{0,19}$/, "must be an organization's id in the helpdesk: a whole number")
    .optional(),
  /** The organization's external id, by which the mapping may know it. */
  externalId: z.string().min(1).max(255).optional(),
  /** The value of the organization field `support_tier`. */
  supportTier: z.string().max(255).optional(),
  requesterEmail: z.string().min(3).max(254).includes("@", "must be an e-mail address").optional(),
  channel: channel.optional(),
  /** Left out, the policy's default. */
  severity: severityLevel.optional(),
  /** When it arrives; left out, now. */
  at: instant.optional(),
});

export type WhatIfRequest = z.infer<typeof whatIfRequest>;
