import { concatenated } from "./bytes.ts";

/** What every delivery needs of cryptography. A runtime answers at once where it can, or later. */
export interface Hashing {
  /** SHA-256 in hex. */
  sha256(bytes: Uint8Array<ArrayBuffer>): string | Promise<string>;
  /** Prepares a key for HMAC-SHA256. */
  macKey(secret: Uint8Array<ArrayBuffer>): Promise<MacKey>;
}

export interface MacKey {
  /** Whether `mac`, 32 bytes, is the HMAC-SHA256 of the parts one after the other. Compared in constant time. */
  verify(mac: Uint8Array<ArrayBuffer>, parts: readonly Uint8Array[]): boolean | Promise<boolean>;
}

const HMAC_SHA256 = { name: "HMAC", hash: "SHA-256" };

/** WebCrypto: at hand on every runtime. On Node each call is a trip to another thread: see `src/node/hashing.ts`. */
export const webHashing: Hashing = {
  async sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  async macKey(secret) {
    const key = await crypto.subtle.importKey("raw", secret, HMAC_SHA256, false, ["verify"]);
    return { verify: (mac, parts) => crypto.subtle.verify(HMAC_SHA256, key, mac, concatenated(parts)) };
  },
};
