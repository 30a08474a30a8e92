import { fromBase64Url, toBase64Url } from "./http/base64url.ts";
import { concatenated } from "./http/bytes.ts";
import { keyedMac } from "./http/keyed-mac.ts";

/** `embedded`, `page`: an admin who signed in, in the helpdesk or stand-alone. `automation`: a program's own. */
export const TOKEN_KINDS = ["embedded", "page", "automation"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

const PREFIX: Readonly<Record<TokenKind, string>> = { embedded: "tle_", page: "tlp_", automation: "tla_" };
const RANDOM_BYTES = 24;
const TAG_BYTES = 16;

/** Makes the tokens by which people and programs are known, and tells a real one from a made-up one by itself. */
export interface BearerTokens {
  /** 192 random bits, and a tag over them that names the account. */
  issue(kind: TokenKind, subdomain: string): Promise<string>;
  /** Whether we made it, for this account; `null` for all else. Says nothing of whether it still holds. */
  kindOf(token: string, subdomain: string): Promise<TokenKind | null>;
}

/** @param masterKey at least 32 bytes, base64 */
export async function createBearerTokens(masterKey: string): Promise<BearerTokens> {
  const mac = await keyedMac(masterKey, "tierline bearer token");
  const words = (kind: TokenKind, subdomain: string, random: Uint8Array): string =>
    `${kind}:${subdomain}:${toBase64Url(random)}`;
  return {
    async issue(kind, subdomain) {
      const random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
      const tag = (await mac.sign(words(kind, subdomain, random))).slice(0, TAG_BYTES);
      return PREFIX[kind] + toBase64Url(concatenated([random, tag]));
    },
    async kindOf(token, subdomain) {
      const kind = TOKEN_KINDS.find((one) => token.startsWith(PREFIX[one]));
      if (kind === undefined) return null;
      const bytes = fromBase64Url(token.slice(PREFIX[kind].length));
      if (bytes?.length !== RANDOM_BYTES + TAG_BYTES) return null;
      const genuine = await mac.verify(words(kind, subdomain, bytes.slice(0, RANDOM_BYTES)), bytes.slice(RANDOM_BYTES));
      return genuine ? kind : null;
    },
  };
}
