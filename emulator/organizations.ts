import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, readIds, requireRole } from "./api.ts";
import { organizationEvent } from "./events.ts";
import { readFieldValue } from "./field-values.ts";
import { leaveOrganization } from "./memberships.ts";
import { page } from "./paging.ts";
import { isRefusal, notFound, type Refusal, recordInvalid } from "./refusal.ts";
import type { Organization, State } from "./state.ts";
import { normaliseTags } from "./tags.ts";
import { organizationByName, stampNow, type World } from "./world.ts";

const organizationInput = z.object({
  name: z.string().min(1),
  external_id: z.string().nullish(),
  domain_names: z.array(z.string()).optional(),
  details: z.string().nullish(),
  notes: z.string().nullish(),
  group_id: z.number().int().nullish(),
  shared_tickets: z.boolean().optional(),
  shared_comments: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  organization_fields: z.record(z.string(), z.unknown()).optional(),
});
type OrganizationInput = z.infer<typeof organizationInput>;
const createBody = z.object({ organization: organizationInput });
const organizationPatch = organizationInput.partial();
type OrganizationPatch = z.infer<typeof organizationPatch>;
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

function createOrganization(world: World, input: OrganizationInput): Organization | Refusal {
  const blank: Organization = {
    id: world.state.ids.next(),
    name: "",
    external_id: null,
    domain_names: [],
    details: "",
    notes: "",
    group_id: null,
    shared_tickets: false,
    shared_comments: false,
    tags: [],
    organization_fields: {},
    created_at: stampNow(world),
    updated_at: stampNow(world),
  };
  const organization = draftOrganization(world, blank, input);
  if (isRefusal(organization)) return organization;
  world.state.organizations.set(organization.id, organization);
  world.publish([organizationEvent(world, organization, "created", {})]);
  return organization;
}

function updateOrganization(world: World, before: Organization, input: OrganizationPatch): Organization | Refusal {
  const after = draftOrganization(world, before, input);
  if (isRefusal(after)) return after;
  const happenings = organizationHappenings(world.state, before, after);
  const updated = { ...after, updated_at: stampNow(world) };
  world.state.organizations.set(updated.id, updated);
  world.publish(happenings.map(({ type, event }) => organizationEvent(world, updated, type, event)));
  return updated;
}

/** zendesk.md §2.10 [OAS]: names are unique, external ids are compared without case, `domain_names` overwrites the list. */
function draftOrganization(world: World, before: Organization, input: OrganizationPatch): Organization | Refusal {
  const named = input.name === undefined ? undefined : organizationByName(world, input.name);
  if (named !== undefined && named.id !== before.id) return taken("name", `Name: ${input.name} has already been taken`);
  const external_id = input.external_id === undefined ? before.external_id : input.external_id;
  const owner = external_id === null ? undefined : byExternalId(world.state, external_id);
  if (owner !== undefined && owner.id !== before.id) {
    return taken("external_id", `External: ${external_id} has already been taken`);
  }
  const organization_fields = draftFields(world.state, before, input.organization_fields ?? {});
  if (isRefusal(organization_fields)) return organization_fields;
  return {
    ...before,
    name: input.name ?? before.name,
    external_id,
    domain_names: input.domain_names?.map((name) => name.toLowerCase()) ?? before.domain_names,
    details: input.details ?? before.details,
    notes: input.notes ?? before.notes,
    group_id: input.group_id === undefined ? before.group_id : input.group_id,
    shared_tickets: input.shared_tickets ?? before.shared_tickets,
    shared_comments: input.shared_comments ?? before.shared_comments,
    tags: input.tags === undefined ? before.tags : normaliseTags(input.tags),
    organization_fields,
  };
}

/** Fields go by key; a partial object changes only what it names. Unknown keys are ignored (assumption). */
function draftFields(
  state: State,
  before: Organization,
  given: Record<string, unknown>,
): Record<string, unknown> | Refusal {
  const fields: Record<string, unknown> = { ...before.organization_fields };
  for (const field of state.organizationFields.values()) {
    if (!(field.key in given)) continue;
    const outcome = readFieldValue(field, given[field.key]);
    if ("refused" in outcome) return recordInvalid({ base: [{ description: `${field.title}: ${outcome.refused}` }] });
    fields[field.key] = outcome.value;
  }
  return fields;
}

/** zendesk.md §1.4: six organization events; none for domains, notes and details. */
function organizationHappenings(state: State, before: Organization, after: Organization) {
  const happenings: { type: string; event: object }[] = [];
  if (before.name !== after.name) {
    happenings.push({ type: "name_changed", event: { current: after.name, previous: before.name } });
  }
  if (before.external_id !== after.external_id) {
    happenings.push({
      type: "external_id_changed",
      event: { current: after.external_id, previous: before.external_id },
    });
  }
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  if (added.length + removed.length > 0) {
    happenings.push({ type: "tags_changed", event: { added: { tags: added }, removed: { tags: removed } } });
  }
  for (const field of state.organizationFields.values()) {
    const [previous, current] = [before, after].map((version) => version.organization_fields[field.key] ?? null);
    if (previous === current) continue;
    const custom_field = { id: String(field.id), title: field.title, type: field.type, key: field.key };
    happenings.push({
      type: "custom_field_changed",
      event: { current: { value: current }, previous: { value: previous }, custom_field },
    });
  }
  return happenings;
}

function byExternalId(state: State, externalId: string): Organization | undefined {
  const wanted = externalId.toLowerCase();
  return [...state.organizations.values()].find((known) => known.external_id?.toLowerCase() === wanted);
}

function taken(field: string, description: string): Refusal {
  return recordInvalid({ [field]: [{ description, error: "DuplicateValue" }] });
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
