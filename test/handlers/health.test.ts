import { expect, test } from "vitest";
import { seconds } from "../../src/core/time.ts";
import { OPERATOR_TOKEN, openWorld, type World } from "../support/world.ts";

const status = async (world: World, path: string) => (await world.request(path)).status;
const metrics = (world: World, token = OPERATOR_TOKEN) =>
  world.request("/metrics", { headers: { authorization: `Bearer ${token}` } });

test("a server without any account lives and is ready", async () => {
  const world = await openWorld({ mode: null });
  expect([await status(world, "/livez"), await status(world, "/readyz")]).toEqual([200, 200]);
});

test("it is not ready while a database can't be written, and is again afterwards; it lives all the while", async () => {
  const world = await openWorld();
  const { sql } = (await world.account()).desk;
  expect(await status(world, "/readyz")).toBe(200);
  sql.run(`PRAGMA query_only = ON`);
  expect([await status(world, "/livez"), await status(world, "/readyz")]).toEqual([200, 503]);
  sql.run(`PRAGMA query_only = OFF`);
  expect(await status(world, "/readyz")).toBe(200);
});

test("each time it is asked whether it is ready, it really writes", async () => {
  const world = await openWorld();
  const { sql } = (await world.account()).desk;
  const changes = () => sql.first<{ n: number }>(`SELECT total_changes() AS n`)?.n ?? 0;
  await status(world, "/readyz");
  const before = changes();
  await status(world, "/readyz");
  expect(changes()).toBeGreaterThan(before);
});

test("a helpdesk that is down doesn't make it unready", async () => {
  const world = await openWorld();
  await world.zendesk().meets({ kind: "reset" }, { match: { path: "/api/v2/tickets/*" } });
  await world.zendesk().arrives();
  await world.pass(seconds(60));
  expect(await status(world, "/readyz")).toBe(200);
});

test("metrics are for the operator only", async () => {
  const world = await openWorld();
  expect(await status(world, "/metrics")).toBe(401);
  expect((await metrics(world, "wrong")).status).toBe(401);
});

test("metrics count what came in, what was decided and what it cost, and show what waits", async () => {
  const world = await openWorld();
  const zendesk = world.zendesk();
  await zendesk.arrives();
  await world.settle();
  await world.deliver("not JSON");
  await world.deliver("not signed", { "content-type": "application/json" });
  await zendesk.meets({ kind: "status", status: 403 }, { match: { method: "GET", path: "/api/v2/tickets/*" } });
  const lastEvent = world.clock.now() / 1000;
  await zendesk.arrives();
  await world.settle();
  const { text, headers } = await metrics(world);
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  for (const line of [
    'tierline_webhook_requests_total{helpdesk="zendesk",result="rejected"} 1',
    'tierline_rejected_signatures_total{helpdesk="zendesk",reason="missing_header"} 1',
    'tierline_looks_total{outcome="written"} 1',
    'tierline_looks_total{outcome="trouble"} 1',
    'tierline_helpdesk_requests_total{method="PUT",endpoint="/api/v2/tickets/{id}",status="200"} 1',
    'tierline_inbox_pending{account="acme",helpdesk="zendesk"} 1',
    'tierline_parked{account="acme",helpdesk="zendesk"} 1',
    'tierline_paused{account="acme",helpdesk="zendesk"} 1',
    `tierline_last_event_timestamp_seconds{account="acme",helpdesk="zendesk"} ${lastEvent}`,
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).not.toMatch(/5158|crm-1|ticket_id|Acme/);
});

test("an account that is gone leaves no gauge behind", async () => {
  const world = await openWorld();
  expect((await metrics(world)).text).toContain('tierline_paused{account="acme",helpdesk="zendesk"}');
  await world.operator("POST", "/disconnect", {});
  expect((await metrics(world)).text).not.toContain('account="acme"');
});

test("what isn't there is not found, in words", async () => {
  const world = await openWorld({ mode: null });
  expect(await world.request("/")).toMatchObject({ status: 404, text: "not found" });
});
