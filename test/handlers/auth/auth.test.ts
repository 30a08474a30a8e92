import { calculatePKCECodeChallenge } from "oauth4webapi";
import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "../../../src/core/time.ts";
import { allowSignIn, ask, cookiesOf, handedOver, PUBLIC_URL, signIn } from "../../support/visitors.ts";
import { openWorld, type World } from "../../support/world.ts";

async function openDoors(): Promise<World> {
  const world = await openWorld();
  await allowSignIn(world);
  world.zendesk().calls.length = 0;
  return world;
}

const me = (world: World, cookie: string, headers: Record<string, string> = {}) =>
  ask(world, null, "GET", "/me", { headers: { cookie, ...headers } });

describe("signing in", () => {
  test("at the stand-alone page ends there, with a cookie that only our own pages send", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/admin/acme"]);
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-tierline-acme=tlp_"));
    for (const attribute of ["Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=28800"]) {
      expect(session).toContain(attribute);
    }
    const { json } = await me(world, cookiesOf(answer.headers));
    expect(json).toMatchObject({
      kind: "admin",
      account: "acme",
      userId: expect.stringMatching(/^\d+$/),
    });
  });

  test("in the app's pop-up hands the token to our own page and to no other, without inline script", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world, { as: "embedded" });
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(answer.text).not.toMatch(/<script>|onload=/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { token } = handedOver(answer.text);
    expect(await ask(world, token, "GET", "/me")).toMatchObject({ status: 200, json: { kind: "admin" } });
    const script = await world.request("/auth/signed-in.js");
    expect(script.headers.get("content-type")).toContain("text/javascript");
    expect(script.text).toContain("postMessage(JSON.parse(message), window.location.origin)");
    expect(answer.headers.getSetCookie().join()).not.toContain("tlp_");
  });

  test("asks with PKCE as RFC 7636 has it, and for no more than who the person is", async () => {
    const world = await openDoors();
    const { asked } = await signIn(world);
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      client_id: "tierline-admins",
      redirect_uri: `${PUBLIC_URL}/auth/zendesk/callback`,
      scope: "users:read",
      code_challenge_method: "S256",
    });
    // The emulated Zendesk has compared the verifier with the challenge; a library of others agrees on its form.
    expect(asked.get("code_challenge")).toHaveLength((await calculatePKCECodeChallenge("any")).length);
    expect(world.zendesk().calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /oauth/tokens",
      "GET /api/v2/users/me",
    ]);
  });

  test("of somebody who is no administrator ends with what to do, and nothing else", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world, { who: "ada@acme.test" });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Only administrators");
    expect(answer.text).toMatch(/data-message="[^"]*tierline:refused[^"]*not_admin/);
    expect(answer.text).not.toMatch(/<script>|onload=/);
    expect((await world.rows())["session"]).toEqual([]);
  });

  test("without a sign-in client says how to set one up", async () => {
    const world = await openWorld();
    const answer = await world.request("/auth/zendesk/acme/start");
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("--admin-client-id");
    expect((await world.request("/auth/zendesk/nobody/start")).status).toBe(404);
  });

  test.each([
    ["another state", (back: URLSearchParams) => back.set("state", "x"), 400],
    ["no state", (back: URLSearchParams) => back.delete("state"), 400],
    ["no code", (back: URLSearchParams) => back.delete("code"), 403],
    ["another code", (back: URLSearchParams) => back.set("code", "x"), 403],
  ])("that comes back with %s is refused and makes no session", async (_, alter, status) => {
    const world = await openDoors();
    const { back, cookie } = await signIn(world);
    const { sql } = (await world.account()).desk;
    sql.run(`DELETE FROM session`);
    alter(back);
    const answer = await world.request(`/auth/zendesk/callback?${back}`, { headers: { cookie } });
    expect(answer.status).toBe(status);
    expect((await world.rows())["session"]).toEqual([]);
  });

  test.each([
    ["in a browser that has begun nothing", () => ({})],
    ["with a cookie that was made up", () => ({ cookie: "__Host-tierline-sign-in=v1.a.b.c" })],
    ["with a cookie that is no encoding", () => ({ cookie: "__Host-tierline-sign-in=%zz" })],
  ])("that comes back %s is refused", async (_, headers) => {
    const world = await openDoors();
    const { back } = await signIn(world);
    expect((await world.request(`/auth/zendesk/callback?${back}`, { headers: headers() })).status).toBe(400);
  });

  test("has to end within ten minutes", async () => {
    const world = await openDoors();
    const { back, cookie } = await signIn(world);
    await world.pass(minutes(10));
    expect((await world.request(`/auth/zendesk/callback?${back}`, { headers: { cookie } })).status).toBe(400);
  });

  test("too often in a minute is refused for a while", async () => {
    const world = await openDoors();
    const statuses: number[] = [];
    for (let time = 0; time < 31; time += 1) statuses.push((await signIn(world)).answer.status);
    expect(statuses).toEqual([...Array(30).fill(303), 403]);
    await world.pass(minutes(1));
    expect((await signIn(world)).answer.status).toBe(303);
  });
});

