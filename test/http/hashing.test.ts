import { createHash, createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Hashing, webHashing } from "../../src/http/hashing.ts";
import { nodeHashing } from "../../src/node/hashing.ts";

const bytes = (length?: number) =>
  fc.uint8Array(length === undefined ? { maxLength: 300 } : { minLength: length, maxLength: length });
const hmac = (secret: Uint8Array, parts: readonly Uint8Array[]) =>
  new Uint8Array(createHmac("sha256", secret).update(Buffer.concat(parts)).digest());
const copy = (of: Uint8Array) => new Uint8Array(of);

describe.each<[string, Hashing]>([
  ["WebCrypto", webHashing],
  ["node:crypto", nodeHashing],
])("hashing with %s", (_, hashing) => {
  test("gives SHA-256 in hex", async () => {
    const known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await hashing.sha256(new TextEncoder().encode("abc"))).toBe(known);
    await fc.assert(
      fc.asyncProperty(bytes(), async (body) => {
        expect(await hashing.sha256(copy(body))).toBe(createHash("sha256").update(body).digest("hex"));
      }),
    );
  });

  test("knows the MAC of all parts, wherever they are cut", async () => {
    await fc.assert(
      fc.asyncProperty(bytes(32), fc.array(bytes(), { maxLength: 4 }), async (secret, parts) => {
        const key = await hashing.macKey(copy(secret));
        expect(await key.verify(hmac(secret, parts), parts)).toBe(true);
        expect(await key.verify(hmac(secret, parts), [Buffer.concat(parts)])).toBe(true);
      }),
    );
  });

  test("refuses a MAC with any one bit changed, of another message or of another key", async () => {
    const secret = copy(randomBytes(32));
    const message = [copy(randomBytes(100))];
    const key = await hashing.macKey(secret);
    const mac = hmac(secret, message);
    for (let bit = 0; bit < 256; bit += 1) {
      const wrong = copy(mac);
      wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await key.verify(wrong, message)).toBe(false);
    }
    expect(await key.verify(mac, [...message, Uint8Array.of(0)])).toBe(false);
    expect(await (await hashing.macKey(copy(randomBytes(32)))).verify(mac, message)).toBe(false);
  });

  test.each([0, 31, 33])("refuses %i bytes as a MAC", async (length) => {
    const secret = copy(randomBytes(32));
    const mac = new Uint8Array(length);
    mac.set(hmac(secret, []).subarray(0, length));
    expect(await (await hashing.macKey(secret)).verify(mac, [])).toBe(false);
  });
});
