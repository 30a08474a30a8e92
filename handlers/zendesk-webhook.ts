import { type WebhookDeps, webhook } from "./webhook.ts";

/** Zendesk's own events are a few kilobytes; comments, which we don't read, can make them longer. */
const MAX_BODY_BYTES = 1_048_576;

/** Takes a Zendesk webhook in. The answers follow what Zendesk does with them (`reliability.md` §3.0). */
export const zendeskWebhook = (deps: WebhookDeps) =>
  webhook(deps, {
    helpdesk: "zendesk",
    limitBytes: MAX_BODY_BYTES,
    incoming: ({ req }, body) => ({
      timestamp: req.header("x-zendesk-webhook-signature-timestamp") ?? null,
      signature: req.header("x-zendesk-webhook-signature") ?? null,
      body,
    }),
  });
