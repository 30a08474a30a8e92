import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ADA, createRig, ORIGIN, type Rig, readAnswer } from "./rig.ts";
import { signIn } from "./workspace-session.ts";

const REDIRECT = "https://tierline.test/auth/zendesk/callback";
const VERIFIER = "a-verifier-of-forty-three-characters-or-more";
const ASKED = {
  response_type: "code",
  client_id: "tierline-admin",
  redirect_uri: REDIRECT,
  scope: "read",
  state: "st&te",
  code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
  code_challenge_method: "S256",
};
const MARA = "mara@acme.test";

async function withClient(kind: "public" | "confidential" = "public") {
  const rig = createRig();
  const client = { name: "Tierline", identifier: "tierline-admin", kind, redirect_uri: [REDIRECT] };
  const created = await rig.call("POST", "/api/v2/oauth/clients.json", { client });
  return { rig, secret: String(Object(created.json["client"]).secret) };
}

const pageOf = (more: object = {}) => `/oauth/authorizations/new?${new URLSearchParams({ ...ASKED, ...more })}`;

/** What is said to the client at its redirect. */
function returned(response: Response): Record<string, string> {
  const url = new URL(response.headers.get("location") ?? "");
  expect(url.origin + url.pathname).toBe(REDIRECT);
  return Object.fromEntries(url.searchParams);
}

async function codeFor(rig: Rig, email: string, more: object = {}): Promise<string> {
  const person = await signIn(rig, email);
  return returned(await person.send("/oauth/authorizations", { ...ASKED, ...more, decision: "allow" }))["code"] ?? "";
}

async function exchange(rig: Rig, code: string, more: object = {}) {
  const grant = {
    grant_type: "authorization_code",
    client_id: ASKED.client_id,
    redirect_uri: REDIRECT,
    code,
    code_verifier: VERIFIER,
    ...more,
  };
  const headers = { "content-type": "application/json" };
  const request = new Request(`${ORIGIN}/oauth/tokens`, { method: "POST", headers, body: JSON.stringify(grant) });
  return readAnswer(await rig.emulator.fetch(request));
}

async function whoHas(rig: Rig, token: unknown) {
  const request = new Request(`${ORIGIN}/api/v2/users/me.json`, { headers: { authorization: `Bearer ${token}` } });
  return Object((await readAnswer(await rig.emulator.fetch(request))).json["user"]);
}

