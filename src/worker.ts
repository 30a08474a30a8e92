import { createApp } from "./app.ts";
import type { Hono } from "./hono.ts";
import { ObjectAccounts } from "./worker/accounts.ts";
import { DeskObject } from "./worker/desk-object.ts";
import { DirectoryObject } from "./worker/directory-object.ts";
import { type Env, type Isolate, log, now, openIsolate } from "./worker/isolate.ts";
import { assetPages } from "./worker/pages.ts";
import { watch } from "./worker/watchdog.ts";

let app: Hono | null = null;

/** Tierline on Cloudflare Workers. */
const worker = {
  async fetch(request: Request, env: Env): Promise<Response> {
    const isolate = await openIsolate(env);
    if (!isolate.ok) return new Response("not set up: the log says what is missing", { status: 500 });
    app ??= routes(env, isolate.value);
    return app.fetch(request);
  },

  async scheduled(_event: unknown, env: Env): Promise<void> {
    await watch(env);
  },
};

function routes(env: Env, { settings, keys, metrics }: Isolate): Hono {
  const accounts = new ObjectAccounts(env.DESKS, env.DIRECTORY);
  const { operatorToken, development, publicUrl } = settings;
  const pages = assetPages(env.ASSETS);
  return createApp({ accounts, keys, publicUrl, metrics, log, operatorToken, now, pages, development });
}

export default worker;
export { DeskObject, DirectoryObject };
