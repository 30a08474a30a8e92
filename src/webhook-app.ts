import { githubWebhook } from "../handlers/github-webhook.ts";
import { zendeskWebhook } from "../handlers/zendesk-webhook.ts";
import { UNAVAILABLE } from "./account/failures.ts";
import type { Accounts } from "./accounts.ts";
import { Hono } from "./hono.ts";
import type { Keys } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { isUnavailable, RETRY_AFTER_S } from "./unavailable.ts";

export interface WebhookAppDeps {
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** The routes that helpdesks call, and the last word on every other: what is not there, and what went wrong. */
export function createWebhookApp({ accounts, keys, metrics, log }: WebhookAppDeps): Hono {
  const { deskIds } = keys;
  const app = new Hono();
  app.post("/webhooks/zendesk/:desk", zendeskWebhook({ deskIds, accounts, metrics }));
  app.post("/webhooks/github/:desk", githubWebhook({ deskIds, accounts, metrics }));
  app.notFound((context) => context.text("not found", 404));
  app.onError((error, context) => {
    if (isUnavailable(error)) {
      log("warn", "unavailable", { reason: error.name, url: withoutDesk(context.req.path) });
      return context.json(UNAVAILABLE, 503, { "retry-after": RETRY_AFTER_S });
    }
    // Quiet outside, loud inside. The message is left out of the log: it may quote what was sent.
    log("error", "request_failed", { reason: error.name, url: withoutDesk(context.req.path) });
    return context.text("internal error", 500);
  });
  return app;
}

/** The address of a webhook is a secret of its account. */
const withoutDesk = (path: string): string => path.replace(/[A-Za-z0-9_-]{64}(\.[A-Za-z0-9_-]+)?/, "…");
