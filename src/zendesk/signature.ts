import { err, ok, type Result } from "../core/result.ts";
import { type Instant, parseInstant } from "../core/time.ts";
import { fromBase64 } from "../http/base64.ts";
import { type Hashing, type MacKey, webHashing } from "../http/hashing.ts";
import { MAX_WEBHOOK_SECRETS, type WebhookSecret } from "../http/webhook-secrets.ts";

/** The account's signing secrets, imported once. Made by {@link importWebhookKeys} alone, so never empty or public. */
export interface WebhookKeys {
  readonly keys: readonly WebhookKey[];
}

interface WebhookKey {
  readonly key: MacKey;
  readonly notAfter: number | null;
}

export interface SecretRefusal {
  readonly reason: "no_secret" | "too_many_secrets" | "short_secret" | "public_test_secret";
}

export interface SignatureRejection {
  readonly reason:
    | "missing_header"
    | "malformed_timestamp"
    | "malformed_signature"
    | "no_current_secret"
    | "mismatch"
    | "too_old"
    | "from_the_future";
}

/** Printed on Zendesk's own page about verifying webhooks, so it proves nothing about a sender. */
const PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
const PUBLIC_TEST_SECRET_DECODED = "this_secret_is_for_testing_only";
const SHORTEST_SECRET_BYTES = 24;
const SIGNATURE_BYTES = 32;

/** How old a signed delivery may be, and how far its clock may run ahead of ours. */
const OLDEST_MS = 300_000;
const NEWEST_MS = 60_000;

/**
 * Zendesk signs timestamp and body with nothing between them, so a byte could be moved from one to the other without
 * changing the signature. This exact grammar leaves only one place to cut.
 */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Imports the signing secrets. The key is the secret's text as it stands: it looks like base64 and is not decoded. */
export async function importWebhookKeys(
  secrets: readonly WebhookSecret[],
  hashing: Hashing = webHashing,
): Promise<Result<WebhookKeys, SecretRefusal>> {
  if (secrets.length === 0) return err({ reason: "no_secret" });
  if (secrets.length > MAX_WEBHOOK_SECRETS) return err({ reason: "too_many_secrets" });
  const keys: WebhookKey[] = [];
  for (const { secret, notAfter } of secrets) {
    const bytes = new TextEncoder().encode(secret);
    if ([PUBLIC_TEST_SECRET, PUBLIC_TEST_SECRET_DECODED].includes(secret.trim())) {
      return err({ reason: "public_test_secret" });
    }
    if (bytes.length < SHORTEST_SECRET_BYTES) return err({ reason: "short_secret" });
    keys.push({ key: await hashing.macKey(bytes), notAfter });
  }
  return ok({ keys });
}

/**
 * Whether Zendesk signed these bytes at this time: `base64(HMAC-SHA256(secret, timestamp + body))`, over the raw body.
 * https://developer.zendesk.com/documentation/webhooks/verifying/
 *
 * Every secret that is in force is tried to the end, and the comparison is the platform's own constant-time one.
 * The time is judged after the signature, so `too_old` is only ever said of a genuine delivery: it means a replay, or a
 * clock that is wrong. What the sender is told must not differ between the reasons.
 */
export async function verifySignature(
  { keys }: WebhookKeys,
  { timestamp, signature }: { readonly timestamp: string | null; readonly signature: string | null },
  body: Uint8Array,
  now: Instant,
): Promise<Result<null, SignatureRejection>> {
  if (timestamp === null || signature === null) return err({ reason: "missing_header" });
  const signedAt = TIMESTAMP.test(timestamp) ? parseInstant(timestamp) : null;
  if (signedAt === null) return err({ reason: "malformed_timestamp" });
  const mac = fromBase64(signature);
  if (mac?.length !== SIGNATURE_BYTES) return err({ reason: "malformed_signature" });

  const current = keys.filter(({ notAfter }) => notAfter === null || now <= notAfter);
  if (current.length === 0) return err({ reason: "no_current_secret" });
  const message = [new TextEncoder().encode(timestamp), body];
  const matches: boolean[] = [];
  for (const { key } of current) matches.push(await key.verify(mac, message));
  if (!matches.includes(true)) return err({ reason: "mismatch" });

  if (signedAt < now - OLDEST_MS) return err({ reason: "too_old" });
  if (signedAt > now + NEWEST_MS) return err({ reason: "from_the_future" });
  return ok(null);
}