describe("an authorization", () => {
  test.each([
    [MARA, "admin"],
    [ADA, "agent"],
  ])("allowed by %s gives a token that acts as that %s", async (email, role) => {
    const { rig } = await withClient();
    const token = await exchange(rig, await codeFor(rig, email));
    expect([token.status, token.json["scope"]]).toEqual([201, "read"]);
    expect(await whoHas(rig, token.json["access_token"])).toMatchObject({ email, role });
  });

  test("names client, person and scope, and goes back with what the person decided and the state", async () => {
    const { rig } = await withClient();
    const mara = await signIn(rig, MARA);
    const page = await (await mara.ask("GET", pageOf())).text();
    expect(page).toContain("Allow Tierline?");
    expect(page).toContain("Mara Admin");
    const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)" \/>/g)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("&amp;", "&"),
    ]);
    expect(Object.fromEntries(fields)).toEqual(ASKED);
    const denied = returned(await mara.send("/oauth/authorizations", { ...ASKED, decision: "deny" }));
    expect(denied).toMatchObject({ error: "access_denied", state: "st&te" });
    const allowed = returned(await mara.send("/oauth/authorizations", { ...ASKED, decision: "allow" }));
    expect(allowed).toEqual({ code: expect.stringMatching(/^[0-9a-f]{64}$/), state: "st&te" });
  });

  test("asks who is not signed in to do so, and comes back", async () => {
    const { rig } = await withClient();
    const answer = await rig.emulator.fetch(new Request(ORIGIN + pageOf()));
    const back = new URL(answer.headers.get("location") ?? "", ORIGIN).searchParams.get("return_to");
    expect(back).toBe(pageOf());
  });

  test.each([
    ["an unknown client", { client_id: "nobody" }],
    ["another redirect", { redirect_uri: `${REDIRECT}/more` }],
  ])("of %s goes nowhere", async (_name, more) => {
    const { rig } = await withClient();
    const mara = await signIn(rig, MARA);
    const page = await mara.ask("GET", pageOf(more));
    const sent = await mara.send("/oauth/authorizations", { ...ASKED, ...more, decision: "allow" });
    expect([page.status, sent.status]).toEqual([400, 400]);
    expect([page.headers.get("location"), sent.headers.get("location")]).toEqual([null, null]);
  });

  test.each([
    ["the implicit flow", { response_type: "token" }, "unsupported_response_type"],
    ["no scope", { scope: "" }, "invalid_scope"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge that is no SHA-256", { code_challenge: "short" }, "invalid_request"],
  ])("with %s is told so at the redirect", async (_name, more, error) => {
    const { rig } = await withClient();
    const mara = await signIn(rig, MARA);
    expect(returned(await mara.ask("GET", pageOf(more)))).toMatchObject({ error, state: "st&te" });
  });

  test("of a public client needs a challenge", async () => {
    const { rig } = await withClient();
    const { code_challenge, code_challenge_method, ...bare } = ASKED;
    expect([code_challenge.length, code_challenge_method]).toEqual([43, "S256"]);
    const mara = await signIn(rig, MARA);
    const answer = await mara.ask("GET", `/oauth/authorizations/new?${new URLSearchParams(bare)}`);
    expect(returned(answer)["error"]).toBe("invalid_request");
  });

  test("cannot be given by another site's page", async () => {
    const { rig } = await withClient();
    const mara = await signIn(rig, MARA);
    const form = new URLSearchParams({ ...ASKED, decision: "allow" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.test" };
    expect((await mara.ask("POST", "/oauth/authorizations", form, headers)).status).toBe(400);
  });
});

describe("a code", () => {
  test("is good once", async () => {
    const { rig } = await withClient();
    const code = await codeFor(rig, MARA);
    expect((await exchange(rig, code)).status).toBe(201);
    const again = await exchange(rig, code);
    expect([again.status, again.json["error"]]).toEqual([400, "invalid_grant"]);
  });

  test("is good for 120 seconds", async () => {
    const { rig } = await withClient();
    const [early, late] = [await codeFor(rig, MARA), await codeFor(rig, MARA)];
    await rig.clock.advance(119_999);
    expect((await exchange(rig, early)).status).toBe(201);
    await rig.clock.advance(1);
    expect((await exchange(rig, late)).json["error"]).toBe("invalid_grant");
  });

  test.each([
    ["a wrong verifier", { code_verifier: `${VERIFIER}x` }],
    ["no verifier", { code_verifier: "" }],
    ["another redirect", { redirect_uri: "https://evil.test/" }],
  ])("is spent by %s", async (_name, more) => {
    const { rig } = await withClient();
    const code = await codeFor(rig, MARA);
    expect((await exchange(rig, code, more)).json["error"]).toBe("invalid_grant");
    expect((await exchange(rig, code)).json["error"]).toBe("invalid_grant");
  });

  test("of a confidential client needs its secret", async () => {
    const { rig, secret } = await withClient("confidential");
    const code = await codeFor(rig, MARA);
    expect((await exchange(rig, code)).json["error"]).toBe("invalid_client");
    expect((await exchange(rig, code, { client_secret: secret })).status).toBe(201);
  });

  test("is taken as a form as well", async () => {
    const { rig } = await withClient();
    const grant = {
      grant_type: "authorization_code",
      client_id: ASKED.client_id,
      redirect_uri: REDIRECT,
      code: await codeFor(rig, MARA),
      code_verifier: VERIFIER,
    };
    const body = new URLSearchParams(grant);
    const answer = await rig.emulator.fetch(new Request(`${ORIGIN}/oauth/tokens`, { method: "POST", body }));
    expect(answer.status).toBe(201);
  });
});
