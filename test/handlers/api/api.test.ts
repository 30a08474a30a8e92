import { expect, test } from "vitest";
import { ROUTES } from "../../../handlers/api/routes.ts";
import { ask, jwt } from "../../support/visitors.ts";
import { openWorld } from "../../support/world.ts";

test("no route is served that isn't in the API's own table, of which its document is made", async () => {
  const world = await openWorld({ mode: null });
  const served = world.tierline.app.routes
    .filter(({ method, path }) => path.startsWith("/api/") && method !== "ALL" && path !== "/api/openapi.json")
    .map(({ method, path }) => `${method} ${path}`);
  expect(served.toSorted()).toEqual(
    ROUTES.map(({ method, path }) => `${method} /api/zendesk/:subdomain${path}`).toSorted(),
  );
  expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length);
});

test("what is made up reaches no account", async () => {
  const world = await openWorld({ accounts: ["acme", "beta"] });
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
});
