import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { CallRecord } from "../../src/http/call-record.ts";
import { type Call, createZendeskClient } from "../../src/zendesk/client.ts";
import type { Credentials } from "../../src/zendesk/connection.ts";
import {
  type Answer,
  CONNECTION,
  clock,
  farEnd,
  json,
  NOON,
  networkFailure,
  ORIGIN,
  signedIn,
  ticket5158,
} from "./given.ts";

const READ: Call<{ ok: boolean }> = {
  method: "GET",
  path: "/api/v2/tickets/1.json",
  endpoint: "/api/v2/tickets/{id}",
  answer: z.object({ ok: z.boolean() }),
};
const WRITE: Call<{ ok: boolean }> = { ...READ, method: "PUT", json: { ticket: {} }, updates: ticket5158() };
const API_TOKEN: Credentials = { kind: "api_token", email: "ädmin@acme.test", token: "tok" };

function client(answer: Answer, credentials: Credentials = CONNECTION.credentials) {
  const calls: CallRecord[] = [];
  const end = farEnd(answer);
  const time = clock();
  const made = createZendeskClient({
    origin: ORIGIN,
    credentials,
    fetch: end.fetch,
    now: time.now,
    onCall: (call) => calls.push(call),
  });
  return { ...end, ...time, calls, call: made.call };
}

const bearers = (seen: readonly { headers: Headers; path: string }[]) =>
  seen.filter(({ path }) => path !== "/oauth/tokens").map(({ headers }) => headers.get("authorization"));

