import { api } from "../handlers/api/api.ts";
import { appPage, type Pages } from "../handlers/app-page.ts";
import { auth } from "../handlers/auth/auth.ts";
import { githubSetup } from "../handlers/github-setup.ts";
import { health } from "../handlers/health.ts";
import { operator } from "../handlers/operator.ts";
import type { Instant } from "./core/time.ts";
import type { Hono } from "./hono.ts";
import { createWebhookApp, type WebhookAppDeps } from "./webhook-app.ts";

export interface AppDeps extends WebhookAppDeps {
  /** The built app. */
  readonly pages: Pages;
  /** Lets a page of this machine frame the app. */
  readonly development: boolean;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly operatorToken: string;
  readonly now: () => Instant;
}

/** Every route of Tierline, on whatever runtime: those that helpdesks call, and those that people and programs do. */
export function createApp(deps: AppDeps): Hono {
  const { accounts, keys, publicUrl, metrics, log, operatorToken, now, pages, development } = deps;
  const app = createWebhookApp(deps);
  const { deskIds, secretBox, appSecrets, tokens } = keys;
  app.route("/github", githubSetup({ accounts, deskIds, now }));
  app.route("/api", api({ accounts, deskIds, secrets: appSecrets, tokens, operatorToken, publicUrl, now, log, pages }));
  app.route("/auth", auth({ accounts, deskIds, tokens, secretBox, publicUrl, now }));
  app.route("/operator", operator({ token: operatorToken, deskIds, appSecrets, accounts, tokens, now, publicUrl }));
  app.route("/", health(accounts, metrics, operatorToken));
  app.route("/", appPage({ pages, development }));
  return app;
}
