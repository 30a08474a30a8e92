import { Hono } from "hono";
import * as z from "zod";
import { type WebhookFaults, webhookFaultRule } from "../webhook-faults.ts";
import { answerRefusal, readBody } from "./api.ts";
import type { Calls } from "./calls.ts";
import { type Faults, faultRule } from "./faults.ts";
import type { Person } from "./people.ts";
import { isRefusal } from "./refusal.ts";
import { issueRefOf } from "./world.ts";

export interface Controls {
  readonly faults: Faults;
  readonly webhookFaults: WebhookFaults;
  readonly calls: Calls;
  /** Back to the seed. */
  readonly reset: () => void;
  /** Who there is, and the credentials. */
  readonly account: () => object;
  readonly as: (login: string) => Person;
}

const files = z.record(z.string(), z.string().nullable());
const pushBody = z.object({
  as: z.string(),
  repository: z.string(),
  branch: z.string().optional(),
  message: z.string().optional(),
  files,
});
const pullBody = z.object({
  as: z.string(),
  repository: z.string(),
  title: z.string(),
  body: z.string().optional(),
  head: z.string(),
  base: z.string().optional(),
});
/** What people do on pages that the REST API has no endpoint for. */
const issueBody = z.object({
  as: z.string(),
  issue: z.string(),
  act: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("transfer"), repository: z.string() }),
    z.object({ kind: z.literal("delete") }),
    z.object({ kind: z.literal("convert_to_discussion") }),
  ]),
});

/** The switch panel, under `/emulator`: JSON, without credentials, meant for the machine it runs on. */
export function controlRoutes(controls: Controls): Hono {
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
  app.post("/emulator/push", async (c) => {
    const body = await readBody(c, pushBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { as, repository, ...push } = body;
    return c.json({ sha: controls.as(as).push(repository, push).sha }, 201);
  });
  app.post("/emulator/pulls", async (c) => {
    const body = await readBody(c, pullBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { as, repository, ...draft } = body;
    return c.json({ number: controls.as(as).openPullRequest(repository, draft).number }, 201);
  });
  app.post("/emulator/issues", async (c) => {
    const body = await readBody(c, issueBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const person = controls.as(body.as);
    switch (body.act.kind) {
      case "transfer":
        return c.json({ issue: issueRefOf(person.transfer(body.issue, body.act.repository)) });
      case "delete":
        person.deleteIssue(body.issue);
        return c.json({});
      case "convert_to_discussion":
        person.convertToDiscussion(body.issue);
        return c.json({});
    }
  });
  app.post("/emulator/reset", (c) => {
    controls.reset();
    return c.json(controls.account());
  });
  // Acting as nobody, or on what isn't there: the caller's mistake.
  app.onError((error, c) => c.json({ message: error.message }, 422));
  return app;
}
