import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AURORA, createRig, each, jwtOf, numberOf, SDK, textOf } from "./rig.ts";

const HOUR_MS = 3_600_000;

describe("an App's JWT", () => {
  const { privateKey: other } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const foreign = other.export({ type: "pkcs1", format: "pem" }).toString();

  test.each([
    ["is taken for ten minutes", {}, 0, 200],
    ["is taken by the App's id as well", { iss: "id" }, 0, 200],
    ["is refused when it is over", {}, 11 * 60, 401],
    ["is refused when it lasts too long", { exp: 3600 }, 0, 401],
    ["is refused when it comes from the future", { iat: 300 }, 0, 401],
    ["is refused when nobody knows its App", { iss: "Iv23liNobody" }, 0, 401],
  ])("%s", async (_name, claims, laterS, status) => {
    const { app, ask, clock } = createRig();
    const seconds = Math.floor(clock.now / 1000);
    const given = Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === "number" ? seconds + value : value === "id" ? app.id : value,
    ]);
    const jwt = jwtOf(app, clock.now, Object.fromEntries(given));
    await clock.advance(laterS * 1000);
    expect((await ask(jwt, "GET", "/app")).status).toBe(status);
  });

  test("is refused when another key signed it", async () => {
    const { app, ask, clock } = createRig();
    expect((await ask(jwtOf({ ...app, privateKey: foreign }, clock.now), "GET", "/app")).status).toBe(401);
  });

  test("never ends where expiry is switched off", async () => {
    const { app, ask, clock } = createRig({ expiry: false });
    expect((await ask(jwtOf(app, clock.now - 24 * HOUR_MS), "GET", "/app")).status).toBe(200);
  });
});

describe("an installation", () => {
  test("has tokens for an hour", async () => {
    const { ask, issueToken, clock } = createRig();
    const token = await issueToken();
    const status = async () => (await ask(token, "GET", "/installation/repositories")).status;
    expect(await status()).toBe(200);
    await clock.advance(HOUR_MS);
    expect(await status()).toBe(401);
  });

  test("can be narrowed to some repositories and permissions, never widened", async () => {
    const { ask, asApp, app, issueToken } = createRig();
    const token = await issueToken({ repositories: ["openback-sdk"], permissions: { issues: "read" } });
    const repositories = await ask(token, "GET", "/installation/repositories");
    expect(repositories.json).toMatchObject({ total_count: 1, repositories: [{ full_name: SDK }] });
    expect((await ask(token, "GET", `/repos/${AURORA}/issues`)).status).toBe(404);
    expect((await ask(token, "GET", `/repos/${SDK}/issues`)).status).toBe(200);
    expect((await ask(token, "POST", `/repos/${SDK}/issues`, { title: "x" })).status).toBe(403);
    const wider = { permissions: { administration: "write" } };
    expect((await asApp("POST", `/app/installations/${app.installationId}/access_tokens`, wider)).status).toBe(422);
  });

  test("that is suspended or gone has no tokens any more", async () => {
    const { github, call, asApp } = createRig();
    const [installation] = github.state.installations.values();
    if (installation === undefined) expect.fail("not installed");
    expect((await call("GET", "/installation/repositories")).status).toBe(200);
    github.suspend(installation);
    expect((await call("GET", "/installation/repositories")).status).toBe(403);
    github.uninstall(installation);
    expect((await call("GET", "/installation/repositories")).status).toBe(401);
    expect((await asApp("GET", `/repos/${AURORA}/installation`)).status).toBe(404);
  });

  test("hears of chosen repositories alone", async () => {
    const { github, told } = createRig();
    const [installation] = github.state.installations.values();
    if (installation === undefined) expect.fail("not installed");
    github.selectRepositories(installation, [AURORA]);
    github.as("ines").openIssue(AURORA, { title: "heard" });
    github.as("ines").openIssue(SDK, { title: "not heard" });
    await github.idle();
    expect(told()).toEqual(["installation_repositories.removed", "issues.opened"]);
  });
});

test("an App is registered and installed on two pages, and is told of the installation", async () => {
  const { github, ask, clock, arrivals } = createRig();
  const manifest = {
    name: "Second",
    url: "https://second.test",
    hook_attributes: { url: "https://second.test/hook" },
    redirect_url: "https://second.test/registered",
    setup_url: "https://second.test/installed",
    default_permissions: { issues: "write" },
    default_events: ["issues"],
  };
  const web = (path: string, form: Record<string, string>) =>
    github.fetch(`https://github.com${path}`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  const register = "/organizations/openback-support/settings/apps/new?state=s1";
  const page = await (await web(register, { manifest: JSON.stringify(manifest) })).text();
  expect(page.match(/<button/g)).toHaveLength(1);
  const registered = new URL(
    (await web(register, { manifest: JSON.stringify(manifest), create: "1" })).headers.get("location") ?? "",
  );
  const converted = await ask(null, "POST", `/app-manifests/${registered.searchParams.get("code")}/conversions`);
  const credentials = { clientId: textOf(converted.json, "client_id"), privateKey: textOf(converted.json, "pem") };
  const installations = () => ask(jwtOf(credentials, clock.now), "GET", "/app/installations");
  expect((await installations()).json).toEqual([]);

  const installed = new URL((await web("/apps/second/installations/new?state=s2", {})).headers.get("location") ?? "");
  const [id] = each((await installations()).json, "id");
  expect(`${registered.origin}${registered.pathname}`).toBe(manifest.redirect_url);
  expect(Object.fromEntries(installed.searchParams)).toEqual({
    installation_id: String(id),
    setup_action: "install",
    state: "s2",
  });
  await github.idle();
  expect(arrivals.at(-1)?.body).toMatchObject({
    action: "created",
    installation: { id, app_slug: "second" },
    sender: { login: "mara" },
  });
});

test("only public memberships are told of a person", async () => {
  const { call } = createRig();
  expect(each((await call("GET", "/users/ines/orgs")).json, "login")).toEqual(["aurora-games"]);
  expect((await call("GET", "/users/tomas/orgs")).json).toEqual([]);
  expect((await call("GET", "/users/nobody/orgs")).status).toBe(404);
  expect(textOf((await call("GET", "/users/dependabot%5Bbot%5D")).json, "type")).toBe("Bot");
});

describe("the rate limit", () => {
  test("is told by every answer, and refuses until the hour is over", async () => {
    const { call, clock } = createRig({ rateLimits: { hourly: 2 } });
    const first = await call("GET", "/users/ines");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("1");
    expect(Number(first.headers.get("x-ratelimit-reset"))).toBe((clock.now + HOUR_MS) / 1000);
    await call("GET", "/users/ines");
    const refused = await call("GET", "/users/ines");
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(refused.headers.get("date")).toBe("Mon, 02 Mar 2026 10:00:00 GMT");
  });

  test("has a second one for writing, which says how long to wait", async () => {
    const { call, clock } = createRig({ rateLimits: { contentPerMinute: 2 } });
    const write = () => call("POST", `/repos/${AURORA}/issues`, { title: "x" });
    expect([(await write()).status, (await write()).status]).toEqual([201, 201]);
    await clock.advance(20_000);
    const refused = await write();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([403, "40"]);
    await clock.advance(40_000);
    expect(numberOf((await write()).json, "number")).toBe(3);
  });
});
