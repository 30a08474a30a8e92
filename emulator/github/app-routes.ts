import { Hono } from "hono";
import * as z from "zod";
import { stamp } from "../stamp.ts";
import { covers } from "./access.ts";
import { type Api, answerRefusal, readBody } from "./api.ts";
import { repositoriesOf } from "./app-acts.ts";
import { showApp, showInstallation } from "./app-shape.ts";
import { appsOnly } from "./auth.ts";
import { page } from "./paging.ts";
import { forbidden, invalidRequest, isRefusal, notAccessible, notFound, type Refusal } from "./refusal.ts";
import { showRepository } from "./repository-shape.ts";
import type { App, Installation, InstallationToken, Permissions } from "./state.ts";
import { accountNamed, repositoryNamed, type World } from "./world.ts";

const tokenBody = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write", "admin"])).optional(),
});

/** "The installation access token will expire after 1 hour." */
const TOKEN_MS = 60 * 60 * 1000;

/** https://docs.github.com/rest/apps/apps and, for the last one, https://docs.github.com/rest/apps/installations */
export function appRoutes(world: World): Api {
  const app: Api = new Hono();
  for (const path of [
    "/app",
    "/app/*",
    "/repos/:owner/:repo/installation",
    "/orgs/:org/installation",
    "/users/:user/installation",
  ]) {
    app.use(path, appsOnly);
  }
  const installationsOf = (one: App) => [...world.state.installations.values()].filter((known) => known.app === one);
  const own = (one: App, fits: (installation: Installation) => boolean) => installationsOf(one).find(fits);
  const answer = (installation: Installation | undefined): object | Refusal =>
    installation === undefined ? notFound() : showInstallation(world, installation);

  app.get("/app", (c) => {
    const caller = c.get("caller");
    if (caller.kind !== "app") return answerRefusal(c, notFound());
    return c.json({ ...showApp(world, caller.app), installations_count: installationsOf(caller.app).length });
  });
  app.get("/app/installations", (c) => {
    const caller = c.get("caller");
    const found = caller.kind === "app" ? installationsOf(caller.app) : [];
    return c.json(page(c, world, found).map((one) => showInstallation(world, one)));
  });
  for (const [path, lookup] of [
    ["/app/installations/:id{[0-9]+}", (param) => (one) => one.id === Number(param("id"))],
    ["/orgs/:org/installation", (param) => (one) => one.account === accountNamed(world, param("org"))],
    ["/users/:user/installation", (param) => (one) => one.account === accountNamed(world, param("user"))],
    [
      "/repos/:owner/:repo/installation",
      (param) => {
        const repository = repositoryNamed(world, `${param("owner")}/${param("repo")}`);
        return (one) => repository !== undefined && covers(one, repository);
      },
    ],
  ] satisfies [string, (param: (name: string) => string) => (installation: Installation) => boolean][]) {
    app.get(path, (c) => {
      const caller = c.get("caller");
      if (caller.kind !== "app") return answerRefusal(c, notFound());
      const found = answer(
        own(
          caller.app,
          lookup((name) => c.req.param(name) ?? ""),
        ),
      );
      return isRefusal(found) ? answerRefusal(c, found) : c.json(found);
    });
  }

  app.post("/app/installations/:id{[0-9]+}/access_tokens", async (c) => {
    const caller = c.get("caller");
    const installation =
      caller.kind === "app" ? own(caller.app, (one) => one.id === Number(c.req.param("id"))) : undefined;
    if (installation === undefined) return answerRefusal(c, notFound());
    if (installation.suspended_at !== null) return answerRefusal(c, forbidden("This installation has been suspended"));
    const body = await readBody(c, tokenBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const token = tokenFor(world, installation, body);
    if (isRefusal(token)) return answerRefusal(c, token);
    const name = `ghs_${world.state.ids.secret(36)}`;
    world.state.installationTokens.set(name, token);
    const repositories = token.repositories === null ? null : given(world, token);
    return c.json(
      {
        token: name,
        expires_at: stamp(token.expiresAt),
        permissions: token.permissions,
        repository_selection: repositories === null && installation.selected === null ? "all" : "selected",
        ...(repositories === null ? {} : { repositories: repositories.map((one) => showRepository(world, one)) }),
      },
      201,
    );
  });

  app.get("/installation/repositories", (c) => {
    const caller = c.get("caller");
    if (caller.kind !== "installation") return answerRefusal(c, notAccessible());
    const repositories = given(world, caller.token);
    return c.json({
      total_count: repositories.length,
      repository_selection: caller.token.installation.selected === null ? "all" : "selected",
      repositories: page(c, world, repositories).map((one) => showRepository(world, one)),
    });
  });
  return app;
}

/** https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app: never more than was granted. */
function tokenFor(
  world: World,
  installation: Installation,
  body: z.infer<typeof tokenBody>,
): InstallationToken | Refusal {
  const permissions = body.permissions ?? installation.permissions;
  if (!within(permissions, installation.permissions))
    return invalidRequest("The permissions requested are not granted to this installation.");
  const all = repositoriesOf(world, installation);
  const names = body.repositories?.map((name) => all.find((one) => one.name.toLowerCase() === name.toLowerCase()));
  const numbers = body.repository_ids?.map((id) => all.find((one) => one.id === id));
  const asked = names ?? numbers;
  if (asked?.includes(undefined) === true)
    return invalidRequest(
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  return {
    installation,
    expiresAt: world.now() + TOKEN_MS,
    permissions,
    repositories: asked === undefined ? null : new Set(asked.flatMap((one) => one?.id ?? [])),
  };
}

function within(asked: Permissions, granted: Permissions): boolean {
  return Object.entries(asked).every(
    ([name, level]) => granted[name] === level || (level === "read" && name in granted),
  );
}

function given(world: World, { installation, repositories }: InstallationToken) {
  return repositoriesOf(world, installation).filter((one) => repositories === null || repositories.has(one.id));
}
