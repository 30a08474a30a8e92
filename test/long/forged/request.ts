import { createHmac } from "node:crypto";

/** A request as somebody sends it, before any runtime has looked at it. */
export interface SentRequest {
  readonly method: string;
  /** The request target: path and query, as spelled. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array<ArrayBuffer>;
  /** Whether the body goes in pieces, its length unannounced. */
  readonly streamed: boolean;
}

/** What a webhook consists of. */
export interface Parts {
  readonly target: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

export const SIGNATURE = "x-zendesk-webhook-signature";
export const TIMESTAMP = "x-zendesk-webhook-signature-timestamp";

const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** The request that Zendesk would send with these parts. */
export function compose({ target, timestamp, signature, body }: Parts): SentRequest {
  const headers = [
    ["content-type", "application/json; charset=utf-8"],
    ["user-agent", "Zendesk Webhook"],
    [SIGNATURE, signature],
    [TIMESTAMP, timestamp],
  ] as const;
  return { method: "POST", target, headers, body, streamed: false };
}

/** `base64(HMAC-SHA256(secret, timestamp + body))`: Zendesk's own words, with Node's own cryptography. */
export function sign(secret: string, timestamp: string, body: Uint8Array): string {
  return createHmac("sha256", secret).update(timestamp).update(body).digest("base64");
}

/** The same request with this header's value, or without the header (`null`). */
export function withHeader(request: SentRequest, name: string, value: string | null): SentRequest {
  const others = request.headers.filter(([known]) => known !== name);
  return { ...request, headers: value === null ? others : [...others, [name, value]] };
}
