import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { ADA, createRig, readAnswer } from "./rig.ts";
import { signIn } from "./workspace-session.ts";

const SECRET = "the-app's-secret";
const JWT = { algorithm: "HS256", secret_key: "{{setting.app_secret}}", expiry: 60, claims: { sub: "7", iss: "me" } };

/** An installed app, and what came to the host that it asks. */
async function installed(more: object = {}, respond: () => Response = () => Response.json({ fine: true })) {
  const arrived: { url: string; headers: Headers; body: string; method: string }[] = [];
  const rig = createRig({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { url, headers, method } = request;
      arrived.push({ url, headers, method, body: await request.text() });
      return respond();
    },
  });
  const { app } = (
    await rig.call("POST", "/emulator/apps", {
      name: "Fixture",
      locations: { ticket_sidebar: { url: "https://app.test/" } },
      settings: { app_secret: SECRET, open_secret: "loose", greeting: "hello" },
      parameters: [
        { name: "app_secret", secure: true, scopes: ["jwt_secret_key"] },
        { name: "open_secret", secure: true },
        { name: "greeting" },
      ],
      ...more,
    })
  ).json;
  const { id } = z.object({ id: z.number() }).parse(app);
  const ada = await signIn(rig, ADA);
  const ask = async (asked: object) =>
    readAnswer(await ada.ask("POST", "/agent/proxy", { installationId: id, url: "https://app.test/api", ...asked }));
  return { rig, ada, ask, arrived };
}

function readToken(header: string | null | undefined) {
  const [head = "", claims = "", signature = ""] = (header ?? "").replace("Bearer ", "").split(".");
  const parse = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
  const holds = createHmac("sha256", SECRET).update(`${head}.${claims}`).digest("base64url") === signature;
  return { head: parse(head), claims: parse(claims), holds };
}

test("a secure request carries a token signed with the secure setting, of the app's own claims", async () => {
  const { rig, ask, arrived } = await installed();
  await ask({ secure: true, headers: { Authorization: "Bearer {{jwt.token}}" }, jwt: JWT });
  const issued = Math.floor(rig.clock.now / 1000);
  expect(readToken(arrived[0]?.headers.get("authorization"))).toEqual({
    head: { alg: "HS256", typ: "JWT" },
    claims: { sub: "7", iss: "me", iat: issued, exp: issued + 60 },
    holds: true,
  });
});

describe("settings are filled in", () => {
  test("of a secure request, where their scopes let them be", async () => {
    const { ask, arrived } = await installed();
    await ask({
      secure: true,
      method: "POST",
      url: "https://app.test/api?g={{setting.greeting}}",
      headers: { "x-open": "{{setting.open_secret}}", "x-kept": "{{setting.app_secret}}", "x-none": "{{setting.no}}" },
      body: "{{setting.greeting}} {{setting.app_secret}}",
    });
    const [{ url, headers, body } = expect.fail("nothing arrived")] = arrived;
    expect([url, body]).toEqual(["https://app.test/api?g=hello", "hello {{setting.app_secret}}"]);
    expect([headers.get("x-open"), headers.get("x-kept"), headers.get("x-none")]).toEqual([
      "loose",
      "{{setting.app_secret}}",
      "{{setting.no}}",
    ]);
  });

  test("never of a request that is not secure", async () => {
    const { ask, arrived } = await installed();
    await ask({ headers: { authorization: "Bearer {{jwt.token}}", "x-a": "{{setting.greeting}}" }, jwt: JWT });
    expect(arrived[0]?.headers.get("authorization")).toBe("Bearer {{jwt.token}}");
    expect(arrived[0]?.headers.get("x-a")).toBe("{{setting.greeting}}");
  });
});

describe("on its way a request", () => {
  test("loses names with underscores, and cookies both ways", async () => {
    const respond = () => new Response("{}", { headers: { "set-cookie": "a=1", "x-answer": "yes" } });
    const { ask, arrived } = await installed({}, respond);
    const answer = await ask({ headers: { x_lost: "1", "x-kept": "1", Cookie: "a=1" } });
    const names = [...(arrived[0]?.headers.keys() ?? [])];
    expect(names.filter((name) => ["x_lost", "x-kept", "cookie"].includes(name))).toEqual(["x-kept"]);
    expect([answer.headers.get("set-cookie"), answer.headers.get("x-answer")]).toEqual([null, "yes"]);
  });

  test("keeps its method and body, and the answer its status", async () => {
    const { ask, arrived } = await installed({}, () => Response.json({ reason: "no" }, { status: 403 }));
    const answer = await ask({ method: "PUT", body: "hello" });
    expect([arrived[0]?.method, arrived[0]?.body]).toEqual(["PUT", "hello"]);
    expect([answer.status, answer.json]).toEqual([403, { reason: "no" }]);
  });

  test("that finds nobody is a bad gateway", async () => {
    const { ask } = await installed({}, () => {
      throw new TypeError("fetch failed");
    });
    expect((await ask({})).status).toBe(502);
  });
});

describe("refused is a request", () => {
  test("with secure settings to a domain that is not whitelisted", async () => {
    const { ask, arrived } = await installed({ domainWhitelist: ["tierline.test"] });
    expect((await ask({ secure: true })).status).toBe(403);
    expect((await ask({ secure: true, url: "https://nottierline.test/" })).status).toBe(403);
    expect(arrived).toEqual([]);
    expect((await ask({ secure: true, url: "https://eu.tierline.test/" })).status).toBe(200);
  });

  test("that is secure, of an app that is not installed", async () => {
    const { ask } = await installed();
    const answer = await ask({ installationId: 1, secure: true });
    expect([answer.status, answer.json["error"]]).toEqual([
      422,
      "failed to get installation and oauth information for app",
    ]);
  });

  test("by nobody, or by another site's page", async () => {
    const { rig, ada, arrived } = await installed();
    const asked = { installationId: 1, url: "https://app.test/" };
    expect((await rig.call("POST", "/agent/proxy", asked)).status).toBe(401);
    expect((await ada.ask("POST", "/agent/proxy", asked, { origin: "https://app.test" })).status).toBe(403);
    expect(arrived).toEqual([]);
  });

  test("with any other algorithm than HS256", async () => {
    const { ask } = await installed();
    expect((await ask({ secure: true, jwt: { ...JWT, algorithm: "none" } })).status).toBe(400);
  });
});
