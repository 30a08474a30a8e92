import { Webhooks } from "@octokit/webhooks";
import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import { MAX_WEBHOOK_SECRETS, type WebhookSecret } from "../http/webhook-secrets.ts";
import { SHORTEST_SECRET } from "./connection.ts";

/** The App's webhook secrets, made ready once. Made by {@link importWebhookKeys} alone, so never empty. */
export interface WebhookKeys {
  readonly keys: readonly WebhookKey[];
}

interface WebhookKey {
  readonly verify: (text: string, signature: string) => Promise<boolean>;
  readonly notAfter: number | null;
}

export interface SecretRefusal {
  readonly reason: "no_secret" | "too_many_secrets" | "short_secret";
}

export interface SignatureRejection {
  readonly reason:
    | "missing_header"
    | "malformed_signature"
    | "empty_body"
    | "invalid_utf8"
    | "no_current_secret"
    | "mismatch";
}

/** The whole grammar of the header; the older `sha1=` in `X-Hub-Signature` proves nothing any more. */
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;
// A byte order mark is part of what was signed.
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Makes the App's webhook secrets ready for {@link verifySignature}. */
export function importWebhookKeys(secrets: readonly WebhookSecret[]): Result<WebhookKeys, SecretRefusal> {
  if (secrets.length === 0) return err({ reason: "no_secret" });
  if (secrets.length > MAX_WEBHOOK_SECRETS) return err({ reason: "too_many_secrets" });
  if (secrets.some(({ secret }) => secret.length < SHORTEST_SECRET)) return err({ reason: "short_secret" });
  const keys = secrets.map(({ secret, notAfter }): WebhookKey => {
    const webhooks = new Webhooks({ secret, log: SILENT });
    return { verify: (text, signature) => webhooks.verify(text, signature), notAfter };
  });
  return ok({ keys });
}

/**
 * Whether GitHub signed these bytes: `X-Hub-Signature-256` is `sha256=` and the HMAC-SHA256 of the raw body in hex.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 *
 * Every secret in force is tried to the end. What the sender is told must not differ between the reasons. GitHub signs
 * no time: a replay is told by its content.
 */
export async function verifySignature(
  { keys }: WebhookKeys,
  signature: string | null,
  body: Uint8Array,
  now: Instant,
): Promise<Result<null, SignatureRejection>> {
  if (signature === null) return err({ reason: "missing_header" });
  if (!SIGNATURE.test(signature)) return err({ reason: "malformed_signature" });
  const text = decoded(body);
  if (text === null) return err({ reason: "invalid_utf8" });
  if (text === "") return err({ reason: "empty_body" });
  const current = keys.filter(({ notAfter }) => notAfter === null || now <= notAfter);
  if (current.length === 0) return err({ reason: "no_current_secret" });
  const matches: boolean[] = [];
  for (const { verify } of current) matches.push(await verify(text, signature));
  return matches.includes(true) ? ok(null) : err({ reason: "mismatch" });
}

function decoded(body: Uint8Array): string | null {
  try {
    return strictUtf8.decode(body);
  } catch {
    return null;
  }
}
