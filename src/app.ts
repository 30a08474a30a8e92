import { api } from "../handlers/api/api.ts";
import { appPage, type Pages } from "../handlers/app-page.ts";
import { auth } from "../handlers/auth/auth.ts";
import { githubSetup } from "../handlers/github-setup.ts";
import { githubWebhook } from "../handlers/github-webhook.ts";
import { health } from "../handlers/health.ts";
import { operator } from "../handlers/operator.ts";
import { zendeskWebhook } from "../handlers/zendesk-webhook.ts";
import { UNAVAILABLE } from "./account/failures.ts";
import type { Accounts } from "./accounts.ts";
import type { Instant } from "./core/time.ts";
import { Hono } from "./hono.ts";
import type { Keys } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { isUnavailable, RETRY_AFTER_S } from "./unavailable.ts";

export interface AppDeps {
  readonly accounts: Accounts;
  /** The built app. */
  readonly pages: Pages;
  /** Lets a page of this machine frame the app. */
  readonly development: boolean;
  readonly keys: Keys;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly operatorToken: string;
  readonly now: () => Instant;
}

/** Every route of Tierline, on whatever runtime. */
export function createApp(deps: AppDeps): Hono {
  const { accounts, keys, publicUrl, metrics, log, operatorToken, now, pages, development } = deps;
  const app = new Hono();
  const { deskIds, secretBox, appSecrets, tokens } = keys;
  app.post("/webhooks/zendesk/:desk", zendeskWebhook({ deskIds, accounts, metrics }));
  app.post("/webhooks/github/:desk", githubWebhook({ deskIds, accounts, metrics }));
  app.route("/github", githubSetup({ accounts, deskIds, now }));
  app.route("/api", api({ accounts, deskIds, secrets: appSecrets, tokens, operatorToken, publicUrl, now, log, pages }));
  app.route("/auth", auth({ accounts, deskIds, tokens, secretBox, publicUrl, now }));
  app.route("/operator", operator({ token: operatorToken, deskIds, appSecrets, accounts, tokens, now, publicUrl }));
  app.route("/", health(accounts, metrics, operatorToken));
  app.route("/", appPage({ pages, development }));
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
