import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody } from "./api.ts";
import { appsOnly } from "./auth.ts";
import type { Deliveries } from "./deliveries.ts";
import { pageByCursor } from "./paging.ts";
import { isRefusal, notFound } from "./refusal.ts";
import type { App, Delivery } from "./state.ts";
import type { World } from "./world.ts";

const configBody = z.object({
  url: z.url().optional(),
  content_type: z.enum(["json", "form"]).optional(),
  secret: z.string().optional(),
  insecure_ssl: z
    .union([z.enum(["0", "1"]), z.literal(0).transform(() => "0" as const), z.literal(1).transform(() => "1" as const)])
    .optional(),
});

const DAY_MS = 24 * 60 * 60 * 1000;

/** https://docs.github.com/rest/apps/webhooks; deliveries are kept for three days. */
export function hookRoutes(world: World, deliveries: Deliveries): Api {
  const app: Api = new Hono();
  app.use("/app/hook/*", appsOnly);
  const sent = (one: App) =>
    world.state.deliveries.filter((known) => known.app === one && known.at > world.now() - 3 * DAY_MS).reverse();

  app.get("/app/hook/config", (c) => {
    const caller = c.get("caller");
    return caller.kind === "app" ? c.json(showConfig(caller.app)) : answerRefusal(c, notFound());
  });
  app.patch("/app/hook/config", async (c) => {
    const caller = c.get("caller");
    if (caller.kind !== "app") return answerRefusal(c, notFound());
    const body = await readBody(c, configBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { hook } = caller.app;
    // Assumption: a webhook that gets an address is switched on.
    hook.active = hook.active || body.url !== undefined;
    hook.url = body.url ?? hook.url;
    hook.content_type = body.content_type ?? hook.content_type;
    hook.insecure_ssl = body.insecure_ssl ?? hook.insecure_ssl;
    caller.app.webhook_secret = body.secret ?? caller.app.webhook_secret;
    return c.json(showConfig(caller.app));
  });
  app.get("/app/hook/deliveries", (c) => {
    const caller = c.get("caller");
    const all = caller.kind === "app" ? sent(caller.app) : [];
    const status = c.req.query("status");
    const found = all.filter((one) => status === undefined || (status === "success") === succeeded(one));
    return c.json(pageByCursor(c, world, found, "cursor").map(showItem));
  });
  app.get("/app/hook/deliveries/:id{[0-9]+}", (c) => {
    const caller = c.get("caller");
    const all = caller.kind === "app" ? sent(caller.app) : [];
    const delivery = all.find((one) => one.id === Number(c.req.param("id")));
    return delivery === undefined ? answerRefusal(c, notFound()) : c.json(showDelivery(delivery));
  });
  app.post("/app/hook/deliveries/:id{[0-9]+}/attempts", (c) => {
    const caller = c.get("caller");
    const all = caller.kind === "app" ? sent(caller.app) : [];
    const delivery = all.find((one) => one.id === Number(c.req.param("id")));
    if (delivery === undefined) return answerRefusal(c, notFound());
    deliveries.redeliver(delivery);
    return c.json({}, 202);
  });
  return app;
}

function showConfig({ hook, webhook_secret }: App) {
  const { url, content_type, insecure_ssl } = hook;
  return { content_type, insecure_ssl, url, ...(webhook_secret === "" ? {} : { secret: "********" }) };
}

function succeeded({ status_code }: Delivery): boolean {
  return status_code >= 200 && status_code < 400;
}

function showItem(delivery: Delivery) {
  const { id, guid, redelivery, duration, status, status_code, event, action } = delivery;
  return {
    id,
    guid,
    delivered_at: new Date(delivery.at).toISOString(),
    redelivery,
    duration,
    status,
    status_code,
    event,
    action,
    installation_id: delivery.installation_id,
    repository_id: delivery.repository_id,
    throttled_at: null,
  };
}

function showDelivery(delivery: Delivery) {
  const { headers, body } = delivery.request;
  const json = headers["content-type"] === "application/json" ? body : new URLSearchParams(body).get("payload");
  return {
    ...showItem(delivery),
    url: delivery.url,
    request: { headers, payload: JSON.parse(json ?? "null") },
    response: delivery.response ?? { headers: null, payload: null },
  };
}
