import type { Policy } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import { rotateSecrets } from "../http/webhook-secrets.ts";
import { createZendeskClient } from "../zendesk/client.ts";
import { type ZendeskConnection, zendeskOrigin } from "../zendesk/connection.ts";
import { connect } from "../zendesk/provision.ts";
import { importWebhookKeys, type SecretRefusal, type WebhookKeys } from "../zendesk/signature.ts";
import type { OperatorFailure, ZendeskConnect } from "./answers.ts";
import { operatorFailure } from "./failures.ts";
import type { Provisioned } from "./ready.ts";
import type { SourceDeps } from "./source.ts";

/**
 * Makes the account in Zendesk ready for these credentials.
 * @param before what is connected now: asked once the account is ready, since it may have become another meanwhile
 */
export async function connectZendesk(
  deps: SourceDeps,
  request: ZendeskConnect,
  policy: Policy,
  webhookEndpoint: string,
  before: () => ZendeskConnection | null,
): Promise<Result<Provisioned<ZendeskConnection, WebhookKeys>, OperatorFailure>> {
  const { fetch, now, onCall, development, hashing } = deps;
  const { subdomain, credentials, developmentOrigin, dryRun } = request;
  if (developmentOrigin !== null && !development) return err(NOT_IN_DEVELOPMENT);
  const origin = zendeskOrigin(subdomain, developmentOrigin === null ? null : { loopbackOrigin: developmentOrigin });
  if (!origin.ok) return err({ ...origin.failure, mend: "Correct it and connect again." });

  const client = createZendeskClient({ origin: origin.value, credentials, fetch, now, onCall });
  const tiers = [...policy.tiers.values()].map(({ name, title }) => ({ name, title }));
  const previous = before()?.provisioned ?? null;
  const outcome = await connect({ client, wanted: { webhookEndpoint, tiers }, previous, dryRun });
  if (!outcome.ok) return err(operatorFailure(outcome.failure));
  const { provisioned, webhookSecret, steps } = outcome.value;
  if (provisioned === null) return ok({ steps, ready: null });

  const known = before();
  const webhookSecrets = rotateSecrets(known?.webhookSecrets ?? [], webhookSecret, now());
  const keys = await importWebhookKeys(webhookSecrets, hashing);
  if (!keys.ok) return err(unfitSecret(keys.failure));
  const signIn = request.signIn ?? known?.signIn ?? null;
  const connection = { subdomain, origin: origin.value, credentials, signIn, provisioned, webhookSecrets };
  return ok({ steps, ready: { connection, keys: keys.value } });
}

export function unfitSecret({ reason }: SecretRefusal): OperatorFailure {
  return {
    reason,
    message: `The webhook's signing secret proves nothing about a sender: ${reason.replaceAll("_", " ")}.`,
    mend: "Reset the secret of the webhook Tierline in Admin Center → Webhooks, and connect again.",
  };
}

const NOT_IN_DEVELOPMENT: OperatorFailure = {
  reason: "not_in_development",
  message: "A Zendesk on a loopback address is for development only.",
  mend: "Start the server with TIERLINE_DEVELOPMENT=1, or leave --zendesk-origin out.",
};
