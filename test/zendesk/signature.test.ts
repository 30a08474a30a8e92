import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Instant, instant } from "../../src/core/time.ts";
import type { WebhookSecret } from "../../src/http/webhook-secrets.ts";
import { importWebhookKeys, verifySignature, type WebhookKeys } from "../../src/zendesk/signature.ts";

const SECRET = "bG9uZyBlbm91Z2ggdG8gYmUgYSBzZWNyZXQ=";
const TIMESTAMP = "2026-01-02T03:04:05Z";
const SIGNED_AT = Date.parse(TIMESTAMP);
const NOW = instant(SIGNED_AT);
const BODY = '{"type":"zen:event-type:ticket.created","id":"evt-1"}';

const bytes = (text: string) => new TextEncoder().encode(text);
const sign = (secret: string, message: string) => createHmac("sha256", secret).update(message).digest("base64");
const SIGNATURE = sign(SECRET, TIMESTAMP + BODY);
const forever = (secret: string): WebhookSecret => ({ secret, notAfter: null });

async function keysOf(...secrets: WebhookSecret[]): Promise<WebhookKeys> {
  const keys = await importWebhookKeys(secrets);
  if (!keys.ok) throw new Error(keys.failure.reason);
  return keys.value;
}
const KEYS = await keysOf(forever(SECRET));

async function verdict(
  given: {
    timestamp?: string | null;
    signature?: string | null;
    body?: string | Uint8Array;
    now?: Instant;
    keys?: WebhookKeys;
  } = {},
): Promise<string> {
  const { timestamp = TIMESTAMP, signature = SIGNATURE, body = BODY, now = NOW, keys = KEYS } = given;
  const raw = typeof body === "string" ? bytes(body) : body;
  const verified = await verifySignature(keys, { timestamp, signature }, raw, now);
  return verified.ok ? "genuine" : verified.failure.reason;
}

describe("a genuine delivery", () => {
  test("is recognised", async () => {
    expect(await verdict()).toBe("genuine");
  });

  test("may have an empty body", async () => {
    expect(await verdict({ body: "", signature: sign(SECRET, TIMESTAMP) })).toBe("genuine");
  });

  test("is judged by its raw bytes, valid text or not", async () => {
    const body = Uint8Array.from([0xff, 0x00, 0xfe, 0x0a]);
    const signature = createHmac("sha256", SECRET).update(TIMESTAMP).update(body).digest("base64");
    expect(await verdict({ body, signature })).toBe("genuine");
  });

  test.each([
    ["299 seconds old", 299, "genuine"],
    ["300 seconds old", 300, "genuine"],
    ["301 seconds old", 301, "too_old"],
    ["59 seconds ahead", -59, "genuine"],
    ["60 seconds ahead", -60, "genuine"],
    ["61 seconds ahead", -61, "from_the_future"],
  ])("%s", async (_, age, expected) => {
    expect(await verdict({ now: instant(SIGNED_AT + age * 1000) })).toBe(expected);
  });
});

describe("the vectors of Zendesk's documentation", () => {
  const VECTOR = "w17xLoIha9cHdoj90vEFnJlfqnnMKG9UWTE6dogf1/c=";
  const PUBLIC_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

  test("our own signing in these tests is Zendesk's: the synthetic vector comes out", () => {
    expect(sign(PUBLIC_SECRET, TIMESTAMP + BODY)).toBe(VECTOR);
  });

  test("the synthetic vector is refused all the same, since its secret is public", async () => {
    expect(await importWebhookKeys([forever(PUBLIC_SECRET)])).toEqual({
      ok: false,
      failure: { reason: "public_test_secret" },
    });
    expect(await verdict({ signature: VECTOR })).toBe("mismatch");
  });

  test("body before timestamp, as an old page had it, is refused", async () => {
    expect(await verdict({ signature: sign(SECRET, BODY + TIMESTAMP) })).toBe("mismatch");
  });

  test("the secret is not base64-decoded, though it looks so", async () => {
    const decoded = createHmac("sha256", Buffer.from(SECRET, "base64"))
      .update(TIMESTAMP + BODY)
      .digest("base64");
    expect(await verdict({ signature: decoded })).toBe("mismatch");
  });
});

