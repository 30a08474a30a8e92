import { fromBase64 } from "./base64.ts";

/** HMAC-SHA256 under a key that only the master key's holder can derive. */
export interface KeyedMac {
  sign(text: string): Promise<Uint8Array<ArrayBuffer>>;
  /** In constant time. `mac` may be cut off at its end. */
  verify(text: string, mac: Uint8Array): Promise<boolean>;
}

/**
 * @param masterKey at least 32 bytes, base64
 * @param purpose what it is for: each has a key of its own
 */
export async function keyedMac(masterKey: string, purpose: string): Promise<KeyedMac> {
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey("raw", fromBase64(masterKey) ?? new Uint8Array(), "HKDF", false, [
    "deriveKey",
  ]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(purpose) },
    material,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
  const sign = async (text: string) => new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return {
    sign,
    async verify(text, mac) {
      const whole = await sign(text);
      let difference = mac.length === 0 || mac.length > whole.length ? 1 : 0;
      mac.forEach((byte, index) => {
        difference |= byte ^ (whole[index] ?? 0);
      });
      return difference === 0;
    },
  };
}