describe("signing in with an OAuth client", () => {
  test("asks for a token by client credentials once, and uses it for every call", async () => {
    const { call, seen } = client(signedIn(() => json({ ok: true })));
    expect(await call(READ)).toMatchObject({ kind: "ok", value: { ok: true }, date: NOON });
    await call(READ);
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /oauth/tokens",
      "GET /api/v2/tickets/1.json",
      "GET /api/v2/tickets/1.json",
    ]);
    expect(seen[0]?.json).toEqual({
      grant_type: "client_credentials",
      client_id: "tierline",
      client_secret: "client-secret",
      scope: "read write",
      expires_in: 7200,
    });
    expect(bearers(seen)).toEqual(["Bearer token-1", "Bearer token-1"]);
  });

  test("a hundred callers who find no token share one request for it", async () => {
    const { call, seen } = client(signedIn(() => json({ ok: true })));
    await Promise.all(Array.from({ length: 100 }, () => call(READ)));
    expect(seen.filter(({ path }) => path === "/oauth/tokens")).toHaveLength(1);
  });

  test("a hundred callers whose token is refused at once share one new token, and all succeed", async () => {
    let issued = 0;
    const { call, seen } = client((one) => {
      if (one.path === "/oauth/tokens") return json({ access_token: `token-${++issued}`, expires_in: 7200 });
      const current = one.headers.get("authorization") === "Bearer token-2";
      return current ? json({ ok: true }) : json({ error: "invalid_token" }, 401);
    });
    const outcomes = await Promise.all(Array.from({ length: 80 }, () => call(READ)));
    expect(outcomes.every(({ kind }) => kind === "ok")).toBe(true);
    expect(issued).toBe(2);
    expect(seen.length).toBe(2 + 80 * 2);
  });

  test("a late refusal of the old token does not throw the new one away", async () => {
    let issued = 0;
    const slow = Promise.withResolvers<Response>();
    const { call } = client((one) => {
      if (one.path === "/oauth/tokens") return json({ access_token: `token-${++issued}`, expires_in: 7200 });
      if (one.headers.get("authorization") === "Bearer token-2") return json({ ok: true });
      return one.method === "PUT" ? slow.promise : json({}, 401);
    });
    const late = call(WRITE);
    expect(await call(READ)).toMatchObject({ kind: "ok" });
    slow.resolve(json({}, 401));
    expect(await late).toMatchObject({ kind: "ok" });
    expect(issued).toBe(2);
  });

  test("a token is renewed a minute before it ends", async () => {
    let issued = 0;
    const { call, pass, seen } = client((one) =>
      one.path === "/oauth/tokens" ? json({ access_token: `token-${++issued}`, expires_in: 600 }) : json({ ok: true }),
    );
    await call(READ);
    pass(539_000);
    await call(READ);
    pass(1000);
    await call(READ);
    expect(bearers(seen)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  test("a token of a few seconds is still used for half of them", async () => {
    let issued = 0;
    const { call, pass, seen } = client((one) =>
      one.path === "/oauth/tokens" ? json({ access_token: `token-${++issued}`, expires_in: 10 }) : json({ ok: true }),
    );
    await call(READ);
    pass(4000);
    await call(READ);
    pass(1000);
    await call(READ);
    expect(bearers(seen)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  test("a token that is refused again is not asked for a third time", async () => {
    const { call, seen } = client(signedIn(() => json({ error: "invalid_token" }, 401)));
    expect(await call(READ)).toMatchObject({ kind: "unauthorized" });
    expect(seen).toHaveLength(4);
  });

  test.each([400, 401, 403])(
    "a refused client (%i) is unauthorized, with advice and without a word of the answer",
    async (status) => {
      const { call, seen } = client(() => json({ error: "invalid_client", echo: "client-secret" }, status));
      const outcome = await call(READ);
      expect(outcome).toMatchObject({ kind: "unauthorized", detail: expect.stringContaining("identifier and secret") });
      expect(JSON.stringify(outcome)).not.toContain("client-secret");
      expect(seen).toHaveLength(1);
    },
  );

  test("a failed sign-in is tried anew by the next call", async () => {
    let down = true;
    const { call } = client((one) => {
      if (one.path !== "/oauth/tokens") return json({ ok: true });
      return down ? json({}, 503) : json({ access_token: "token-1", expires_in: 7200 });
    });
    expect(await call(WRITE)).toMatchObject({ kind: "unavailable" });
    down = false;
    expect(await call(WRITE)).toMatchObject({ kind: "ok" });
  });

  test.each([
    ["429", () => json({}, 429, { "retry-after": "30" }), { kind: "throttled", until: NOON + 30_000 }],
    ["no token in it", () => json({ expires_in: 5 }), { kind: "unavailable" }],
    ["a token that is no text", () => json({ access_token: { $ne: 1 } }), { kind: "unavailable" }],
    ["HTML", () => new Response("<html>", { status: 200 }), { kind: "unavailable" }],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://evil.test" } }),
      { kind: "unavailable" },
    ],
  ])("a sign-in answered with %s never lets the call out", async (_, answer, expected) => {
    const { call, seen } = client(answer);
    expect(await call(WRITE)).toMatchObject(expected);
    expect(seen).toHaveLength(1);
  });
});

describe("signing in with an API token", () => {
  test("sends it as Zendesk's basic authentication, in UTF-8", async () => {
    const { call, seen } = client(() => json({ ok: true }), API_TOKEN);
    await call(READ);
    const basic = seen[0]?.headers.get("authorization")?.replace("Basic ", "") ?? "";
    expect(Buffer.from(basic, "base64").toString("utf8")).toBe("ädmin@acme.test/token:tok");
  });

  test("a refused one is not tried twice", async () => {
    const { call, seen } = client(() => json({ error: "Couldn't authenticate you" }, 401), API_TOKEN);
    expect(await call(READ)).toMatchObject({ kind: "unauthorized" });
    expect(seen).toHaveLength(1);
  });
});

describe("what an answer means", () => {
  const html = (status: number) => new Response("<html>", { status, headers: { "content-type": "text/html" } });
  const closed = {
    error: "RecordInvalid",
    details: { status: [{ description: "Status closed prevents ticket update" }] },
  };

  test.each<[string, Answer, string, string]>([
    ["403", () => json({ error: { title: "Forbidden", message: "no access" } }, 403), "forbidden", "forbidden"],
    ["404", () => json({ error: "RecordNotFound" }, 404), "not_found", "not_found"],
    ["409", () => json({ error: "UpdateConflict" }, 409), "conflict", "conflict"],
    ["422", () => json(closed, 422), "unprocessable", "unprocessable"],
    ["400", () => json({ error: "bad" }, 400), "unprocessable", "unprocessable"],
    ["429", () => json({}, 429, { "retry-after": "5" }), "throttled", "throttled"],
    ["429 of the edge, in HTML", () => html(429), "throttled", "throttled"],
    ["500", () => json({}, 500), "unavailable", "ambiguous"],
    ["502 in HTML", () => html(502), "unavailable", "ambiguous"],
    ["503", () => json({}, 503), "unavailable", "ambiguous"],
    [
      "a redirect",
      () => new Response(null, { status: 308, headers: { location: "/x" } }),
      "unavailable",
      "unavailable",
    ],
    ["200 in HTML", () => html(200), "unreadable", "ambiguous"],
    ["200 with nothing", () => new Response(null, { status: 200 }), "unreadable", "ambiguous"],
    ["204", () => new Response(null, { status: 204 }), "unreadable", "ambiguous"],
    ["200 of another form", () => json({ ok: "yes" }), "unreadable", "ambiguous"],
    ["a refused connection", () => Promise.reject(networkFailure("ECONNREFUSED")), "unavailable", "unavailable"],
    ["no such host", () => Promise.reject(networkFailure("ENOTFOUND")), "unavailable", "unavailable"],
    ["a reset", () => Promise.reject(networkFailure("ECONNRESET")), "unavailable", "ambiguous"],
  ])("%s", async (_, answer, reading, writing) => {
    expect((await client(signedIn(answer)).call(READ)).kind).toBe(reading);
    expect((await client(signedIn(answer)).call(WRITE)).kind).toBe(writing);
  });

  test("a refusal says why, in one line of bounded length", async () => {
    const { call } = client(signedIn(() => json({ error: `Record\n\u202eInvalid${"x".repeat(1000)}` }, 422)));
    const outcome = await call(WRITE);
    expect(outcome.kind === "unprocessable" && outcome.detail).toMatch(/^Zendesk answered 422: Record Invalidx{250,}$/);
    expect(outcome.kind === "unprocessable" && outcome.detail.length).toBeLessThan(350);
  });

  test.each([
    null,
    [],
    "no",
    5,
    { error: 5 },
    { details: "x" },
    { details: { status: "x" } },
    { errors: [1] },
    { error: { title: {} } },
  ])("a refusal of the form %j breaks nothing", async (body) => {
    expect(await client(signedIn(() => json(body, 422))).call(WRITE)).toMatchObject({ kind: "unprocessable" });
  });
});

describe("limits", () => {
  test("after a 429 nothing is sent before its time, and then it goes on", async () => {
    let busy = true;
    const { call, seen, pass } = client(
      signedIn(() => (busy ? json({}, 429, { "retry-after": "93" }) : json({ ok: true }))),
    );
    expect(await call(READ)).toEqual({ kind: "throttled", until: NOON + 93_000, scope: "account" });
    const sent = seen.length;
    pass(92_999);
    expect(await call(WRITE)).toEqual({ kind: "throttled", until: NOON + 93_000, scope: "account" });
    expect(seen).toHaveLength(sent);
    busy = false;
    pass(1);
    expect(await call(WRITE)).toMatchObject({ kind: "ok" });
  });

  test("a ticket's 28th update in ten minutes is held back here, not there", async () => {
    const { call, seen } = client(signedIn(() => json({ ok: true })));
    for (let update = 0; update < 27; update++) expect((await call(WRITE)).kind).toBe("ok");
    expect(await call(WRITE)).toMatchObject({ kind: "throttled", scope: "ticket" });
    expect(seen).toHaveLength(28);
  });
});

describe("what leaves the house", () => {
  test("every request goes to the account's own origin, whatever is answered", async () => {
    const lure = {
      ok: true,
      next_page: "https://evil.test/2",
      url: "https://evil.test",
      links: { next: "https://evil.test/3" },
    };
    const { call, seen } = client(
      signedIn(() => json(lure, 200, { location: "https://evil.test", link: "<https://evil.test>" })),
    );
    await call(READ);
    await call(WRITE);
    expect(new Set(seen.map(({ url }) => url.origin))).toEqual(new Set([ORIGIN]));
  });

  test("the record of a call names the endpoint and the status, and nothing of its content", async () => {
    const { call, calls } = client(
      signedIn(({ method }) => (method === "PUT" ? Promise.reject(networkFailure("ECONNRESET")) : json({ ok: true }))),
    );
    await call(READ);
    await call(WRITE);
    expect(calls).toEqual([
      { method: "POST", endpoint: "/oauth/tokens", status: 200 },
      { method: "GET", endpoint: "/api/v2/tickets/{id}", status: 200 },
      { method: "PUT", endpoint: "/api/v2/tickets/{id}", status: null },
    ]);
  });
});
