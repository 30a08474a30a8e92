import { err, ok, type Result } from "../core/result.ts";
import { fromBase64, toBase64 } from "./base64.ts";

/** Keeps secrets at rest: AES-256-GCM under a key derived from the operator's master key. */
export interface SecretBox {
  /** @param context what the secret is and whose; the same words open it and no others do. */
  seal(plaintext: string, context: string): Promise<string>;
  /** @returns `null` when it was sealed under another key or context, or was altered. */
  open(sealed: string, context: string): Promise<string | null>;
}

export interface MasterKeyRefusal {
  readonly reason: "not_base64" | "wrong_length";
  readonly message: string;
}

/** `CryptoKey`, by a name that both Node's and the edge's types know. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const VERSION = "v1";
const MASTER_KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** @param masterKeyBase64 32 random bytes in standard base64, as `openssl rand -base64 32` prints them. */
export async function createSecretBox(masterKeyBase64: string): Promise<Result<SecretBox, MasterKeyRefusal>> {
  const master = fromBase64(masterKeyBase64.trim());
  const advice = "Make one with `openssl rand -base64 32`.";
  if (master === null) return err({ reason: "not_base64", message: `The master key is not base64. ${advice}` });
  if (master.length !== MASTER_KEY_BYTES) {
    const message = `The master key is ${master.length} bytes long and has to be ${MASTER_KEY_BYTES}. ${advice}`;
    return err({ reason: "wrong_length", message });
  }
  const { key, keyId } = await derive(master);
  const prefix = `${VERSION}.${keyId}`;
  // The version and key id are authenticated too, so an envelope can't be relabelled.
  const parameters = (nonce: Uint8Array<ArrayBuffer>, context: string) => ({
    name: "AES-GCM",
    iv: nonce,
    additionalData: utf8(`${prefix}.${context}`),
  });

  return ok({
    async seal(plaintext, context) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt(parameters(nonce, context), key, utf8(plaintext));
      return `${prefix}.${toBase64(nonce)}.${toBase64(new Uint8Array(sealed))}`;
    },

    async open(sealed, context) {
      const [version, sealedBy, nonceText = "", bodyText = "", ...rest] = sealed.split(".");
      if (version !== VERSION || sealedBy !== keyId || rest.length > 0) return null;
      const nonce = fromBase64(nonceText);
      const body = fromBase64(bodyText);
      if (nonce?.length !== NONCE_BYTES || body === null) return null;
      try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(parameters(nonce, context), key, body));
      } catch {
        return null;
      }
    },
  });
}

/** The id names the key without telling anything of it: it comes from the same HKDF with other words. */
async function derive(master: Uint8Array<ArrayBuffer>): Promise<{ key: Key; keyId: string }> {
  const material = await crypto.subtle.importKey("raw", master, "HKDF", false, ["deriveKey", "deriveBits"]);
  const hkdf = (info: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8(info) });
  const key = await crypto.subtle.deriveKey(
    hkdf("tierline secret box v1"),
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  const idBits = await crypto.subtle.deriveBits(hkdf("tierline secret box key id"), material, 48);
  return { key, keyId: toBase64(new Uint8Array(idBits)) };
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
