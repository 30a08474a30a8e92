import * as z from "zod";
import { err, ok, type Result } from "./core/result.ts";
import { type Instant, seconds } from "./core/time.ts";
import { openJwt } from "./http/jwt.ts";

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  /** Seconds since 1970 (RFC 7519 §2). */
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
});

/** The proxy makes a token for each request. */
const LONGEST_LIFE = seconds(120);
/** Zendesk's clock and ours may differ by so much. */
const SKEW = seconds(30);

export interface AgentTokenRefusal {
  /** `not_genuine`: not signed with this secret, or for somebody else. */
  readonly reason: "not_genuine" | "expired";
}

export interface Expected {
  readonly secret: string;
  readonly subdomain: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly now: Instant;
}

/**
 * Checks what Zendesk's proxy signed for the app. It proves that somebody in this account's agent workspace asks, and
 * never who: the claims are the browser's own word (`zendesk.md` §5.4).
 */
export async function checkAgentToken(token: string, expected: Expected): Promise<Result<null, AgentTokenRefusal>> {
  const claims = claimsSchema.safeParse(await openJwt(token, expected.secret));
  if (!claims.success) return err({ reason: "not_genuine" });
  const { iss, aud, exp, iat, nbf } = claims.data;
  if (iss !== `https://${expected.subdomain}.zendesk.com` || !aud.includes(expected.publicUrl)) {
    return err({ reason: "not_genuine" });
  }
  const begins = Math.max(iat ?? 0, nbf ?? 0) * 1000;
  const ends = exp * 1000;
  const { now } = expected;
  if (ends > now + LONGEST_LIFE + SKEW || begins > now + SKEW) return err({ reason: "not_genuine" });
  return ends > now - SKEW ? ok(null) : err({ reason: "expired" });
}
