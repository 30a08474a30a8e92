import { type WebhookDeps, webhook } from "./webhook.ts";

/**
 * GitHub sends up to 25 MB. An issue or a comment of the longest text (65,536 characters, as JSON six bytes each) and a
 * push of 2,048 commits stay below this; more would let anybody who knows an address fill the memory, since the body is
 * read before its signature can be checked. What is refused here, the sweep finds.
 */
const MAX_BODY_BYTES = 4 * 1_048_576;

/**
 * Takes a GitHub webhook in. GitHub itself delivers nothing a second time, so that what is not stored is answered as not
 * stored: its log of deliveries shows that, and the sweep looks for what was lost.
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export const githubWebhook = (deps: WebhookDeps) =>
  webhook(deps, {
    helpdesk: "github",
    limitBytes: MAX_BODY_BYTES,
    incoming: ({ req }, body) => ({
      event: req.header("x-github-event") ?? null,
      delivery: req.header("x-github-delivery") ?? null,
      signature: req.header("x-hub-signature-256") ?? null,
      body,
    }),
  });
