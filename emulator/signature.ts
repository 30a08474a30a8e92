import { createHmac } from "node:crypto";
import * as z from "zod";

/**
 * The secret of webhooks that don't exist yet, used by `POST /api/v2/webhooks/test` (zendesk.md §1.5 [OFF]; its role
 * as the secret of test sends is UNCONFIRMED).
 */
export const TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

/** base64(HMAC-SHA256(timestamp + body)), keyed by the secret's own characters (zendesk.md §1.5 [OFF][RUN]). */
export function sign(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(timestamp).update(body).digest("base64");
}

const credentials = z.discriminatedUnion("type", [
  z.object({ type: z.literal("basic_auth"), data: z.object({ username: z.string(), password: z.string() }) }),
  z.object({ type: z.literal("bearer_token"), data: z.object({ token: z.string() }) }),
  z.object({ type: z.literal("api_key"), data: z.object({ name: z.string(), value: z.string() }) }),
]);

/** The header that a webhook's `authentication` adds (zendesk.md §1.8); none for anything unknown. */
export function credentialHeaders(authentication: object | null): Record<string, string> {
  const read = credentials.safeParse(authentication);
  if (!read.success) return {};
  switch (read.data.type) {
    case "basic_auth":
      return { authorization: `Basic ${btoa(`${read.data.data.username}:${read.data.data.password}`)}` };
    case "bearer_token":
      return { authorization: `Bearer ${read.data.data.token}` };
    case "api_key":
      return { [read.data.data.name]: read.data.data.value };
  }
}
