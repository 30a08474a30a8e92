import { createHmac } from "node:crypto";

/** A JSON Web Token of these claims (RFC 7519), HS256 alone (zendesk.md §5.4 [3P]). */
export function signToken(claims: Readonly<Record<string, unknown>>, secret: string): string {
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
