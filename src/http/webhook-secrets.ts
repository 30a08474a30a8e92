import * as z from "zod";
import { after, hours, type Instant } from "../core/time.ts";

/** A secret that a sender signs by; `notAfter` (epoch milliseconds) ends the life of one that was rotated out. */
export const webhookSecretSchema = z.object({ secret: z.string().min(1), notAfter: z.int().nullable() });
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

export const MAX_WEBHOOK_SECRETS = 3;

/** The sender may still deliver, or deliver again, what it signed before the secret was changed. */
const OLD_SECRET_LIFE = hours(24);

/** The current secret, and those before it for a day. */
export function rotateSecrets(known: readonly WebhookSecret[], current: string, now: Instant): WebhookSecret[] {
  const earlier = known
    .filter(({ secret, notAfter }) => secret !== current && (notAfter === null || notAfter > now))
    .map(({ secret, notAfter }) => ({ secret, notAfter: notAfter ?? after(now, OLD_SECRET_LIFE) }));
  return [{ secret: current, notAfter: null }, ...earlier].slice(0, MAX_WEBHOOK_SECRETS);
}
