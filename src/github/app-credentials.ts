import { err, type Result } from "../core/result.ts";
import { SHORTEST_SECRET } from "./connection.ts";
import type { SetupFailure } from "./explain.ts";
import { toPkcs8 } from "./pkcs8.ts";

/** What GitHub hands out when an App is registered. */
export interface AppCredentials {
  readonly appId: number;
  /** As it was downloaded: PKCS#1 or PKCS#8. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** The private key as every runtime reads it, where the credentials are good for anything. */
export function usableKey({ privateKey, webhookSecret }: AppCredentials): Result<string, SetupFailure> {
  if (webhookSecret.length < SHORTEST_SECRET) {
    const message = `The webhook secret is shorter than ${SHORTEST_SECRET} characters, so it could be guessed.`;
    const mend = "Make one with `openssl rand -hex 32` and set it in the App's settings, under Webhook secret.";
    return err({ reason: "bad_key", message, mend });
  }
  const key = toPkcs8(privateKey);
  if (key.ok) return key;
  const mend = "The App's settings, under Private keys, make a new one at any time.";
  return err({ reason: "bad_key", message: key.failure.message, mend });
}
