import type { AppDeps } from "./app.ts";
import type { Hono } from "./hono.ts";
import { createWebhookApp } from "./webhook-app.ts";
import { ObjectAccounts } from "./worker/accounts.ts";
import { DeskObject } from "./worker/desk-object.ts";
import { DirectoryObject } from "./worker/directory-object.ts";
import { type Env, type Isolate, log, now, openIsolate } from "./worker/isolate.ts";
import { assetPages } from "./worker/pages.ts";
import { watch } from "./worker/watchdog.ts";

/** Both apps ask the same accounts: what one of them learns of an account, the other knows. */
let deps: AppDeps | null = null;
let webhooks: Hono | null = null;
let everything: Hono | null = null;

/** Tierline on Cloudflare Workers. */
const worker = {
  async fetch(request: Request, env: Env): Promise<Response> {
    const isolate = await openIsolate(env);
    if (!isolate.ok) return new Response("not set up: the log says what is missing", { status: 500 });
    deps ??= depsOf(env, isolate.value);
    if (new URL(request.url).pathname.startsWith("/webhooks/")) {
      webhooks ??= createWebhookApp(deps);
      return webhooks.fetch(request);
    }
    // Most isolates meet webhooks alone, and never load what people and programs ask for.
    const { createApp } = await import("./app.ts");
    everything ??= createApp(deps);
    return everything.fetch(request);
  },

  async scheduled(_event: unknown, env: Env): Promise<void> {
    await watch(env);
  },
};

function depsOf(env: Env, { settings, keys, metrics }: Isolate): AppDeps {
  const accounts = new ObjectAccounts(env.DESKS, env.DIRECTORY);
  const { operatorToken, development, publicUrl } = settings;
  const pages = assetPages(env.ASSETS);
  return { accounts, keys, publicUrl, metrics, log, operatorToken, now, pages, development };
}

export default worker;
export { DeskObject, DirectoryObject };
