import { Hono } from "hono";
import { atLeast, membershipOf, READ_CONTENTS, repositoryOf, roleOf, seesMembers } from "./access.ts";
import { publicUser, simpleOrganization, simpleUser } from "./account-shape.ts";
import { type Api, answerRefusal } from "./api.ts";
import { page } from "./paging.ts";
import { isRefusal, notFound } from "./refusal.ts";
import { showFullRepository } from "./repository-shape.ts";
import { accountNamed, type World } from "./world.ts";

/** People, and what they are to an organization or a repository. */
export function userRoutes(world: World): Api {
  const app: Api = new Hono();

  app.get("/users/:login", (c) => {
    const account = accountNamed(world, c.req.param("login"));
    return account === undefined ? answerRefusal(c, notFound()) : c.json(publicUser(world, account));
  });
  /** https://docs.github.com/rest/orgs/orgs#list-organizations-for-a-user: public memberships alone. */
  app.get("/users/:login/orgs", (c) => {
    const account = accountNamed(world, c.req.param("login"));
    if (account === undefined) return answerRefusal(c, notFound());
    const found = world.state.memberships
      .filter((one) => one.login === account.login && one.public)
      .flatMap((one) => accountNamed(world, one.organization) ?? []);
    return c.json(page(c, world, found).map((one) => simpleOrganization(world, one)));
  });
  /** https://docs.github.com/rest/orgs/members#check-organization-membership-for-a-user: who asks sees public members, insiders all. */
  app.get("/orgs/:org/members/:login", (c) => {
    const organization = accountNamed(world, c.req.param("org"));
    const account = accountNamed(world, c.req.param("login"));
    if (organization === undefined || account === undefined) return answerRefusal(c, notFound());
    const membership = membershipOf(world, organization, account);
    const inside = seesMembers(world, c.get("caller"), organization);
    return membership !== undefined && (membership.public || inside) ? c.body(null, 204) : answerRefusal(c, notFound());
  });
  app.get("/repos/:owner/:repo", (c) => {
    const repository = repositoryOf(world, c, { permission: "metadata", level: "read" });
    return isRefusal(repository) ? answerRefusal(c, repository) : c.json(showFullRepository(world, repository));
  });
  /** https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
  app.get("/repos/:owner/:repo/collaborators/:login/permission", (c) => {
    const repository = repositoryOf(world, c, { ...READ_CONTENTS, permission: "metadata", role: "write" });
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const account = accountNamed(world, c.req.param("login"));
    if (account === undefined) return answerRefusal(c, notFound(`${c.req.param("login")} is not a user`));
    const role = roleOf(world, repository, account);
    const has = (needed: typeof role) => atLeast(role, needed);
    const permissions = {
      admin: has("admin"),
      maintain: has("maintain"),
      push: has("write"),
      triage: has("triage"),
      pull: has("read"),
    };
    return c.json({
      permission: role === "maintain" ? "write" : role === "triage" ? "read" : role,
      role_name: role,
      user: { ...simpleUser(world, account), permissions, role_name: role },
    });
  });
  return app;
}
