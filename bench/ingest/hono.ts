// The framework alone: one route that answers. With `--read` it reads the body first.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { announce } from "./contestant.ts";

const reads = process.argv.includes("--read");
const app = new Hono();
app.post("/webhooks/zendesk/:desk", async (context) => {
  if (reads) await context.req.arrayBuffer();
  return context.text("ok");
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  announce({ port, path: "/webhooks/zendesk/bench", secret: null }),
);
