import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import type { Deliveries } from "./deliveries.ts";
import { page } from "./paging.ts";
import type { Invocation, Webhook } from "./records/webhook.ts";
import { isRefusal, notFound, type Refusal, recordInvalid } from "./refusal.ts";
import { TEST_SECRET } from "./signature.ts";
import { stamp } from "./stamp.ts";
import { blankWebhook, testEvent } from "./webhook-test.ts";
import { stampNow, type World } from "./world.ts";

const webhookInput = z.object({
  name: z.string().min(1),
  description: z.string().nullish(),
  status: z.enum(["active", "inactive"]),
  endpoint: z.url(),
  http_method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  request_format: z.enum(["json", "xml", "form_encoded"]),
  subscriptions: z.array(z.string()),
  authentication: z.record(z.string(), z.unknown()).nullish(),
  custom_headers: z.record(z.string(), z.string()).nullish(),
});
type WebhookInput = z.infer<typeof webhookInput>;
const createBody = z.object({ webhook: webhookInput });
const updateBody = z.object({ webhook: webhookInput.partial() });

/** zendesk.md §1.8 [3P]: the secret is never part of the webhook. */
function presentWebhook(webhook: Webhook): object {
  const { secret: _secret, custom_headers, authentication, ...rest } = webhook;
  return {
    ...rest,
    ...(Object.keys(custom_headers).length > 0 ? { custom_headers } : {}),
    ...(authentication === null ? {} : { authentication }),
  };
}

/** zendesk.md §1.1 [OFF]: either event types, by POST and JSON, or a trigger's `conditional_ticket_events`. */
function refusedConnection(
  input: Pick<WebhookInput, "subscriptions" | "http_method" | "request_format">,
): Refusal | null {
  const conditional = input.subscriptions.filter((type) => type === "conditional_ticket_events");
  if (conditional.length > 0) {
    return input.subscriptions.length === 1
      ? null
      : recordInvalid({
          subscriptions: [{ description: "conditional_ticket_events cannot be combined with event types" }],
        });
  }
  const unknown = input.subscriptions.find((type) => !type.startsWith("zen:event-type:"));
  if (unknown !== undefined)
    return recordInvalid({ subscriptions: [{ description: `${unknown} is not a known event type` }] });
  if (input.http_method !== "POST" || input.request_format !== "json") {
    return recordInvalid({ http_method: [{ description: "Event subscriptions need method POST and format json" }] });
  }
  return null;
}

function createWebhook(world: World, input: WebhookInput, userId: number): Webhook | Refusal {
  const refused = refusedConnection(input);
  if (refused !== null) return refused;
  const { authentication, custom_headers, description, ...rest } = input;
  const webhook: Webhook = {
    id: world.state.ids.ulid(),
    ...rest,
    description: description ?? null,
    authentication: authentication ?? null,
    custom_headers: custom_headers ?? {},
    secret: world.state.ids.secret(40),
    created_at: stampNow(world),
    created_by: String(userId),
    updated_at: stampNow(world),
    updated_by: String(userId),
  };
  world.state.webhooks.set(webhook.id, webhook);
  return webhook;
}

function presentInvocation(invocation: Invocation): object {
  const latest = invocation.completedAt ?? invocation.startedAt;
  return {
    id: invocation.id,
    webhook_id: invocation.webhookId,
    event_type: invocation.eventType,
    status: invocation.status,
    status_code: invocation.attempts.at(-1)?.status_code ?? "",
    latest_completed_at: stamp(latest),
    created_at: stamp(invocation.startedAt),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function webhookRoutes(world: World, deliveries: Deliveries): Api {
  const app: Api = new Hono();
  app.use("/webhooks/*", requireRole("admin"));
  app.use("/webhooks", requireRole("admin"));

  app.get("/webhooks", (c) => {
    const name = c.req.query("filter[name_contains]")?.toLowerCase() ?? "";
    const status = c.req.query("filter[status]");
    const found = [...world.state.webhooks.values()].filter(
      (webhook) => webhook.name.toLowerCase().includes(name) && (status === undefined || webhook.status === status),
    );
    const { webhooks, meta, links } = page(c, world, "webhooks", found, presentWebhook);
    return c.json({
      webhooks,
      meta: meta ?? { has_more: false, after_cursor: null, before_cursor: null },
      links: links ?? {},
    });
  });
  app.post("/webhooks", async (c) => {
    const body = await readBody(c, createBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const webhook = createWebhook(world, body.webhook, c.get("user").id);
    return isRefusal(webhook) ? answerRefusal(c, webhook) : c.json({ webhook: presentWebhook(webhook) }, 201);
  });
  /** Sends one event at once, to a given or a described webhook; the answer's shape is doubtful (zendesk.md §6.2). */
  app.post("/webhooks/test", async (c) => {
    const known = world.state.webhooks.get(c.req.query("webhook_id") ?? "");
    const body = known === undefined ? await readBody(c, z.object({ webhook: webhookInput.partial() })) : null;
    if (isRefusal(body)) return answerRefusal(c, body);
    const endpoint = body?.webhook.endpoint ?? known?.endpoint ?? "";
    const target: Webhook = known ?? { ...blankWebhook(world, c.get("user").id), endpoint };
    const outcome = await deliveries.test(target, testEvent(world), known?.secret ?? TEST_SECRET);
    return c.json({ response: { status: outcome.kind === "answer" ? outcome.status : 0, headers: [], payload: "" } });
  });
  app.get("/webhooks/:id", (c) => {
    const webhook = world.state.webhooks.get(c.req.param("id"));
    return webhook === undefined ? answerRefusal(c, notFound()) : c.json({ webhook: presentWebhook(webhook) });
  });
  app.on(["PUT", "PATCH"], "/webhooks/:id", async (c) => {
    const webhook = world.state.webhooks.get(c.req.param("id"));
    if (webhook === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, updateBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const merged = { ...webhook, ...body.webhook };
    const refused = refusedConnection(webhookInput.parse({ ...merged, description: null }));
    if (refused !== null) return answerRefusal(c, refused);
    Object.assign(webhook, body.webhook, { updated_at: stampNow(world), updated_by: String(c.get("user").id) });
    return c.body(null, 204);
  });
  app.delete("/webhooks/:id", (c) =>
    world.state.webhooks.delete(c.req.param("id")) ? c.body(null, 204) : answerRefusal(c, notFound()),
  );
  app.on(["GET", "POST"], "/webhooks/:id/signing_secret", (c) => {
    const webhook = world.state.webhooks.get(c.req.param("id"));
    if (webhook === undefined) return answerRefusal(c, notFound());
    const reset = c.req.method === "POST";
    if (reset) webhook.secret = world.state.ids.secret(40);
    return c.json({ signing_secret: { algorithm: "SHA256", secret: webhook.secret } }, reset ? 201 : 200);
  });
  // zendesk.md §1.6 [3P]: the log of the last 7 days, filtered by status.
  app.get("/webhooks/:id/invocations", (c) => {
    const status = c.req.query("filter[status]");
    const found = [...world.state.invocations.values()].filter(
      (one) =>
        one.webhookId === c.req.param("id") &&
        one.startedAt > world.now() - 7 * DAY_MS &&
        (status === undefined || one.status === status),
    );
    return c.json(page(c, world, "invocations", found, presentInvocation));
  });
  app.get("/webhooks/:id/invocations/:invocation/attempts", (c) => {
    const invocation = world.state.invocations.get(c.req.param("invocation"));
    return invocation === undefined ? answerRefusal(c, notFound()) : c.json({ attempts: invocation.attempts });
  });
  return app;
}
