import { createHmac } from "node:crypto";
import { Webhooks } from "@octokit/webhooks";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Instant, instant } from "../../src/core/time.ts";
import { importWebhookKeys, verifySignature, type WebhookKeys } from "../../src/github/signature.ts";
import { rotateSecrets, type WebhookSecret } from "../../src/http/webhook-secrets.ts";
import { NOON, SECRET, sign } from "./given.ts";

const BODY = '{"action":"opened","issue":{"title":"Ärger 🕘"}}';
const bytes = (text: string) => new TextEncoder().encode(text);
const forever = (secret: string): WebhookSecret => ({ secret, notAfter: null });

function keysOf(...secrets: WebhookSecret[]): WebhookKeys {
  const keys = importWebhookKeys(secrets);
  if (!keys.ok) throw new Error(keys.failure.reason);
  return keys.value;
}
const KEYS = keysOf(forever(SECRET));

async function verdict(
  signature: string | null,
  { body = bytes(BODY), keys = KEYS, now = NOON }: { body?: Uint8Array; keys?: WebhookKeys; now?: Instant } = {},
): Promise<string> {
  const verified = await verifySignature(keys, signature, body, now);
  return verified.ok ? "genuine" : verified.failure.reason;
}

describe("a delivery", () => {
  test("that GitHub signed is recognised", async () => {
    expect(await verdict(sign(BODY))).toBe("genuine");
    expect(sign(BODY)).toBe(await new Webhooks({ secret: SECRET }).sign(BODY));
  });

  test("of GitHub's own documentation is recognised", async () => {
    const keys = keysOf(forever("It's a Secret to Everybody"));
    const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    expect(await verdict(signature, { keys, body: bytes("Hello, World!") })).toBe("genuine");
  });

  test("is judged by its bytes, a byte order mark among them", async () => {
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes(BODY)]);
    expect(await verdict(sign(marked), { body: marked })).toBe("genuine");
    expect(await verdict(sign(BODY), { body: marked })).toBe("mismatch");
  });

  test.each<[string, string | null, string]>([
    ["no header", null, "missing_header"],
    ["an empty header", "", "malformed_signature"],
    ["sha1 only", `sha1=${createHmac("sha1", SECRET).update(BODY).digest("hex")}`, "malformed_signature"],
    ["sha1's digest under sha256's name", `sha256=${"a".repeat(40)}`, "malformed_signature"],
    ["no prefix", sign(BODY).slice(7), "malformed_signature"],
    ["a digit too few", sign(BODY).slice(0, -1), "malformed_signature"],
    ["a digit too many", `${sign(BODY)}0`, "malformed_signature"],
    ["letters that are no digits", `sha256=${"z".repeat(64)}`, "malformed_signature"],
    ["upper case", `sha256=${sign(BODY).slice(7).toUpperCase()}`, "malformed_signature"],
    ["another algorithm", sign(BODY).replace("sha256", "sha512"), "malformed_signature"],
    ["white space", ` ${sign(BODY)}`, "malformed_signature"],
    ["two signatures", `${sign(BODY)}, ${sign(BODY)}`, "malformed_signature"],
    ["another body's signature", sign(`${BODY} `), "mismatch"],
    ["another secret's signature", sign(BODY, "another-secret-of-good-length"), "mismatch"],
    ["zeros", `sha256=${"0".repeat(64)}`, "mismatch"],
  ])("with %s is rejected, never a throw", async (_, signature, reason) => {
    expect(await verdict(signature)).toBe(reason);
  });

  test("that is empty, or no text, is rejected", async () => {
    expect(await verdict(sign(""), { body: bytes("") })).toBe("empty_body");
    const broken = Uint8Array.from([0x7b, 0xff, 0x7d]);
    expect(await verdict(sign(broken), { body: broken })).toBe("invalid_utf8");
  });

  test("with any header and any bytes is rejected, never a throw", async () => {
    const anything = fc.tuple(fc.string({ unit: "binary", maxLength: 90 }), fc.uint8Array({ maxLength: 50 }));
    await fc.assert(
      fc.asyncProperty(anything, async ([header, body]) => (await verdict(header, { body })) !== "genuine"),
    );
  });
});

describe("a secret that is changed", () => {
  const OLD = "the-old-secret-of-good-length";
  const secrets = rotateSecrets([forever(OLD)], SECRET, NOON);
  const keys = keysOf(...secrets);
  const hours = (count: number) => instant(NOON + count * 3_600_000);

  test("works at once, and the old one for a day", async () => {
    expect(await verdict(sign(BODY), { keys })).toBe("genuine");
    expect(await verdict(sign(BODY, OLD), { keys, now: hours(24) })).toBe("genuine");
    expect(await verdict(sign(BODY, OLD), { keys, now: hours(25) })).toBe("mismatch");
  });

  test("to itself stays one secret, and of many the newest three are kept", () => {
    expect(rotateSecrets(secrets, SECRET, NOON)).toEqual(secrets);
    const many = ["one", "two", "three"].reduce((known, secret) => rotateSecrets(known, secret, NOON), secrets);
    expect(many.map(({ secret }) => secret)).toEqual(["three", "two", "one"]);
  });

  test.each([
    ["none", [], "no_secret"],
    ["a short one", [forever("short")], "short_secret"],
    ["four", [1, 2, 3, 4].map((n) => forever(`${SECRET}${n}`)), "too_many_secrets"],
  ])("%s can't be used", (_, given, reason) => {
    expect(importWebhookKeys(given)).toEqual({ ok: false, failure: { reason } });
  });

  test("none in force rejects everything", async () => {
    const ended = keysOf({ secret: SECRET, notAfter: NOON - 1 });
    expect(await verdict(sign(BODY), { keys: ended })).toBe("no_current_secret");
  });
});
