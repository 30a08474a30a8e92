import type { Hono } from "hono";
import { createApp } from "./app.ts";
import { ObjectAccounts } from "./worker/accounts.ts";
import { DeskObject } from "./worker/desk-object.ts";
import { DirectoryObject } from "./worker/directory-object.ts";
import { type Env, type Isolate, log, now, openIsolate } from "./worker/isolate.ts";
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

function routes(env: Env, { settings, terms, deskIds, metrics }: Isolate): Hono {
  const accounts = new ObjectAccounts(env.DESKS, env.DIRECTORY);
  const { policy } = terms;
  return createApp({ accounts, deskIds, metrics, log, policy, operatorToken: settings.operatorToken, now });
}

export default worker;
export { DeskObject, DirectoryObject };