describe("forgeries", () => {
  test("every other way to cut timestamp and body apart is refused", async () => {
    const message = TIMESTAMP + BODY;
    for (let cut = 0; cut <= message.length; cut++) {
      if (cut === TIMESTAMP.length) continue;
      const moved = { timestamp: message.slice(0, cut), body: message.slice(cut) };
      expect(await verdict(moved), `cut at ${cut}`).toBe("malformed_timestamp");
    }
  });

  test.each([
    "2026-01-02T03:04:05",
    "2026-01-02T03:04:05.000Z",
    "2026-01-02T03:04:05z",
    "2026-01-02t03:04:05Z",
    "2026-01-02 03:04:05Z",
    "2026-01-02T03:04:05+00:00",
    "2026-01-02T03:04:05Z\n",
    " 2026-01-02T03:04:05Z",
    "2026-1-2T3:4:5Z",
    "+002026-01-02T03:04:05Z",
    "2026-13-02T03:04:05Z",
    "2026-02-30T03:04:05Z",
    "2026-01-02T25:04:05Z",
    "２０２６-01-02T03:04:05Z",
    "1767323045",
    "",
  ])("the timestamp %j is refused, though it is signed", async (timestamp) => {
    expect(await verdict({ timestamp, signature: sign(SECRET, timestamp + BODY) })).toBe("malformed_timestamp");
  });

  const [first = "", ...rest] = SIGNATURE;
  test.each([
    ["no padding", SIGNATURE.replace("=", "")],
    ["double padding", `${SIGNATURE}=`],
    ["the URL alphabet", SIGNATURE.replaceAll("+", "-").replaceAll("/", "_").replace("=", "_")],
    ["white space before", ` ${SIGNATURE}`],
    ["white space after", `${SIGNATURE} `],
    ["a line break within", `${first}\n${rest.join("")}`],
    ["hexadecimal", Buffer.from(SIGNATURE, "base64").toString("hex")],
    ["a scheme before it", `sha256=${SIGNATURE}`],
    ["another spelling of the same bytes", respelled(SIGNATURE)],
    ["31 bytes", Buffer.from(SIGNATURE, "base64").subarray(1).toString("base64")],
    ["33 bytes", Buffer.concat([Buffer.from(SIGNATURE, "base64"), Buffer.from([0])]).toString("base64")],
    ["two signatures", `${SIGNATURE}, ${SIGNATURE}`],
    ["nothing", ""],
  ])("a signature with %s is refused", async (_, signature) => {
    expect(await verdict({ signature })).toBe("malformed_signature");
  });

  test("a missing header is refused", async () => {
    expect(await verdict({ timestamp: null })).toBe("missing_header");
    expect(await verdict({ signature: null })).toBe("missing_header");
  });

  test("the same JSON written in other bytes is refused", async () => {
    const other = [`${BODY} `, BODY.replace(":", ": "), JSON.stringify(JSON.parse(BODY), null, 1), `\ufeff${BODY}`];
    for (const body of other) expect(await verdict({ body })).toBe("mismatch");
  });

  test("no mutation of a delivery is genuine, in twenty thousand tries", async () => {
    const index = fc.nat({ max: 10_000 });
    const mutation = fc.record({
      part: fc.constantFrom("timestamp", "signature", "body"),
      index,
      bit: fc.nat({ max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("flip", "cut", "insert", "swap"),
        mutation,
        async (kind, { part, index: at, bit }) => {
          const parts = { timestamp: bytes(TIMESTAMP), signature: bytes(SIGNATURE), body: bytes(BODY) };
          const original = part === "timestamp" ? parts.timestamp : part === "signature" ? parts.signature : parts.body;
          const mutated = mutate(original, kind, at, bit);
          if (Buffer.from(mutated).equals(original)) return;
          const text = (of: Uint8Array) => Buffer.from(of).toString("latin1");
          const given = { ...parts, [part]: mutated };
          const answer = await verdict({
            timestamp: text(given.timestamp),
            signature: text(given.signature),
            body: given.body,
          });
          expect(answer).not.toBe("genuine");
        },
      ),
      { numRuns: 20_000 },
    );
  });
});

describe("secrets", () => {
  const [old, current, next] = [
    "the-old-secret-of-24-bytes",
    "the-current-secret-24-bytes",
    "the-next-secret-of-24-bytes",
  ];
  const by = (secret: string) => sign(secret, TIMESTAMP + BODY);

  test("up to three are good at the same time, wherever they stand", async () => {
    const keys = await keysOf(forever(old), forever(current), forever(next));
    for (const secret of [old, current, next]) expect(await verdict({ keys, signature: by(secret) })).toBe("genuine");
    expect(await verdict({ keys, signature: by("another-secret-of-24-bytes") })).toBe("mismatch");
  });

  test("one that was rotated out is good up to its last moment and not after", async () => {
    const keys = await keysOf({ secret: old, notAfter: NOW }, forever(current));
    const at = (now: number, secret: string) => verdict({ keys, signature: by(secret), now: instant(now) });
    expect(await at(NOW, old)).toBe("genuine");
    expect(await at(NOW + 1, old)).toBe("mismatch");
    expect(await at(NOW + 1, current)).toBe("genuine");
  });

  test("when all have ended, everything is refused", async () => {
    const keys = await keysOf({ secret: old, notAfter: NOW - 1 });
    expect(await verdict({ keys, signature: by(old) })).toBe("no_current_secret");
    expect(await verdict({ keys: { keys: [] } })).toBe("no_current_secret");
  });

  test.each([
    ["none", [], "no_secret"],
    ["an empty one", [""], "short_secret"],
    ["one of 23 bytes", ["x".repeat(23)], "short_secret"],
    ["four", [old, current, next, SECRET], "too_many_secrets"],
    ["the public test secret", ["dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="], "public_test_secret"],
    ["the public test secret, decoded", ["this_secret_is_for_testing_only"], "public_test_secret"],
    [
      "the public test secret among good ones",
      [old, " dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==\n"],
      "public_test_secret",
    ],
  ])("%s can't be configured", async (_, secrets, reason) => {
    expect(await importWebhookKeys(secrets.map(forever))).toEqual({ ok: false, failure: { reason } });
  });

  test("24 bytes are enough", async () => {
    expect((await importWebhookKeys([forever("x".repeat(24))])).ok).toBe(true);
  });
});

/** Sets a bit of the last character that base64 leaves unused: sloppy decoders read the same bytes. */
function respelled(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = alphabet[alphabet.indexOf(signature[42] ?? "") + 1] ?? "";
  const other = `${signature.slice(0, 42)}${last}=`;
  if (!Buffer.from(other, "base64").equals(Buffer.from(signature, "base64"))) throw new Error("not the same bytes");
  return other;
}

function mutate(original: Uint8Array, kind: string, at: number, bit: number): Uint8Array {
  const index = at % original.length;
  const bits = [...original];
  if (kind === "flip") bits[index] = (bits[index] ?? 0) ^ (1 << bit);
  if (kind === "cut") bits.splice(index, bit + 1);
  if (kind === "insert") bits.splice(index, 0, at % 256);
  if (kind === "swap") [bits[index], bits[bit]] = [bits[bit] ?? 0, bits[index] ?? 0];
  return Uint8Array.from(bits);
}
