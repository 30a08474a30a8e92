import { Hono } from "hono";
import * as z from "zod";
import { answerRefusal, readBody } from "./api.ts";
import type { Calls } from "./calls.ts";
import { type Faults, faultRule } from "./faults.ts";
import { isRefusal } from "./refusal.ts";
import { type WebhookFaults, webhookFaultRule } from "./webhook-faults.ts";

export interface Controls {
  readonly faults: Faults;
  readonly webhookFaults: WebhookFaults;
  readonly calls: Calls;
  /** Back to a new account: nothing of the old one is left. */
  readonly reset: () => void;
  /** What a person needs to sign in: people, client, token. */
  readonly account: () => object;
}

const metricSetsBody = z.object({ metricSets: z.enum(["embedded", "listed"]) });

/** The switch panel, under `/emulator`: JSON, without credentials, meant for the machine it runs on. */
export function controlRoutes(controls: Controls, setMetricSets: (place: "embedded" | "listed") => void): Hono {
  const app = new Hono();
  app.get("/emulator", (c) => c.json(controls.account()));
  app.get("/emulator/calls", (c) => c.json({ counts: controls.calls.counts, history: controls.calls.history }));
  app.delete("/emulator/calls", (c) => {
    controls.calls.clear();
    return c.body(null, 204);
  });
  app.post("/emulator/faults", async (c) => {
    const rule = await readBody(c, faultRule);
    if (isRefusal(rule)) return answerRefusal(c, rule);
    controls.faults.add(rule);
    return c.json({ fault: rule }, 201);
  });
  app.post("/emulator/webhook_faults", async (c) => {
    const rule = await readBody(c, webhookFaultRule);
    if (isRefusal(rule)) return answerRefusal(c, rule);
    controls.webhookFaults.add(rule);
    return c.json({ fault: rule }, 201);
  });
  app.delete("/emulator/faults", (c) => {
    controls.faults.clear();
    controls.webhookFaults.clear();
    return c.body(null, 204);
  });
  app.put("/emulator/settings", async (c) => {
    const body = await readBody(c, metricSetsBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    setMetricSets(body.metricSets);
    return c.json(body);
  });
  app.post("/emulator/reset", (c) => {
    controls.reset();
    return c.json(controls.account());
  });
  return app;
}