test("asking for accounts that aren't there gets slow, and signing in to one that is doesn't", async () => {
  const world = await openDoors();
  await signIn(world);
  const asked = async (subdomain: string) => (await world.request(`/auth/zendesk/${subdomain}/start`)).status;
  const statuses: number[] = [];
  for (let time = 0; time < 40; time += 1) statuses.push(await asked(`made-up-${time}`));
  expect([statuses[0], statuses.at(-1), await asked("acme")]).toEqual([404, 429, 302]);
});

describe("a session", () => {
  test("is kept as a hash", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world, { as: "embedded" });
    const { token } = handedOver(answer.text);
    expect(world.bytesOnDisk()).not.toContain(token);
    expect(world.log.join("\n")).not.toContain(token);
  });

  test.each([
    ["embedded", hours(1)],
    ["page", hours(8)],
  ] as const)("%s ends by itself", async (as, life) => {
    const world = await openDoors();
    const { answer } = await signIn(world, { as });
    const shows = () =>
      as === "page" ? me(world, cookiesOf(answer.headers)) : ask(world, handedOver(answer.text).token, "GET", "/me");
    await world.pass(seconds(life / 1000 - 1));
    expect((await shows()).status).toBe(200);
    await world.pass(seconds(1));
    expect(await shows()).toMatchObject({ status: 401, json: { reason: "ended" } });
  });

  test.each([
    ["is no administrator any more", { role: "agent" }],
    ["is suspended", { suspended: true }],
  ] as const)("ends within a quarter of an hour when its person %s", async (_, change) => {
    const world = await openDoors();
    const { state, seed } = world.zendesk().emulator;
    const integration = [...state.users.values()].find(({ email }) => email === seed.admin.email);
    if (integration === undefined) throw new Error("nobody");
    const second = { ...integration, id: state.ids.next(), email: "second@acme.test" };
    state.users.set(second.id, second);
    const { answer } = await signIn(world, { who: second.email });
    const cookie = cookiesOf(answer.headers);
    state.users.set(second.id, { ...second, ...change });
    expect((await me(world, cookie)).status).toBe(200);
    await world.pass(minutes(15));
    expect((await me(world, cookie)).status).toBe(401);
    expect((await world.rows())["session"]).toEqual([]);
  });

  test("holds for an hour while Zendesk can't say whether its person still is an administrator", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world);
    const cookie = cookiesOf(answer.headers);
    await world.zendesk().meets({ kind: "status", status: 503 });
    await world.pass(minutes(59));
    expect((await me(world, cookie)).status).toBe(200);
    await world.pass(minutes(1));
    expect((await me(world, cookie)).status).toBe(401);
  });

  test("is over once signed out", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world);
    const cookie = cookiesOf(answer.headers);
    const leave = (origin: string) =>
      world.request("/auth/sign-out?subdomain=acme", { method: "POST", headers: { cookie, origin } });
    expect((await leave("https://evil.example")).status).toBe(403);
    expect((await me(world, cookie)).status).toBe(200);
    const left = await leave(PUBLIC_URL);
    expect([left.status, left.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await me(world, cookie)).status).toBe(401);
  });

  test("is over when the account is left", async () => {
    const world = await openDoors();
    const { answer } = await signIn(world);
    await world.operator("POST", "/disconnect", {});
    expect((await me(world, cookiesOf(answer.headers))).status).toBe(401);
    await allowSignIn(world);
    expect((await me(world, cookiesOf(answer.headers))).status).toBe(401);
  });

  test.each([
    ["GET", { "sec-fetch-site": "same-origin" }, 200],
    ["GET", { "sec-fetch-site": "none" }, 200],
    ["GET", { "sec-fetch-site": "cross-site" }, 403],
    ["GET", { "sec-fetch-site": "same-site" }, 403],
    ["GET", { origin: "https://evil.example" }, 403],
    ["POST", {}, 403],
    ["POST", { origin: "null" }, 403],
    ["POST", { origin: "https://evil.example" }, 403],
    ["POST", { origin: PUBLIC_URL, "sec-fetch-site": "cross-site" }, 403],
    ["POST", { origin: PUBLIC_URL, "sec-fetch-site": "none" }, 403],
    ["POST", { origin: PUBLIC_URL, "sec-fetch-site": "same-origin" }, 201],
    ["POST", { origin: PUBLIC_URL }, 201],
  ] as const)("by cookie: %s with %o is answered %i", async (method, headers, status) => {
    const world = await openDoors();
    const { answer } = await signIn(world);
    const cookie = cookiesOf(answer.headers);
    const more = method === "POST" ? { body: { name: "export" } } : {};
    const path = method === "POST" ? "/tokens" : "/me";
    expect((await ask(world, null, method, path, { headers: { cookie, ...headers }, ...more })).status).toBe(status);
  });

  test("of one kind is not taken for the other", async () => {
    const world = await openDoors();
    const page = cookiesOf((await signIn(world)).answer.headers).split("=")[1] ?? "";
    const { token } = handedOver((await signIn(world, { as: "embedded" })).answer.text);
    expect((await ask(world, page, "GET", "/me")).status).toBe(401);
    expect((await me(world, `__Host-tierline-acme=${token}`)).status).toBe(401);
  });
});
