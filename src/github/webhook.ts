import * as z from "zod";
import type { WebhookOutcome } from "../desk/helpdesk.ts";
import type { Call, GithubClient } from "./client.ts";
import { NEEDED_EVENTS } from "./manifest.ts";
import type { CallFailure } from "./outcome.ts";
import { idSchema } from "./schema.ts";

const appSchema = z.object({
  id: idSchema,
  slug: z.string().min(1),
  permissions: z.record(z.string(), z.unknown()).nullish(),
  events: z.array(z.string()).nullish(),
});
export type AppShown = z.infer<typeof appSchema>;

/** The App as it is registered. */
export const showApp: Call<AppShown> = { route: "GET /app", as: "app", answer: appSchema };

const configSchema = z.object({
  url: z.string().nullish(),
  content_type: z.string().nullish(),
  insecure_ssl: z.union([z.string(), z.number()]).nullish(),
});
export type HookConfig = z.infer<typeof configSchema>;

/** Where GitHub delivers the App's events. */
export const showHook: Call<HookConfig> = { route: "GET /app/hook/config", as: "app", answer: configSchema };

export const setHook = (url: string, secret: string): Call<unknown> => ({
  route: "PATCH /app/hook/config",
  as: "app",
  parameters: { data: { url, secret, content_type: "json", insecure_ssl: "0" } },
  answer: z.unknown(),
});

const deliveriesSchema = z.array(z.object({ status_code: z.int(), status: z.string().nullish() }));

/** The status of each of the latest deliveries. */
export const latestDeliveries: Call<readonly number[]> = {
  route: "GET /app/hook/deliveries",
  as: "app",
  parameters: { per_page: 50 },
  answer: deliveriesSchema.transform((deliveries) => deliveries.map(({ status_code }) => status_code)),
};

/** Everything but a success; 0 is no answer at all. */
export const failedAmong = (statuses: readonly number[]): readonly number[] =>
  statuses.filter((status) => status < 200 || status >= 300);

/** What is wrong with the webhook, in words. @param deliverTo where it should deliver; `null`: that isn't known here */
export function hookFaults(hook: HookConfig, deliverTo: string | null): readonly string[] {
  const { url, content_type, insecure_ssl } = hook;
  return [
    ...(url ? [] : ["has no address: it is switched off"]),
    ...(!url || deliverTo === null || url === deliverTo ? [] : [`delivers to ${url}`]),
    ...(content_type === "json" ? [] : [`sends ${content_type || "forms"}, not JSON`]),
    ...(String(insecure_ssl ?? 0) === "0" ? [] : ["doesn't check the certificate of where it delivers to"]),
  ];
}

/** The events that Tierline needs and the App isn't subscribed to. */
export function missingEvents({ events }: AppShown): readonly string[] {
  const subscribed = new Set(events);
  return [...NEEDED_EVENTS].filter(([name]) => !subscribed.has(name)).map(([name, why]) => `lacks ${name} (${why})`);
}

/** How the App's webhook does. Whether its address is ours is doctor's to say: a Desk doesn't know its own. */
export async function howWebhookDoes(
  client: GithubClient,
): Promise<Extract<WebhookOutcome, { kind: "known" }> | CallFailure> {
  const hook = await client.call(showHook);
  if (hook.kind === "not_found") return { kind: "known", faults: ["was deleted"], failed: 0 };
  if (hook.kind !== "ok") return hook;
  const app = await client.call(showApp);
  if (app.kind !== "ok") return app;
  const deliveries = await client.call(latestDeliveries);
  const failed = deliveries.kind === "ok" ? failedAmong(deliveries.value).length : 0;
  return { kind: "known", faults: [...hookFaults(hook.value, null), ...missingEvents(app.value)], failed };
}
