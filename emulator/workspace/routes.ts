import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { answerRefusal, readBody } from "../api.ts";
import { forbidden, forgedRequest, isRefusal, notAuthenticated, notFound } from "../refusal.ts";
import { presentUser } from "../users.ts";
import type { World } from "../world.ts";
import { presentInstallation } from "./installations.ts";
import type { Live } from "./live.ts";
import { proxiedRequest, proxy } from "./proxy.ts";
import { isForged, visitorOf } from "./sessions.ts";

const PUBLIC = join(import.meta.dirname, "public");
const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" };

/** Frames hold apps of any host; apps may ask for requests that go there from here (`cors: true`). */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' http: https:",
  "frame-src http: https:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** The agent workspace, under Zendesk's own `/agent`: one page, what it is made of, and what only it may ask. */
export function workspaceRoutes(world: World, live: Live, send: typeof fetch): Hono {
  const app = new Hono();
  for (const front of ["/", "/agent", "/agent/"]) app.get(front, (c) => c.redirect("/agent/dashboard"));

  app.get("/agent/assets/:file{[a-z-]+\\.(?:js|css)}", (c) => {
    const path = join(PUBLIC, c.req.param("file"));
    if (!existsSync(path)) return answerRefusal(c, notFound());
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain";
    return c.body(readFileSync(path), 200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" });
  });
  app.get("/agent/session", (c) => {
    const user = visitorOf(world, c.req.raw);
    if (user === null) return answerRefusal(c, notAuthenticated());
    return c.json({
      user: presentUser(world, user),
      account: { subdomain: world.subdomain },
      installations: [...world.state.installations.values()].map(presentInstallation),
      now: world.now(),
    });
  });
  app.get("/agent/live", (c) => {
    if (visitorOf(world, c.req.raw) === null) return answerRefusal(c, notAuthenticated());
    return streamSSE(c, async (stream) => {
      await stream.writeSSE({ event: "ready", data: "{}" });
      const stop = live.listen((id) => void stream.writeSSE({ event: "ticket", data: JSON.stringify({ id }) }));
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    });
  });
  app.post("/agent/proxy", async (c) => {
    if (visitorOf(world, c.req.raw) === null) return answerRefusal(c, notAuthenticated());
    if (isForged(c.req.raw)) return answerRefusal(c, forgedRequest());
    const asked = await readBody(c, proxiedRequest);
    const answer = isRefusal(asked) ? asked : await proxy(world, send, asked);
    return isRefusal(answer) ? answerRefusal(c, answer) : answer;
  });
  app.get("/agent/apps/:id{\\d+}/icon.svg", (c) => {
    const icon = world.state.installations.get(Number(c.req.param("id")))?.icon ?? null;
    if (icon === null) return answerRefusal(c, notFound());
    return c.body(icon, 200, {
      "Content-Type": "image/svg+xml",
      "Content-Security-Policy": "sandbox; default-src 'none'",
    });
  });
  app.get("/agent/*", (c) => {
    const user = visitorOf(world, c.req.raw);
    if (user === null) return c.redirect(`/agent/sign_in?return_to=${encodeURIComponent(c.req.path)}`);
    if (user.role === "end-user") return answerRefusal(c, forbidden());
    return c.html(SHELL, 200, { "Content-Security-Policy": CSP, "Referrer-Policy": "same-origin" });
  });
  return app;
}

const SHELL = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>Workspace</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/agent/assets/workspace.css">
    <script type="module" src="/agent/assets/workspace.js"></script>
  </head>
  <body></body>
</html>
`;
