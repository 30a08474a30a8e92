import { createHmac } from "node:crypto";
import { type SentRequest, SIGNATURE, TIMESTAMP } from "./request.ts";
import { ACCOUNT_ID, type Grounds } from "./sender.ts";

const MAX_BODY_BYTES = 1_048_576;
const ORIGIN = "http://127.0.0.1";

/**
 * Whether a request means the same as one that Zendesk signed: a change that turned out to change nothing is no forgery.
 * Written from the contract of the endpoint, and without any code of Tierline's.
 */
export function isGenuine(request: SentRequest, grounds: Grounds): boolean {
  const { method, target, body } = request;
  if (method !== "POST" || addressOf(target) !== grounds.target) return false;
  if (!/^application\/json\s*(;|$)/i.test(headerOf(request, "content-type") ?? "")) return false;
  if (headerOf(request, "content-encoding") !== null || body.length > MAX_BODY_BYTES) return false;
  if (Number(headerOf(request, "content-length") ?? 0) > MAX_BODY_BYTES) return false;
  const timestamp = headerOf(request, TIMESTAMP) ?? "";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) return false;
  const age = grounds.now - Date.parse(timestamp);
  if (!(age <= 300_000 && age >= -60_000)) return false;
  const given = headerOf(request, SIGNATURE);
  const rightly = grounds.secrets.some(
    (secret) => createHmac("sha256", secret).update(timestamp).update(body).digest("base64") === given,
  );
  return rightly && !isForeign(body);
}

/** The value without the white space around it; several headers of one name count as a list (RFC 9110 §5.3). */
function headerOf({ headers }: SentRequest, name: string): string | null {
  const values = headers.filter(([known]) => known.toLowerCase() === name).map(([, value]) => trimmed(value));
  return values.length === 0 ? null : values.join(", ");
}

/** White space as HTTP knows it; others belong to the value. */
const trimmed = (value: string): string => value.replace(/^[ \t]+|[ \t]+$/g, "");

/** The path with dots followed and needless percent signs taken out (RFC 3986 §6.2.2), without the query. */
function addressOf(target: string): string {
  const { pathname } = new URL(target, ORIGIN);
  return pathname.replace(/%([0-9a-f]{2})/gi, (escaped, hex) => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9_-]/.test(letter) ? letter : escaped;
  });
}

/** Whether the event names another account than ours. */
function isForeign(body: Uint8Array): boolean {
  try {
    const { account_id: id } = JSON.parse(Buffer.from(body).toString("utf8"));
    return /^\d+$/.test(String(id)) && String(id) !== String(ACCOUNT_ID);
  } catch {
    return false;
  }
}
