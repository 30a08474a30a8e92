import { toBase64Url } from "./http/base64url.ts";
import { keyedMac } from "./http/keyed-mac.ts";

/** The secrets with which Zendesk signs what the installed app asks: one for each account and generation. */
export interface AppSecrets {
  /** 43 characters. Always the same for the same master key, so that nothing has to be looked up to check a signature. */
  of(subdomain: string, generation: number): Promise<string>;
}

/** @param masterKey at least 32 bytes, base64 */
export async function createAppSecrets(masterKey: string): Promise<AppSecrets> {
  const mac = await keyedMac(masterKey, "tierline app secret");
  const known = new Map<string, string>();
  return {
    async of(subdomain, generation) {
      const name = `zendesk:${subdomain}:${generation}`;
      const secret = known.get(name) ?? toBase64Url(await mac.sign(name));
      // Accounts are few; made-up names must not fill the memory.
      if (known.size < 1000) known.set(name, secret);
      return secret;
    },
  };
}
