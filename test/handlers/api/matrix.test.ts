import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROUTES } from "../../../handlers/api/routes.ts";
import { problem } from "../../../src/api/problem.ts";
import { minutes } from "../../../src/core/time.ts";
import type { IdentityKind } from "../../../src/identity.ts";
import { admin, agent, allowSignIn, appSecret, ask, automation, claims, jwt } from "../../support/visitors.ts";
import { OPERATOR_TOKEN, World } from "../../support/world.ts";

/** What a visitor shows at an account, and who that is there; `null` for a stranger. */
interface Visitor {
  readonly token: string | null | (() => Promise<string>);
  readonly at: "acme" | "beta";
  readonly known: IdentityKind | null;
}

const NAMES = [
  "nobody",
  "agent",
  "admin",
  "automation",
  "operator",
  "agent of the other account",
  "admin of the other account",
  "automation of the other account",
  "expired agent",
  "ended admin",
  "revoked automation",
  "tampered agent",
  "tampered admin",
  "tampered automation",
  "tampered operator",
] as const;
type Name = (typeof NAMES)[number];

const ACCOUNTS = ["acme", "beta"] as const;
const other = { acme: "beta", beta: "acme" } as const;

describe("who may use a route", () => {
  let world: World;
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    world = await openWorldForAll();
    const tampered = (token: string): string => token.slice(0, -2) + (token.endsWith("AA") ? "BB" : "AA");
    const shown: Record<(typeof ACCOUNTS)[number], Partial<Record<IdentityKind, string>>> = { acme: {}, beta: {} };
    for (const at of ACCOUNTS) {
      await allowSignIn(world, at);
      shown[at] = {
        agent: await agent(world, at),
        admin: await admin(world, at),
        automation: await automation(world, at),
        operator: OPERATOR_TOKEN,
      };
    }
    for (const at of ACCOUNTS) {
      const own = shown[at];
      const foreign = shown[other[at]];
      const ended = await admin(world, at);
      await world.request(`/auth/sign-out?subdomain=${at}`, {
        method: "POST",
        headers: { authorization: `Bearer ${ended}` },
      });
      const revoked = await automation(world, at, "revoked");
      const { json } = await ask(world, OPERATOR_TOKEN, "GET", "/tokens", { subdomain: at });
      const [newest] = json["tokens"] as { id: string }[];
      await ask(world, OPERATOR_TOKEN, "DELETE", `/tokens/${newest?.id}`, { subdomain: at });
      const now = Math.floor(world.clock.now() / 1000);
      const late = jwt(await appSecret(world, at), { ...claims(world, at), iat: now - 100, exp: now - 40 });
      // A JWT of the app holds for a minute, and this goes on for longer.
      const fresh = (account: (typeof ACCOUNTS)[number]) => () => agent(world, account);
      const tokens: Record<Name, [Visitor["token"], IdentityKind | null]> = {
        nobody: [null, null],
        agent: [fresh(at), "agent"],
        admin: [own.admin ?? "", "admin"],
        automation: [own.automation ?? "", "automation"],
        operator: [OPERATOR_TOKEN, "operator"],
        "agent of the other account": [fresh(other[at]), null],
        "admin of the other account": [foreign.admin ?? "", null],
        "automation of the other account": [foreign.automation ?? "", null],
        "expired agent": [late, null],
        "ended admin": [ended, null],
        "revoked automation": [revoked, null],
        "tampered agent": [async () => tampered(await agent(world, at)), null],
        "tampered admin": [tampered(own.admin ?? ""), null],
        "tampered automation": [tampered(own.automation ?? ""), null],
        "tampered operator": [`${OPERATOR_TOKEN}x`, null],
      };
      for (const name of NAMES)
        visitors.set(`${name} at ${at}`, { token: tokens[name][0], at, known: tokens[name][1] });
    }
  });

  afterAll(() => world.close());

  test("no route is served that isn't in the table", () => {
    const served = world.tierline.app.routes
      .filter(({ method, path }) => path.startsWith("/api/") && method !== "ALL" && path !== "/api/openapi.json")
      .map(({ method, path }) => `${method} ${path}`);
    expect(served.toSorted()).toEqual(
      ROUTES.map(({ method, path }) => `${method} /api/zendesk/:subdomain${path}`).toSorted(),
    );
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length);
  });

  const CASES = ROUTES.flatMap((route) =>
    ACCOUNTS.flatMap((at) => NAMES.map((name) => [route.method, route.path, name, at, route] as const)),
  );
  test.each(CASES)("%s %s by %s at %s", async (method, path, name, at, route) => {
    const visitor = visitors.get(`${name} at ${at}`);
    if (visitor === undefined) throw new Error("nobody");
    // Whoever was refused too often is refused for that, a minute long.
    if (name === NAMES[0] && at === ACCOUNTS[0]) await world.pass(minutes(1));
    const token = typeof visitor.token === "function" ? await visitor.token() : visitor.token;
    const before = visitor.known === null ? await world.rows(at) : null;
    const { status, headers, json, text } = await ask(world, token, method, path.replace(/:\w+/g, "5158"), {
      subdomain: at,
      ...(route.body === null ? {} : { body: {} }),
    });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    if (visitor.known !== null && route.who.includes(visitor.known)) {
      expect({ status, text }).not.toMatchObject({ status: expect.toBeOneOf([401, 403, 500]) });
      return;
    }
    expect(status).toBe(visitor.known === null ? 401 : 403);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(problem.parse(json)).toMatchObject({ status, detail: expect.stringMatching(/\.$/), mend: /./ });
    if (before !== null) expect(await world.rows(at)).toEqual(before);
  });

  test("a page of another site is not even told that it may ask", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const { status, headers: answered } = await world.request("/api/zendesk/acme/what-if", {
      method: "OPTIONS",
      headers,
    });
    expect([status, answered.get("access-control-allow-origin")]).toEqual([404, null]);
  });

  test("what is made up reaches no account", async () => {
    await world.pass(minutes(1));
    const found: string[] = [];
    const { accounts } = world.tierline;
    const find = accounts.find.bind(accounts);
    accounts.find = async (id) => {
      found.push(id);
      return find(id);
    };
    const knock = async (token: string | null): Promise<void> => {
      for (const subdomain of ["acme", "nobody", "..", "%2e%2e", "ACME", "a".repeat(80)]) {
        const { status } = await ask(world, token, "GET", "/me", { subdomain });
        expect({ token, subdomain, status }).toMatchObject({ status: expect.toBeOneOf([401, 404]) });
      }
    };
    for (const token of [null, "x", "tle_x", `tla_${"A".repeat(54)}`, `tle_${"A".repeat(54)}`, "operator"]) {
      await knock(token);
    }
    expect(found).toEqual([]);
    // A JWT that we don't know may be of a secret that was replaced: asked for a few times a minute, and no more.
    for (let time = 0; time < 30; time += 1) await knock(jwt("guess", {}));
    expect(found.length).toBeLessThanOrEqual(2 * 20);
    accounts.find = find;
  });
});

/** Closed by whoever opens it: it outlives a single test. */
async function openWorldForAll(): Promise<World> {
  const world = new World({});
  await world.start();
  for (const subdomain of ACCOUNTS) await world.addAccount(subdomain);
  return world;
}
