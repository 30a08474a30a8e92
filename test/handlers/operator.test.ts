import { describe, expect, test } from "vitest";
import { minutes } from "../../src/core/time.ts";
import { OPERATOR_TOKEN, openWorld, type World } from "../support/world.ts";

/** All of the operator's own; what is below `/operator/account` is the API's, and stands in access/table.ts. */
const ROUTES = [
  ["POST", "/connect"],
  ["POST", "/github/registration"],
  ["POST", "/disconnect"],
  ["GET", "/doctor"],
  ["POST", "/mode"],
  ["GET", "/parked"],
  ["GET", "/parked/body"],
  ["POST", "/parked/replay"],
  ["POST", "/parked/drop"],
  ["GET", "/decisions"],
  ["POST", "/app/secret"],
  ["POST", "/backfill"],
  ["GET", "/backfill"],
  ["GET", "/mapping"],
  ["POST", "/mapping/git"],
  ["POST", "/mapping/owner"],
  ["POST", "/mapping/pull"],
] as const;

/** What a person is told when something can't be done: why, in words, and the way out. */
const failure = (reason: string) => ({
  reason,
  message: expect.stringMatching(/\.$/),
  mend: expect.stringMatching(/\w/),
});

describe("the operator's routes", () => {
  test("are all in this table", async () => {
    const world = await openWorld({ mode: null });
    const known = world.tierline.app.routes
      .filter(({ path, method }) => /^\/operator\/(?!account\/)/.test(path) && method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`);
    expect(known).toEqual(ROUTES.map(([method, path]) => `${method} /operator${path}`));
  });

  test.each(ROUTES)("%s %s is closed to everybody without the token", async (method, path) => {
    const world = await openWorld({ mode: null });
    const init = { method, ...(method === "POST" ? { body: "{}" } : {}) };
    for (const authorization of [
      null,
      "",
      "Bearer",
      "Bearer wrong",
      `Basic ${OPERATOR_TOKEN}`,
      `Bearer ${OPERATOR_TOKEN}x`,
    ]) {
      const headers: Record<string, string> = authorization === null ? {} : { authorization };
      const { status } = await world.request(`/operator${path}`, { ...init, headers });
      expect({ authorization, status }).toEqual({ authorization, status: 401 });
    }
    expect(await world.tierline.accounts.all()).toEqual([]);
    const unknown = await world.request("/operator/nothing", { headers: { authorization: "Bearer wrong" } });
    expect(unknown.status).toBe(401);
  });

  test.each(ROUTES.filter(([method]) => method === "POST"))("%s %s refuses a body it doesn't know", async (_, path) => {
    const world = await openWorld();
    const before = await world.rows();
    for (const body of [null, [], { surprise: true }, { subdomain: 5 }, { mode: "loud" }, { ids: ["1; DROP TABLE"] }]) {
      const answer = await world.operator("POST", path, body);
      expect(answer).toMatchObject({ status: 400, json: failure("bad_request") });
    }
    expect(await world.rows()).toEqual(before);
  });

  test.each(ROUTES.filter(([, path]) => path !== "/connect" && path !== "/github/registration"))(
    "%s %s says when nothing is connected",
    async (method, path) => {
      const world = await openWorld({ mode: null });
      const bodies: Record<string, object> = {
        "/backfill": { since: "2026-08-01T00:00:00Z" },
        "/mode": { mode: "live" },
        "/parked/replay": { ids: "all" },
        "/parked/drop": { ids: [] },
        "/mapping/git": { repository: "acme/contracts" },
        "/mapping/owner": { to: "admin" },
      };
      const body = method === "POST" ? (bodies[path] ?? {}) : undefined;
      expect(await world.operator(method, path, body)).toMatchObject({ status: 404, json: failure("no_account") });
      const named = method === "POST" ? { ...body, subdomain: "nobody" } : undefined;
      const query = method === "GET" ? "?subdomain=nobody" : "";
      const answer = await world.operator(method, path + query, named);
      expect(answer).toMatchObject({ status: 404, json: { message: 'No account "nobody" is connected here.' } });
    },
  );

  test("ask which account is meant when there are several, and then take its name", async () => {
    const world = await openWorld({ accounts: ["acme", "beta"] });
    expect(await world.operator("GET", "/parked")).toMatchObject({ status: 404, json: failure("ambiguous") });
    expect(await world.operator("GET", "/parked?subdomain=beta")).toMatchObject({ status: 200 });
  });
});

test("what can't be stored just now is told as such, with the time to try again; afterwards it is done", async () => {
  const world = await openWorld();
  const { sql } = (await world.account()).desk;
  sql.run(`PRAGMA query_only = ON`);
  const refused = await world.operator("POST", "/mode", { mode: "shadow" });
  expect(refused).toMatchObject({ status: 503, json: failure("unavailable") });
  expect(refused.headers.get("retry-after")).toBe("30");
  expect(world.log.at(-1)).toMatch(/"level":"warn","event":"unavailable"/);
  sql.run(`PRAGMA query_only = OFF`);
  expect(await world.operator("POST", "/mode", { mode: "shadow" })).toMatchObject({ status: 200 });
});

describe("connect", () => {
  test("sets the account up in shadow, and a second time changes nothing", async () => {
    const world = await openWorld({ mode: null });
    const first = await world.connect();
    expect(first).toMatchObject({ status: 200, json: { account: "acme", mode: "shadow", warning: null } });
    expect(JSON.stringify(first.json)).toContain('"created"');
    world.zendesk().calls.length = 0;
    const second = await world.connect();
    expect(second.status).toBe(200);
    expect(JSON.stringify(second.json)).not.toContain('"created"');
    const changing = world.zendesk().calls.filter(({ method, path }) => method !== "GET" && path !== "/oauth/tokens");
    expect(changing).toEqual([]);
  });

  test("as a dry run tells what it would do, and leaves nothing behind here or there", async () => {
    const world = await openWorld({ mode: null });
    const answer = await world.connect("acme", { dryRun: true });
    expect(JSON.stringify(answer.json)).toContain("would_create");
    expect(world.zendesk().emulator.state.webhooks.size).toBe(0);
    expect(await world.tierline.accounts.all()).toEqual([]);
    expect(world.bytesOnDisk()).toBe("");
  });

  test("keeps the mode that the account is in", async () => {
    const world = await openWorld();
    expect((await world.connect()).json).toMatchObject({ mode: "live" });
  });

  const wrongSecret = { kind: "oauth_client", clientId: "tierline", clientSecret: "not-the-secret" };
  test.each([
    { what: "a wrong secret", more: { credentials: wrongSecret }, reason: "unauthorized" },
    { what: "another host", more: { origin: "https://evil.example" }, reason: "bad_loopback_origin" },
    {
      what: "a subdomain that is an address",
      more: { subdomain: "evil.example/", origin: null },
      reason: "bad_subdomain",
    },
  ])("with $what fails with a way out, and leaves no account", async ({ more, reason }) => {
    const world = await openWorld({ mode: null });
    expect(await world.connect("acme", more)).toMatchObject({ status: 422, json: failure(reason) });
    expect(await world.tierline.accounts.all()).toEqual([]);
    expect(world.bytesOnDisk()).toBe("");
  });

  test("a failed attempt leaves a connected account as it was", async () => {
    const world = await openWorld();
    expect(await world.connect("acme", { credentials: wrongSecret })).toMatchObject({ status: 422 });
    const ticket = await world.zendesk().arrives();
    await world.settle();
    expect(world.zendesk().shows(ticket).priority).toBe("normal");
  });

  test("a failed attempt leaves an account that was left its history", async () => {
    const world = await openWorld();
    await world.operator("POST", "/disconnect", {});
    const before = (await world.rows())["audit"];
    expect(before).toHaveLength(3);
    expect(await world.connect("acme", { credentials: wrongSecret })).toMatchObject({ status: 422 });
    expect((await world.rows())["audit"]).toEqual(before);
  });

  test("refuses to trust a webhook whose secret everybody knows, and starts again afterwards", async () => {
    const world = await openWorld();
    const [webhook] = world.zendesk().emulator.state.webhooks.values();
    if (webhook !== undefined) webhook.secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
    expect(await world.connect()).toMatchObject({ status: 422, json: failure("public_test_secret") });
    await world.restart();
    expect((await world.account()).connected).toBe(true);
  });
});

describe("disconnect", () => {
  test("as a dry run changes nothing; then takes everything back, forgets the credentials and stops", async () => {
    const world = await openWorld();
    const { state } = world.zendesk().emulator;
    const dry = await world.operator("POST", "/disconnect", { dryRun: true });
    expect(dry).toMatchObject({ status: 200 });
    expect(state.webhooks.size).toBe(1);
    const done = await world.operator("POST", "/disconnect", {});
    expect(done).toMatchObject({ status: 200 });
    expect([state.webhooks.size, state.views.size]).toEqual([0, 0]);
    expect((await world.rows())["setting"]).not.toContainEqual(expect.objectContaining({ key: "connection" }));
  });

  test("a second time, and every command to it, says that it isn't connected", async () => {
    const world = await openWorld();
    await world.operator("POST", "/disconnect", {});
    expect(await world.operator("POST", "/disconnect", {})).toMatchObject({ json: failure("no_account") });
    expect(await world.mode("live")).toMatchObject({ status: 404, json: failure("no_account") });
    expect(await world.connect()).toMatchObject({ status: 200, json: { mode: "shadow" } });
  });

  test("leaves the other account alone, which is the only one then", async () => {
    const world = await openWorld({ accounts: ["acme", "beta"] });
    await world.operator("POST", "/disconnect", { subdomain: "acme" });
    expect(await world.operator("GET", "/parked")).toMatchObject({ status: 200 });
    const ticket = await world.zendesk("beta").arrives();
    await world.settle();
    expect(world.zendesk("beta").shows(ticket).priority).toBe("normal");
  });

  test("that Zendesk refuses keeps the account", async () => {
    const world = await openWorld();
    await world.zendesk().meets({ kind: "status", status: 403 }, { match: { method: "DELETE" } });
    expect(await world.operator("POST", "/disconnect", {})).toMatchObject({ status: 422, json: failure("forbidden") });
    expect((await world.account()).connected).toBe(true);
  });
});

describe("mode", () => {
  test.each([
    { mode: "canary", organizations: [] },
    { mode: "live", organizations: ["1"] },
    { mode: "shadow", organizations: ["1"] },
  ])("$mode with $organizations makes no sense and is refused", async (body) => {
    const world = await openWorld({ mode: "shadow" });
    expect(await world.operator("POST", "/mode", body)).toMatchObject({ status: 400, json: failure("bad_request") });
    expect((await world.account()).overview().writing).toEqual({ mode: "shadow", canary: [] });
  });
});

describe("doctor", () => {
  const levels = async (world: World) =>
    (await world.operator("GET", "/doctor")).json["findings"] as { level: string; what: string; mend: string }[];

  test("finds a live account well", async () => {
    const world = await openWorld();
    await world.zendesk().arrives();
    await world.settle();
    expect((await levels(world)).filter(({ level }) => level !== "ok")).toEqual([]);
  });

  test("says what is wrong, each with what to do about it", async () => {
    const world = await openWorld({ mode: "shadow" });
    await world.deliver("not JSON");
    const [webhook] = world.zendesk().emulator.state.webhooks.values();
    if (webhook !== undefined) webhook.status = "inactive";
    const wrong = (await levels(world)).filter(({ level }) => level !== "ok");
    const words = wrong.map(({ what }) => what).join("\n");
    for (const part of [/shadow/, /1 item waits/, /inactive/]) expect(words).toMatch(part);
    expect(wrong.every(({ mend }) => mend.length > 10)).toBe(true);
  });
});

describe("parked and decisions", () => {
  test("a parked delivery can be read, dropped, and is gone", async () => {
    const world = await openWorld();
    await world.deliver("not JSON");
    expect(await world.operator("POST", "/parked/replay", { ids: "all" })).toMatchObject({ json: { replayed: 0 } });
    const [parked] = (await world.operator("GET", "/parked")).json["parked"] as { id: string }[];
    expect(await world.operator("GET", `/parked/body?id=${parked?.id}`)).toMatchObject({ json: { body: "not JSON" } });
    expect(await world.operator("POST", "/parked/drop", { ids: [parked?.id] })).toMatchObject({ json: { dropped: 1 } });
    expect(await world.operator("GET", "/parked")).toMatchObject({ json: { parked: [] } });
    expect(await world.operator("GET", "/parked/body?id=1")).toMatchObject({ status: 404, json: failure("no_body") });
  });

  test("decisions are listed newest first, of one ticket with its whole history, and say why", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const [first, second] = [await zendesk.arrives({ severity: 2 }), await zendesk.arrives()];
    await world.settle();
    await world.pass(minutes(1));
    await zendesk.edits(first, { priority: "urgent" });
    await world.settle();
    const all = (await world.operator("GET", "/decisions")).json["decisions"] as Record<string, unknown>[];
    expect(all.map(({ ticketId }) => ticketId)).toEqual([String(first), String(second)]);
    const one = (await world.operator("GET", `/decisions?ticket=${first}`)).json["decisions"] as typeof all;
    expect(one.map(({ severity }) => severity)).toEqual([1, 2]);
    expect(one[0]).toMatchObject({
      written: true,
      mode: "live",
      tier: "enterprise",
      priority: "urgent",
      due: "2026-11-03T11:00:00Z",
      decidedAt: expect.stringMatching(/^2026-11-03T10:/),
      steps: expect.arrayContaining([expect.stringMatching(/Enterprise/)]),
    });
    const none = await world.operator("GET", "/decisions?ticket=999");
    expect(none).toMatchObject({ status: 200, json: { decisions: [] } });
    const nonsense = await world.operator("GET", "/decisions?ticket=x");
    expect(nonsense).toMatchObject({ status: 400, json: failure("bad_request") });
  });
});
