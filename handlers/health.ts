import type { Accounts } from "../src/accounts.ts";
import { Hono } from "../src/hono.ts";
import type { MetricName, Metrics } from "../src/metrics.ts";
import { operatorOnly } from "./operator-only.ts";

/**
 * `/livez`: the process answers. `/readyz`: it can store what it is sent; a helpdesk that is down doesn't make us unready.
 * `/metrics`: Prometheus text, without ids of tickets or organizations; for the operator, since it names the accounts.
 */
export function health(accounts: Accounts, metrics: Metrics, token: string): Hono {
  return new Hono()
    .get("/livez", (context) => context.text("ok"))
    .get("/readyz", async (context) => {
      const ready = await accounts.ready();
      return context.text(ready ? "ok" : "not ready: deliveries can't be stored", ready ? 200 : 503);
    })
    .get("/metrics", operatorOnly(token), async (context) => {
      for (const gauge of GAUGES) metrics.clear(gauge);
      for (const account of await accounts.all()) {
        const { helpdesk, account: name, waiting, parked, pause, lastEventAt, sweep } = await account.overview();
        if (name === null) continue;
        const labels = { account: name, helpdesk };
        metrics.set("tierline_inbox_pending", labels, waiting);
        metrics.set("tierline_parked", labels, parked);
        metrics.set("tierline_paused", labels, pause === null ? 0 : 1);
        if (lastEventAt !== null) metrics.set("tierline_last_event_timestamp_seconds", labels, lastEventAt / 1000);
        const sweptAt = sweep?.endedAt ?? null;
        const webhook = sweep?.webhook ?? null;
        if (webhook !== null) metrics.set("tierline_webhook_faults", labels, webhook.faults.length);
        if (sweptAt !== null) metrics.set("tierline_sweep_last_success_timestamp_seconds", labels, sweptAt / 1000);
      }
      return context.text(metrics.render(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    });
}

const GAUGES = [
  "tierline_inbox_pending",
  "tierline_parked",
  "tierline_paused",
  "tierline_last_event_timestamp_seconds",
  "tierline_sweep_last_success_timestamp_seconds",
  "tierline_webhook_faults",
] as const satisfies readonly MetricName[];
