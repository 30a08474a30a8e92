// `@octokit/webhooks` in Hono: verifies, parses, calls one handler. Keeps nothing, and takes a duplicate for another event.
import { serve } from "@hono/node-server";
import { Webhooks } from "@octokit/webhooks";
import { Hono } from "hono";
import { announce } from "./contestant.ts";

const SECRET = "the secret of a bench, which nobody has to guess";
let handled = 0;
const webhooks = new Webhooks({ secret: SECRET });
webhooks.on("issues.opened", () => {
  handled += 1;
});

const app = new Hono();
app.post("/webhooks/github/:desk", async ({ req, text }) => {
  const header = (name: string): string => req.header(name) ?? "";
  try {
    await webhooks.verifyAndReceive({
      id: header("x-github-delivery"),
      name: header("x-github-event"),
      signature: header("x-hub-signature-256"),
      payload: await req.text(),
    });
    return text("ok");
  } catch {
    return text("unauthorized", 401);
  }
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  announce({ port, path: "/webhooks/github/bench", secret: SECRET }, async () => handled),
);
