import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { health } from "../handlers/health.ts";
import { operator } from "../handlers/operator.ts";
import { zendeskWebhook } from "../handlers/zendesk-webhook.ts";
import type { Accounts } from "./accounts.ts";
import type { Policy } from "./core/policy.ts";
import type { Instant } from "./core/time.ts";
import type { DeskIds } from "./desk-id.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

export interface AppDeps {
  readonly accounts: Accounts;
  readonly deskIds: DeskIds;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly policy: Policy;
  readonly operatorToken: string;
  readonly now: () => Instant;
}

/** Every route of Tierline, on whatever runtime. */
export function createApp({ accounts, deskIds, metrics, log, policy, operatorToken, now }: AppDeps): Hono {
  const app = new Hono();
  app.post("/webhooks/zendesk/:desk", zendeskWebhook({ deskIds, accounts, metrics }));
  app.route("/operator", operator({ token: operatorToken, deskIds, accounts, policy, now }));
  app.route("/", health(accounts, metrics, operatorToken));
  app.notFound((context) => context.text("not found", 404));
  app.onError((error, context) => {
    // A refusal that was meant as one, such as a missing operator token.
    if (error instanceof HTTPException) return error.getResponse();
    // Quiet outside, loud inside. The message is left out of the log: it may quote what was sent.
    log("error", "request_failed", { reason: error.name, url: context.req.path.replace(/[A-Za-z0-9_-]{64}/, "…") });
    return context.text("internal error", 500);
  });
  return app;
}
