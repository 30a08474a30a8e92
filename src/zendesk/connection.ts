import * as z from "zod";
import { err, ok, type Result } from "../core/result.ts";
import { type Instant, instant } from "../core/time.ts";
import { type LoopbackRefusal, loopbackOrigin } from "../http/loopback-origin.ts";
import { MAX_WEBHOOK_SECRETS, webhookSecretSchema } from "../http/webhook-secrets.ts";

/** How Tierline signs in. An OAuth client acts as the person who created it (`zendesk.md` §2.8). */
export const credentialsSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("oauth_client"), clientId: z.string().min(1), clientSecret: z.string().min(1) }),
  z.object({ kind: z.literal("api_token"), email: z.email(), token: z.string().min(1) }),
]);
export type Credentials = z.infer<typeof credentialsSchema>;

/** A thing in the account that Tierline uses, and whether `connect` made it or found it there. */
const pieceSchema = z.object({ id: z.string().min(1), origin: z.enum(["created", "adopted"]) });
export type Piece = z.infer<typeof pieceSchema>;

/** What `connect` left in the account: everything that reading, writing and `disconnect` need to know of it. */
export const provisionedSchema = z.object({
  /** Known once a genuine webhook named it; from then on every webhook has to name the same, until the next connect. */
  accountId: z.string().nullable(),
  integrationUserId: z.string().min(1),
  fields: z.object({ severity: pieceSchema, due: pieceSchema, dueDate: pieceSchema, summary: pieceSchema }),
  organizationField: pieceSchema.extend({ key: z.string().min(1) }),
  view: pieceSchema,
  webhook: pieceSchema,
});
export type Provisioned = z.infer<typeof provisionedSchema>;
export type TicketFieldName = keyof Provisioned["fields"];

/** The OAuth client by which administrators sign in; `clientSecret` is `null` for a public one, which has none. */
export const signInClientSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1).nullable() });
export type SignInClient = z.infer<typeof signInClientSchema>;

export const zendeskConnectionSchema = z.object({
  subdomain: z.string(),
  origin: z.string(),
  credentials: credentialsSchema,
  /** Connections from before administrators could sign in have none. */
  signIn: signInClientSchema.nullish(),
  provisioned: provisionedSchema,
  webhookSecrets: z.array(webhookSecretSchema).max(MAX_WEBHOOK_SECRETS),
});
export type ZendeskConnection = z.infer<typeof zendeskConnectionSchema>;

export interface OriginRefusal {
  readonly reason: "bad_subdomain";
  readonly message: string;
}

const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one origin that Tierline calls for an account. Only the subdomain is anybody's to choose, so no setting can make
 * Tierline call another host (`reliability.md` §2, row 12).
 * @param development an emulator on this machine to call instead: the operator's explicit choice, and loopback only.
 */
export function zendeskOrigin(
  subdomain: string,
  development: { readonly loopbackOrigin: string } | null,
): Result<string, OriginRefusal | LoopbackRefusal> {
  if (!SUBDOMAIN.test(subdomain)) {
    const message = `"${subdomain.slice(0, 80)}" is not a Zendesk subdomain: use the part before .zendesk.com, lower-case.`;
    return err({ reason: "bad_subdomain", message });
  }
  if (development === null) return ok(`https://${subdomain}.zendesk.com`);
  return loopbackOrigin(development.loopbackOrigin);
}

/**
 * Zendesk stops all API tokens on this day; no account can create one since 2026-10-27.
 * https://developer.zendesk.com/documentation/api-basics/authentication/oauth-migration/
 */
const API_TOKENS_END: Instant = instant(Date.UTC(2027, 3, 30));

/** When these credentials stop working, where that is known. */
export const credentialsEnd = ({ kind }: Credentials): Instant | null => (kind === "api_token" ? API_TOKENS_END : null);

/** What a person should know about these credentials before they stop working; `null` when there is nothing. */
export function credentialsWarning(credentials: Credentials, now: Instant): string | null {
  if (credentials.kind !== "api_token") return null;
  const days = Math.ceil((API_TOKENS_END - now) / 86_400_000);
  const when = days > 0 ? `in ${days} days, on 2027-04-30` : "on 2027-04-30";
  return `Zendesk ends API tokens ${when}. Create a confidential OAuth client as the integration user and connect again with it.`;
}
