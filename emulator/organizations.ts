import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, readIds, requireRole } from "./api.ts";
import { organizationEvent } from "./events.ts";
import { leaveOrganization } from "./memberships.ts";
import {
  byExternalId,
  createOrganization,
  organizationInput,
  organizationPatch,
  updateOrganization,
} from "./organization-draft.ts";
import { page } from "./paging.ts";
import type { Organization } from "./records/organization.ts";
import { isRefusal, notFound } from "./refusal.ts";
import { organizationByName, type World } from "./world.ts";

const createBody = z.object({ organization: organizationInput });
const updateBody = z.object({ organization: organizationPatch });

/** [OAS OrganizationObject]; every field of the account is listed, unset ones as null. */
export function presentOrganization(world: World, organization: Organization): object {
  const keys = [...world.state.organizationFields.values()].map((field) => field.key);
  return {
    ...organization,
    url: `${world.origin}/api/v2/organizations/${organization.id}.json`,
    organization_fields: Object.fromEntries(keys.map((key) => [key, organization.organization_fields[key] ?? null])),
  };
}

export function organizationRoutes(world: World): Api {
  const app: Api = new Hono();
  const list = (organizations: readonly Organization[]) => ({
    organizations: organizations.map((one) => presentOrganization(world, one)),
    count: organizations.length,
    next_page: null,
    previous_page: null,
  });
  app.get("/organizations", requireRole("agent"), (c) =>
    c.json(
      page(c, world, "organizations", [...world.state.organizations.values()], (one) =>
        presentOrganization(world, one),
      ),
    ),
  );
  app.get("/organizations/show_many", requireRole("agent"), (c) => {
    const externalIds = c.req.query("external_ids")?.split(",");
    const found =
      externalIds === undefined
        ? readIds(c.req.query("ids")).flatMap((id) => world.state.organizations.get(id) ?? [])
        : externalIds.slice(0, 100).flatMap((id) => byExternalId(world.state, id) ?? []);
    return c.json(list(found));
  });
  app.get("/organizations/search", requireRole("admin"), (c) => {
    const { external_id, name } = c.req.query();
    const found =
      external_id === undefined ? organizationByName(world, name ?? "") : byExternalId(world.state, external_id);
    return c.json(list(found === undefined ? [] : [found]));
  });
  app.get("/organizations/:id{\\d+}", requireRole("agent"), (c) => {
    const found = world.state.organizations.get(Number(c.req.param("id")));
    return found === undefined
      ? answerRefusal(c, notFound())
      : c.json({ organization: presentOrganization(world, found) });
  });
  app.post("/organizations", requireRole("admin"), async (c) => {
    const body = await readBody(c, createBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const created = createOrganization(world, body.organization);
    return isRefusal(created)
      ? answerRefusal(c, created)
      : c.json({ organization: presentOrganization(world, created) }, 201);
  });
  app.put("/organizations/:id{\\d+}", requireRole("agent"), async (c) => {
    const before = world.state.organizations.get(Number(c.req.param("id")));
    if (before === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, updateBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const updated = updateOrganization(world, before, body.organization);
    return isRefusal(updated)
      ? answerRefusal(c, updated)
      : c.json({ organization: presentOrganization(world, updated) });
  });
  app.delete("/organizations/:id{\\d+}", requireRole("admin"), (c) => {
    const organization = world.state.organizations.get(Number(c.req.param("id")));
    if (organization === undefined) return answerRefusal(c, notFound());
    world.state.organizations.delete(organization.id);
    for (const membership of [...world.state.memberships.values()]) {
      if (membership.organization_id === organization.id) leaveOrganization(world, membership, c.get("user"));
    }
    world.publish([organizationEvent(world, organization, "deleted", {})]);
    return c.body(null, 204);
  });
  return app;
}
