import { type Context, Hono } from "hono";
import type * as z from "zod";
import type { Calls } from "./calls.ts";
import { type WebhookFaults, webhookFaultRule } from "./webhook-faults.ts";

/** Reads a body and uses it; one of another form is refused as the helpdesk does. */
export type WithBody = <S extends z.ZodType>(
  c: Context,
  schema: S,
  use: (body: z.infer<S>) => Response | Promise<Response>,
) => Promise<Response>;

export interface Switches<FaultRule> {
  readonly faultRule: z.ZodType<FaultRule>;
  readonly faults: { add(rule: FaultRule): void; clear(): void };
  readonly webhookFaults: WebhookFaults;
  readonly calls: Calls;
  /** Back to the seed: nothing is left of what was before. */
  readonly reset: () => void;
  /** What a person needs to know: who there is, and the credentials. */
  readonly account: () => object;
  readonly withBody: WithBody;
}

/** The switch panel, under `/emulator`: JSON, without credentials, meant for the machine it runs on. */
export function switchPanel<FaultRule>(switches: Switches<FaultRule>): Hono {
  const { faultRule, faults, webhookFaults, calls, reset, account, withBody } = switches;
  const app = new Hono();
  app.get("/emulator", (c) => c.json(account()));
  app.get("/emulator/calls", (c) => c.json({ counts: calls.counts, history: calls.history }));
  app.delete("/emulator/calls", (c) => {
    calls.clear();
    return c.body(null, 204);
  });
  app.post("/emulator/faults", (c) =>
    withBody(c, faultRule, (fault) => {
      faults.add(fault);
      return c.json({ fault }, 201);
    }),
  );
  app.post("/emulator/webhook_faults", (c) =>
    withBody(c, webhookFaultRule, (fault) => {
      webhookFaults.add(fault);
      return c.json({ fault }, 201);
    }),
  );
  app.delete("/emulator/faults", (c) => {
    faults.clear();
    webhookFaults.clear();
    return c.body(null, 204);
  });
  app.post("/emulator/reset", (c) => {
    reset();
    return c.json(account());
  });
  return app;
}
