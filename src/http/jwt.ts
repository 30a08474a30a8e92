import * as z from "zod";
import { fromBase64Url } from "./base64url.ts";

const headerSchema = z.object({
  alg: z.literal("HS256"),
  typ: z.string().optional(),
  // An extension that has to be understood, and none is (RFC 7515 §4.1.11).
  crit: z.never().optional(),
});

/** Longer is no token that anybody here is sent. */
const LONGEST = 4096;

/**
 * The claims of a JWT that was signed with HS256 and this secret; `null` for anything else, `alg: none` and every other
 * algorithm first of all. Nothing is said of what the claims claim.
 * @param secret as it stands in the settings of who signs: its characters are the key
 */
export async function openJwt(token: string, secret: string): Promise<unknown> {
  const parts = token.length > LONGEST ? [] : token.split(".");
  const [header = "", claims = "", signature = ""] = parts;
  if (parts.length !== 3 || !headerSchema.safeParse(readPart(header)).success) return null;
  const mac = fromBase64Url(signature);
  if (mac === null) return null;
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  const genuine = await crypto.subtle.verify("HMAC", key, mac, encoder.encode(`${header}.${claims}`));
  return genuine ? readPart(claims) : null;
}

function readPart(part: string): unknown {
  const bytes = fromBase64Url(part);
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
