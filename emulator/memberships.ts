import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { page } from "./paging.ts";
import type { Membership, User } from "./records/people.ts";
import { isRefusal, notFound, recordInvalid } from "./refusal.ts";
import { updateTicket } from "./ticket-update.ts";
import { joinOrganization, organizationIdsOf } from "./users.ts";
import { viaChannel } from "./via.ts";
import type { World } from "./world.ts";

/**
 * zendesk.md §2.10 [OFF]: when a user leaves an organization (or it is deleted), their tickets that aren't closed lose
 * it; closed ones keep it. That each such ticket emits `organization_changed` is UNCONFIRMED; here it does.
 */
export function leaveOrganization(world: World, membership: Membership, actor: User): void {
  const { user_id, organization_id } = membership;
  world.state.memberships.delete(membership.id);
  const user = world.state.users.get(user_id);
  if (user !== undefined && user.organization_id === organization_id) {
    user.organization_id = organizationIdsOf(world.state, user_id)[0] ?? null;
  }
  for (const ticket of world.state.tickets.values()) {
    const { facts } = ticket;
    if (facts.requester_id !== user_id || facts.organization_id !== organization_id) continue;
    updateTicket(world, ticket, { input: {}, actor, via: viaChannel("user_change"), facts: { organization_id: null } });
  }
}

/** [OAS OrganizationMembershipObject] */
function presentMembership(world: World, membership: Membership): object {
  return {
    ...membership,
    url: `${world.origin}/api/v2/organization_memberships/${membership.id}.json`,
    organization_name: world.state.organizations.get(membership.organization_id)?.name ?? "",
    view_tickets: true,
    updated_at: membership.created_at,
  };
}

const membershipBody = z.object({
  organization_membership: z.object({ user_id: z.number().int(), organization_id: z.number().int() }),
});

export function membershipRoutes(world: World): Api {
  const app: Api = new Hono();
  app.get("/organization_memberships", requireRole("agent"), (c) =>
    c.json(
      page(c, world, "organization_memberships", [...world.state.memberships.values()], (one) =>
        presentMembership(world, one),
      ),
    ),
  );
  app.get("/users/:id{\\d+}/organization_memberships", requireRole("agent"), (c) => {
    const own = [...world.state.memberships.values()].filter((one) => one.user_id === Number(c.req.param("id")));
    return c.json(page(c, world, "organization_memberships", own, (one) => presentMembership(world, one)));
  });
  app.post("/organization_memberships", requireRole("agent"), async (c) => {
    const body = await readBody(c, membershipBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { user_id, organization_id } = body.organization_membership;
    const user = world.state.users.get(user_id);
    if (user === undefined || !world.state.organizations.has(organization_id)) return answerRefusal(c, notFound());
    // zendesk.md §2.10: 422 when already a member.
    if (organizationIdsOf(world.state, user_id).includes(organization_id)) {
      return answerRefusal(
        c,
        recordInvalid({ user_id: [{ description: "User has already been taken", error: "DuplicateValue" }] }),
      );
    }
    joinOrganization(world, user, organization_id);
    const created = [...world.state.memberships.values()].at(-1);
    return created === undefined
      ? answerRefusal(c, notFound())
      : c.json({ organization_membership: presentMembership(world, created) }, 201);
  });
  app.delete("/organization_memberships/:id{\\d+}", requireRole("agent"), (c) => {
    const membership = world.state.memberships.get(Number(c.req.param("id")));
    if (membership === undefined) return answerRefusal(c, notFound());
    leaveOrganization(world, membership, c.get("user"));
    return c.body(null, 204);
  });
  return app;
}
