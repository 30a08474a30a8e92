import type { DeskId } from "./core/id.ts";
import { fromBase64, toBase64 } from "./http/base64.ts";

/** The helpdesks that an account can be of. */
export const HELPDESKS = ["zendesk", "github"] as const;
export type HelpdeskKind = (typeof HELPDESKS)[number];

/** Names Desks, and tells a real name from a made-up one without looking anything up. */
export interface DeskIds {
  /** The Desk of this account: always the same for the same master key. */
  of(helpdesk: HelpdeskKind, account: string): Promise<DeskId>;
  /** The id when `text` was made with our key, else `null`. Costs no storage access. */
  authentic(text: string): Promise<DeskId | null>;
}

const NAME_BYTES = 16;
const ID = /^[A-Za-z0-9_-]{64}$/;

/**
 * A Desk's id is 16 bytes that only the master key can derive from the account's name, and a MAC over them: nobody can
 * guess one, and a made-up one is refused from memory.
 * @param masterKey at least 32 bytes, base64
 */
export async function createDeskIds(masterKey: string): Promise<DeskIds> {
  const encoder = new TextEncoder();
  const raw = fromBase64(masterKey) ?? new Uint8Array();
  const material = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  const derive = (purpose: string) =>
    crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(purpose) },
      material,
      { name: "HMAC", hash: "SHA-256", length: 256 },
      false,
      ["sign", "verify"],
    );
  const [naming, tagging] = await Promise.all([derive("tierline desk name"), derive("tierline desk tag")]);
  /** Ids found genuine: the key's holder made them, so there are no more than accounts, and deliveries all name one. */
  const genuine = new Set<string>();

  return {
    async of(helpdesk, account) {
      const full = await crypto.subtle.sign("HMAC", naming, encoder.encode(`${helpdesk}:${account}`));
      const name = new Uint8Array(full).slice(0, NAME_BYTES);
      const tag = new Uint8Array(await crypto.subtle.sign("HMAC", tagging, name));
      return toBase64Url(new Uint8Array([...name, ...tag])) as DeskId;
    },
    async authentic(text) {
      if (genuine.has(text)) return text as DeskId;
      if (!ID.test(text)) return null;
      const bytes = fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
      if (bytes === null) return null;
      if (!(await crypto.subtle.verify("HMAC", tagging, bytes.slice(NAME_BYTES), bytes.slice(0, NAME_BYTES))))
        return null;
      genuine.add(text);
      return text as DeskId;
    },
  };
}

const toBase64Url = (bytes: Uint8Array): string => toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_");
