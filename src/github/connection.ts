import * as z from "zod";
import { err, ok, type Result } from "../core/result.ts";
import { type LoopbackRefusal, loopbackOrigin } from "../http/loopback-origin.ts";
import { MAX_WEBHOOK_SECRETS, webhookSecretSchema } from "../http/webhook-secrets.ts";

/** Characters. A person may choose it, so it has to be long enough not to be guessed. */
export const SHORTEST_SECRET = 20;

/** Everything that reading, writing and verifying need to know of an owner's App. Kept sealed. */
export const githubConnectionSchema = z.object({
  /** The organization or user whose repositories are answered, as GitHub spells it. */
  owner: z.string().min(1),
  ownerKind: z.enum(["organization", "user"]),
  /** Where the API is, without a slash at the end. */
  origin: z.string(),
  appId: z.int().positive(),
  /** The App's name in addresses: `github.com/apps/<slug>`. */
  slug: z.string().min(1),
  /** The user in whose name the App comments, `<slug>[bot]`. */
  botUserId: z.string().min(1),
  installationId: z.int().positive(),
  /** PKCS#8 PEM: the one form that every runtime reads. */
  privateKey: z.string().min(1),
  webhookSecrets: z.array(webhookSecretSchema).max(MAX_WEBHOOK_SECRETS),
});
export type GithubConnection = z.infer<typeof githubConnectionSchema>;

export interface OriginRefusal {
  readonly reason: "bad_owner";
  readonly message: string;
}

const OWNER = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/;

/**
 * The one origin that Tierline calls for an owner: no setting can make it call another host.
 * @param development an emulator on this machine to call instead: the operator's explicit choice, and loopback only.
 */
export function githubOrigin(
  owner: string,
  development: { readonly loopbackOrigin: string } | null,
): Result<string, OriginRefusal | LoopbackRefusal> {
  if (!OWNER.test(owner)) {
    const message = `"${owner.slice(0, 80)}" is no owner on GitHub: use the name of an organization or a user, e.g. acme.`;
    return err({ reason: "bad_owner", message });
  }
  if (development === null) return ok("https://api.github.com");
  return loopbackOrigin(development.loopbackOrigin);
}
