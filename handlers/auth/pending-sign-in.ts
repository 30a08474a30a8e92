import * as z from "zod";
import { after, type Instant, minutes } from "../../src/core/time.ts";
import type { SecretBox } from "../../src/http/secret-box.ts";
import type { SignInSecrets } from "../../src/zendesk/sign-in.ts";
import { readCookie } from "./session-cookie.ts";

/** What the browser keeps, sealed, while its person is at Zendesk. */
const pendingSchema = z.object({
  subdomain: z.string(),
  as: z.enum(["embedded", "page"]),
  state: z.string(),
  verifier: z.string(),
  /** Epoch milliseconds. */
  until: z.number(),
});
export type PendingSignIn = z.infer<typeof pendingSchema>;

const NAME = "__Host-tierline-sign-in";
const CONTEXT = "pending sign-in";
const LIFE = minutes(10);

/** The way back from Zendesk is a navigation from another site, which a `Strict` cookie doesn't travel with. */
const cookie = (value: string, maxAgeSeconds: number): string =>
  `${NAME}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`;

export async function keepPending(
  box: SecretBox,
  begun: Pick<PendingSignIn, "subdomain" | "as"> & SignInSecrets,
  now: Instant,
): Promise<string> {
  const pending: PendingSignIn = { ...begun, until: after(now, LIFE) };
  return cookie(encodeURIComponent(await box.seal(JSON.stringify(pending), CONTEXT)), LIFE / 1000);
}

/** @returns `null` when this browser has begun no sign-in, or too long ago. */
export async function openPending(box: SecretBox, request: Request, now: Instant): Promise<PendingSignIn | null> {
  const sealed = readCookie(request, NAME);
  const text = sealed === null ? null : await box.open(decoded(sealed), CONTEXT);
  if (text === null) return null;
  const pending = pendingSchema.parse(JSON.parse(text));
  return pending.until > now ? pending : null;
}

export const forgetPending = (): string => cookie("", 0);

/** What is no encoding opens nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
