import { describe, expect, test } from "vitest";
import { agent, appSecret, ask, claims, jwt, PUBLIC_URL } from "../../support/visitors.ts";
import { openWorld, type World } from "../../support/world.ts";

const status = async (world: World, token: string) => (await ask(world, token, "GET", "/tickets/1/answer")).status;
const seconds = (world: World): number => Math.floor(world.clock.now() / 1000);

describe("a JWT of the app's proxy", () => {
  test.each([
    ["as it should be", {}, 200],
    ["with several audiences", { aud: ["https://else.example", PUBLIC_URL] }, 200],
    ["without iat", { iat: undefined }, 200],
    ["of another issuer", { iss: "https://beta.zendesk.com" }, 401],
    ["of an issuer without https", { iss: "http://acme.zendesk.com" }, 401],
    ["without an issuer", { iss: undefined }, 401],
    ["for another audience", { aud: "https://else.example" }, 401],
    ["without an audience", { aud: undefined }, 401],
    ["without an end", { exp: undefined }, 401],
    ["with an end that is no number", { exp: "9999999999" }, 401],
  ])("%s is answered %o: %i", async (_, differing, expected) => {
    const world = await openWorld();
    const token = jwt(await appSecret(world), { ...claims(world), ...differing });
    expect(await status(world, token)).toBe(expected);
  });

  test.each([
    ["ends in two minutes", 120, 0, 200],
    ["ends in an hour", 3600, 0, 401],
    ["ended half a minute ago", -30, -90, 401],
    ["ended a moment ago, by our clock", -29, -60, 200],
    ["was made in the future", 100, 31, 401],
    ["was made a moment ahead of our clock", 100, 30, 200],
  ])("that %s", async (_, exp, iat, expected) => {
    const world = await openWorld();
    const now = seconds(world);
    const token = jwt(await appSecret(world), { ...claims(world), exp: now + exp, iat: now + iat });
    expect(await status(world, token)).toBe(expected);
  });

  test.each([
    ["none", ""],
    ["none", "x"],
    ["HS512", null],
    ["RS256", null],
    ["hs256", null],
  ])("with the algorithm %s is refused", async (alg, signature) => {
    const world = await openWorld();
    const token = jwt(await appSecret(world), claims(world), { alg, typ: "JWT" });
    const forged = signature === null ? token : token.slice(0, token.lastIndexOf(".") + 1) + signature;
    expect(await status(world, forged)).toBe(401);
  });

  test("with an extension that we don't understand is refused", async () => {
    const world = await openWorld();
    expect(await status(world, jwt(await appSecret(world), claims(world), { alg: "HS256", crit: ["b64"] }))).toBe(401);
  });

  test("altered anywhere is refused", async () => {
    const world = await openWorld();
    const token = await agent(world);
    const altered: number[] = [];
    for (let at = 0; at < token.length; at += 3) {
      const other = token[at] === "A" ? "B" : "A";
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      if ((await status(world, changed)) === 200) altered.push(at);
    }
    expect(altered).toEqual([]);
  });

  test("of the secret before is refused as soon as there is a new one, which works at once", async () => {
    const world = await openWorld();
    const old = await agent(world);
    expect(await status(world, old)).toBe(200);
    const { json } = await world.operator("POST", "/app/secret", { subdomain: "acme", replace: true });
    expect(json["generation"]).toBe(2);
    expect(await status(world, old)).toBe(401);
    expect(await status(world, jwt(String(json["secret"]), claims(world)))).toBe(200);
    await world.restart();
    expect(await status(world, old)).toBe(401);
    expect(await status(world, await agent(world))).toBe(200);
  });
});

test("the app's secret is of its account alone, and the same whenever it is asked for", async () => {
  const world = await openWorld({ accounts: ["acme", "beta"] });
  const secret = await appSecret(world);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await appSecret(world)).toBe(secret);
  expect(await appSecret(world, "beta")).not.toBe(secret);
  expect(world.bytesOnDisk()).not.toContain(secret);
});
