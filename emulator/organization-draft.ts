import * as z from "zod";
import { organizationEvent } from "./events.ts";
import { readFieldValue } from "./field-values.ts";
import type { Organization } from "./records/organization.ts";
import { isRefusal, type Refusal, recordInvalid } from "./refusal.ts";
import type { State } from "./state.ts";
import { normaliseTags } from "./tags.ts";
import { organizationByName, stampNow, type World } from "./world.ts";

export const organizationInput = z.object({
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
export const organizationPatch = organizationInput.partial();
type OrganizationPatch = z.infer<typeof organizationPatch>;

export function createOrganization(world: World, input: OrganizationInput): Organization | Refusal {
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

export function updateOrganization(
  world: World,
  before: Organization,
  input: OrganizationPatch,
): Organization | Refusal {
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

export function byExternalId(state: State, externalId: string): Organization | undefined {
  const wanted = externalId.toLowerCase();
  return [...state.organizations.values()].find((known) => known.external_id?.toLowerCase() === wanted);
}

function taken(field: string, description: string): Refusal {
  return recordInvalid({ [field]: [{ description, error: "DuplicateValue" }] });
}
