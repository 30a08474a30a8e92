import { describe, expect, test } from "vitest";
import { Hono } from "../../src/hono.ts";
import { openWorld } from "../support/world.ts";
import { judge } from "./access/faults.ts";
import { requestFor } from "./access/requests.ts";
import { TABLE } from "./access/table.ts";
import { openTown } from "./access/visitors.ts";

type Routes = Hono["routes"];

/** What stands in the router and not in the table, and the other way round. */
function unlisted(routes: Routes): { readonly router: string[]; readonly table: string[] } {
  const served = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const listed = new Set(TABLE.map(({ route }) => route));
  return {
    router: [...served].filter((route) => !listed.has(route)),
    table: [...listed].filter((route) => !served.has(route)),
  };
}

/** An app of these routes alone, in this order. */
function appOf(routes: Routes): Hono {
  const app = new Hono();
  for (const { method, path, handler } of routes) app.on(method, path, handler);
  return app.notFound((context) => context.text("not found", 404));
}

test("every route of the router stands in the table, and every row of the table is a route", async () => {
  const world = await openWorld({ mode: null });
  expect(unlisted(world.tierline.app.routes)).toEqual({ router: [], table: [] });
  expect(new Set(TABLE.map(({ route }) => route)).size).toBe(TABLE.length);
});

describe("is for those in the table and for nobody else", () => {
  test.each(TABLE.map((row) => [row.route, row] as const))("%s", async (_, row) => {
    const { world, visitors } = await openTown();
    const { faults, visits } = await judge({ world, visitors, app: world.tierline.app, row });
    expect(faults).toEqual([]);
    expect(visits).toBe(2 * visitors.acme.length);
  });
});

test("a page of another site is nowhere even told that it may ask", async () => {
  const { world } = await openTown();
  const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
  for (const { route } of TABLE) {
    const { path } = await requestFor(world, route, "acme");
    const { status, headers: told } = await world.request(path, { method: "OPTIONS", headers });
    expect({ path, status }).toEqual({ path, status: path.startsWith("/operator/") ? 401 : 404 });
    expect([...told.keys()].filter((name) => /^(access-control-|allow$)/.test(name))).toEqual([]);
  }
});

describe("is seen to be open:", () => {
  /** What is found when these routes are served instead. */
  async function found(route: string, sabotage: (routes: Routes) => Hono): Promise<string> {
    const row = TABLE.find((one) => one.route === route);
    if (row === undefined) throw new Error(`no row ${route}`);
    const { world, visitors } = await openTown();
    const { faults } = await judge({ world, visitors, app: sabotage(world.tierline.app.routes), row });
    return faults.join("\n");
  }

  const isOperators = ({ method, path }: Routes[number]) => method === "ALL" && path === "/operator/*";

  test("a route that nobody has written down", async () => {
    const { tierline } = await openWorld({ mode: null });
    const app = appOf(tierline.app.routes).get("/operator/backdoor", (context) => context.text("come in"));
    expect(unlisted(app.routes)).toEqual({ router: ["GET /operator/backdoor"], table: [] });
    const fewer = appOf(tierline.app.routes.filter(({ path }) => path !== "/operator/doctor"));
    expect(unlisted(fewer.routes)).toEqual({ router: [], table: ["GET /operator/doctor"] });
  });

  test("nothing, where the same routes are only put together anew", async () => {
    expect(await found("GET /operator/parked", appOf)).toBe("");
  });

  test.each(["GET /operator/parked", "POST /operator/connect", "POST /operator/app/secret", "ALL /operator/*"])(
    "%s without the operator's guard",
    async (route) => {
      const faults = await found(route, (routes) => appOf(routes.filter((one) => !isOperators(one))));
      for (const who of ["nobody", "forged operator", "admin", "Zendesk's signature"]) {
        expect(faults).toMatch(new RegExp(`by ${who} at acme: \\d+, not 401`));
      }
    },
  );

  test("the metrics without theirs", async () => {
    const faults = await found("GET /metrics", (routes) => {
      const guard = routes.findIndex(({ path }) => path === "/metrics");
      return appOf(routes.filter((_, index) => index !== guard));
    });
    expect(faults).toContain("GET by nobody at acme: 200, not 401");
    expect(faults).toContain("HEAD by nobody at acme: 200, not 401");
  });

  test("a route of the API that asks nobody who they are", async () => {
    const faults = await found("GET /api/zendesk/:subdomain/tokens", (routes) => {
      const app = new Hono().get("/api/zendesk/:subdomain/tokens", (context) => context.json({ tokens: [] }));
      return app.route("/", appOf(routes));
    });
    expect(faults).toContain("by nobody at acme: 200, not 401");
    expect(faults).toContain("by agent at beta: 200, not 403");
    expect(faults).toContain("by admin of the other account at beta: 200, not 401");
  });

  test("a guard that knows its address by the letter only", async () => {
    const faults = await found("GET /operator/parked", (routes) => {
      const app = new Hono();
      for (const guard of routes.filter(isOperators)) {
        app.use(async (context, next) => {
          const { pathname } = new URL(context.req.url);
          return pathname.startsWith("/operator/") ? guard.handler(context, next) : next();
        });
      }
      return app.route("/", appOf(routes.filter((one) => !isOperators(one))));
    });
    expect(faults).toContain("GET /%6f%70%65%72%61%74%6f%72/parked?subdomain=acme by nobody: 200");
    expect(faults).not.toContain("not 401");
  });
});
