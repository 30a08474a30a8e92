import { describe, expect, test } from "vitest";
import { ADMIN, createRig, makeTicket, ORIGIN, type Rig, readAnswer } from "./rig.ts";

const grantOf = (more: object) => ({
  grant_type: "client_credentials",
  client_id: "tierline",
  client_secret: "emulator-secret",
  scope: "read write",
  expires_in: 7200,
  ...more,
});

async function requestToken(rig: Rig, more: object = {}) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(grantOf(more));
  return readAnswer(await rig.emulator.fetch(new Request(`${ORIGIN}/oauth/tokens`, { method: "POST", headers, body })));
}

async function withToken(rig: Rig, token: unknown, path: string, method = "GET", body?: object) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const request = new Request(ORIGIN + path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  return readAnswer(await rig.emulator.fetch(request));
}

describe("OAuth", () => {
  test("gives a token that acts for the admin who made the client", async () => {
    const rig = createRig();
    const { json } = await requestToken(rig);
    expect(json).toMatchObject({ token_type: "bearer", scope: "read write", expires_in: 7200 });
    expect((await withToken(rig, json["access_token"], "/api/v2/users/me.json")).json).toMatchObject({
      user: { email: ADMIN, role: "admin" },
    });
  });

  test("tokens end when their time is over", async () => {
    const rig = createRig();
    const { json } = await requestToken(rig, { expires_in: 301 });
    await rig.clock.advance(300_000);
    expect((await withToken(rig, json["access_token"], "/api/v2/users/me")).status).toBe(200);
    await rig.clock.advance(1000);
    const late = await withToken(rig, json["access_token"], "/api/v2/users/me");
    expect([late.status, late.json["error"]]).toEqual([401, "invalid_token"]);
  });

  test.each([
    ["a wrong secret", { client_secret: "guess" }, 401, "invalid_client"],
    ["an unknown client", { client_id: "nobody" }, 401, "invalid_client"],
    ["a password grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["a life of 300 seconds", { expires_in: 300 }, 400, "invalid_request"],
    ["a life of two days", { expires_in: 172_800 }, 400, "invalid_request"],
  ])("refuses %s", async (_name, more, status, error) => {
    const answer = await requestToken(createRig(), more);
    expect([answer.status, answer.json["error"]]).toEqual([status, error]);
  });

  test.each([
    ["read", "GET", "/api/v2/tickets/1", 200],
    ["read", "PUT", "/api/v2/tickets/1", 403],
    ["tickets:read", "GET", "/api/v2/tickets/1", 200],
    ["tickets:read tickets:write", "PUT", "/api/v2/tickets/1", 200],
    ["tickets:read", "GET", "/api/v2/organizations", 403],
    ["tickets:read tickets:write", "GET", "/api/v2/ticket_fields", 403],
    [["read", "write"], "GET", "/api/v2/users/me", 403],
  ])("scope %j at %s %s is answered %i", async (scope, method, path, status) => {
    const rig = createRig();
    await makeTicket(rig);
    const { json } = await requestToken(rig, { scope });
    const body = method === "PUT" ? { ticket: { priority: "high" } } : undefined;
    expect((await withToken(rig, json["access_token"], path, method, body)).status).toBe(status);
  });

  test("clients show their secret once, and a new one replaces it", async () => {
    const rig = createRig();
    const client = { name: "Second", identifier: "second" };
    const created = await rig.call("POST", "/api/v2/oauth/clients", { client });
    const { id, secret } = Object(created.json["client"]);
    expect((await requestToken(rig, { client_id: "second", client_secret: secret })).status).toBe(201);
    expect((await rig.call("GET", "/api/v2/oauth/clients")).text).not.toContain(secret);
    await rig.call("PUT", `/api/v2/oauth/clients/${id}/generate_secret`);
    expect((await requestToken(rig, { client_id: "second", client_secret: secret })).status).toBe(401);
  });

  test("tokens can be listed by their first ten characters, and revoked", async () => {
    const rig = createRig();
    const { json } = await requestToken(rig);
    const [token] = Object((await rig.call("GET", "/api/v2/oauth/tokens")).json).tokens;
    expect(String(json["access_token"]).slice(0, 10)).toBe(token.token);
    await rig.call("DELETE", `/api/v2/oauth/tokens/${token.id}`);
    expect((await withToken(rig, json["access_token"], "/api/v2/users/me")).status).toBe(401);
  });

  test("ends with its user: a suspended admin's tokens are dead", async () => {
    const rig = createRig();
    const { json } = await requestToken(rig);
    for (const user of rig.emulator.state.users.values()) user.suspended = true;
    expect((await withToken(rig, json["access_token"], "/api/v2/users/me")).status).toBe(401);
  });
});

test.each([
  ["no credentials", undefined],
  ["a wrong token", `Basic ${btoa(`${ADMIN}/token:guess`)}`],
  ["a password", `Basic ${btoa(`${ADMIN}:emulator`)}`],
  ["an unknown bearer", "Bearer nonsense"],
])("%s is answered 401 as JSON", async (_name, authorization) => {
  const headers = new Headers(authorization === undefined ? {} : { authorization });
  const answer = await readAnswer(
    await createRig().emulator.fetch(new Request(`${ORIGIN}/api/v2/users/me`, { headers })),
  );
  expect(answer).toMatchObject({ status: 401, json: { error: expect.any(String) } });
});

test("answers carry the emulator's time as Date", async () => {
  const rig = createRig();
  const answer = await rig.call("GET", "/api/v2/users/me");
  expect(answer.headers.get("date")).toBe("Mon, 02 Mar 2026 10:00:00 GMT");
});

test("unknown paths and records are 404 as JSON", async () => {
  const rig = createRig();
  expect((await rig.call("GET", "/api/v2/nothing")).json).toMatchObject({ error: "InvalidEndpoint" });
  expect((await rig.call("GET", "/api/v2/tickets/4711")).json).toMatchObject({ error: "RecordNotFound" });
});

test("a body that is no JSON is a bad request", async () => {
  const rig = createRig();
  const headers = { authorization: `Basic ${btoa(`${ADMIN}/token:emulator`)}` };
  const request = new Request(`${ORIGIN}/api/v2/tickets`, { method: "POST", headers, body: "{" });
  expect((await rig.emulator.fetch(request)).status).toBe(400);
});

describe("rate limits", () => {
  const update = (rig: Rig, id: number) => rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { priority: "high" } });

  test("are said in the headers of every answer", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await rig.clock.advance(20_000);
    const { headers } = await update(rig, id);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-rate-limit": "700",
      "x-rate-limit-remaining": "698",
      "ratelimit-limit": "700",
      "ratelimit-remaining": "698",
      "ratelimit-reset": "40",
      "zendesk-ratelimit-tickets-update": "total=100; remaining=99; resets=60",
    });
    expect((await rig.call("GET", "/api/v2/tickets")).headers.get("zendesk-ratelimit-tickets-index")).toBe(
      "total=100; remaining=99; resets=60",
    );
  });

  test("spare people who work in Zendesk's own interface, where only apps are limited", async () => {
    const rig = createRig({ limited: "apps", rateLimits: { account: 1 } });
    const { json } = await requestToken(rig);
    const asApp = async () => (await withToken(rig, json["access_token"], "/api/v2/users/me")).status;
    const asPerson = async () => (await rig.call("GET", "/api/v2/users/me")).status;
    expect([await asPerson(), await asPerson(), await asApp(), await asApp(), await asPerson()]).toEqual([
      200, 200, 200, 429, 200,
    ]);
  });

  test("of the account end in 429 with Retry-After until the minute is over", async () => {
    const rig = createRig({ rateLimits: { account: 2 } });
    const ask = () => rig.call("GET", "/api/v2/users/me");
    await ask();
    await rig.clock.advance(30_000);
    await ask();
    const refused = await ask();
    expect([refused.status, refused.headers.get("retry-after"), refused.json["error"]]).toEqual([
      429,
      "30",
      "APIRateLimitExceeded",
    ]);
    expect(refused.headers.get("x-rate-limit-remaining")).toBe("0");
    await rig.clock.advance(30_000);
    expect((await ask()).status).toBe(200);
  });

  test("of one ticket and user are 30 updates in 10 minutes; other tickets go on", async () => {
    const rig = createRig();
    const [first, second] = [await makeTicket(rig), await makeTicket(rig)];
    const answers: number[] = [];
    for (let time = 0; time < 31; time += 1) answers.push((await update(rig, first)).status);
    expect(answers.lastIndexOf(200)).toBe(29);
    expect((await update(rig, first)).headers.get("retry-after")).toBe("600");
    expect((await update(rig, second)).status).toBe(200);
  });

  test("of ticket updates hold for the account: 100 a minute", async () => {
    const rig = createRig();
    const ids: number[] = [];
    for (let ticket = 0; ticket < 101; ticket += 1) ids.push(await makeTicket(rig));
    const answers: number[] = [];
    for (const id of ids) answers.push((await update(rig, id)).status);
    expect(answers.filter((status) => status === 200)).toHaveLength(100);
    expect(answers.at(-1)).toBe(429);
  });

  test("of the incremental export are 10 a minute, of a view 5", async () => {
    const rig = createRig();
    const all = [{ field: "status", operator: "less_than", value: "solved" }];
    const view = await rig.make("/api/v2/views", { view: { title: "V", all } });
    const count = async (path: string) => {
      for (let done = 0; ; done += 1) if ((await rig.call("GET", path)).status === 429) return done;
    };
    expect(await count("/api/v2/incremental/tickets/cursor?start_time=0")).toBe(10);
    expect(await count(`/api/v2/views/${view}/execute`)).toBe(5);
  });
});
