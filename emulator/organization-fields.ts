import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { page } from "./paging.ts";
import { isRefusal, notFound, type Refusal, recordInvalid } from "./refusal.ts";
import type { OrganizationField } from "./state.ts";
import { presentOption } from "./ticket-fields.ts";
import { stampNow, type World } from "./world.ts";

/** zendesk.md §4 [OAS]: `dropdown` here, where tickets have `tagger`. */
const TYPES = [
  "text",
  "textarea",
  "checkbox",
  "date",
  "integer",
  "decimal",
  "regexp",
  "dropdown",
  "lookup",
  "multiselect",
];

const fieldInput = z.object({
  key: z.string(),
  type: z.string(),
  title: z.string().min(1),
  description: z.string().optional(),
  position: z.number().optional(),
  active: z.boolean().optional(),
  regexp_for_validation: z.string().nullish(),
  tag: z.string().nullish(),
  custom_field_options: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});
const createBody = z.object({ organization_field: fieldInput });
const updateBody = z.object({ organization_field: fieldInput.omit({ key: true, type: true }).partial() });

/** [OAS CustomFieldObject] */
function presentField(world: World, field: OrganizationField): object {
  const { custom_field_options, tag, ...rest } = field;
  const hasOptions = field.type === "dropdown" || field.type === "multiselect";
  return {
    ...rest,
    url: `${world.origin}/api/v2/organization_fields/${field.id}.json`,
    raw_title: field.title,
    raw_description: field.description,
    system: false,
    ...(field.type === "checkbox" ? { tag: tag ?? "" } : {}),
    ...(hasOptions ? { custom_field_options: custom_field_options.map((option) => presentOption(option)) } : {}),
  };
}

function createField(world: World, input: z.infer<typeof fieldInput>): OrganizationField | Refusal {
  // zendesk.md §4 [OAS]: letters, digits and underscores; a key is not reusable, even after deletion.
  if (!/^\w+$/.test(input.key)) return invalidKey(`Key: ${input.key} may hold letters, numbers and underscores only`);
  if (world.state.usedOrganizationKeys.has(input.key)) return invalidKey(`Key: ${input.key} has already been taken`);
  if (!TYPES.includes(input.type)) {
    return recordInvalid({ type: [{ description: `Type: ${input.type} is not valid`, error: "InvalidValue" }] });
  }
  const options = input.custom_field_options ?? [];
  const field: OrganizationField = {
    id: world.state.ids.next(),
    key: input.key,
    type: input.type,
    title: input.title,
    description: input.description ?? "",
    position: input.position ?? 9999,
    active: input.active ?? true,
    regexp_for_validation: input.regexp_for_validation ?? null,
    tag: input.tag ?? null,
    custom_field_options: options.map((option) => ({ id: world.state.ids.next(), ...option })),
    created_at: stampNow(world),
    updated_at: stampNow(world),
  };
  world.state.organizationFields.set(field.id, field);
  world.state.usedOrganizationKeys.add(field.key);
  return field;
}

const invalidKey = (description: string): Refusal => recordInvalid({ key: [{ description, error: "InvalidValue" }] });

export function organizationFieldRoutes(world: World): Api {
  const app: Api = new Hono();
  const find = (idOrKey: string) =>
    [...world.state.organizationFields.values()].find((field) => field.key === idOrKey || String(field.id) === idOrKey);
  app.get("/organization_fields", (c) =>
    c.json(
      page(c, world, "organization_fields", [...world.state.organizationFields.values()], (one) =>
        presentField(world, one),
      ),
    ),
  );
  // [OAS] "organization_field_id: The ID or key of the organization field".
  app.get("/organization_fields/:id", (c) => {
    const field = find(c.req.param("id"));
    return field === undefined
      ? answerRefusal(c, notFound())
      : c.json({ organization_field: presentField(world, field) });
  });
  app.post("/organization_fields", requireRole("admin"), async (c) => {
    const body = await readBody(c, createBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const field = createField(world, body.organization_field);
    return isRefusal(field) ? answerRefusal(c, field) : c.json({ organization_field: presentField(world, field) }, 201);
  });
  app.put("/organization_fields/:id", requireRole("admin"), async (c) => {
    const field = find(c.req.param("id"));
    if (field === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, updateBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { custom_field_options, ...rest } = body.organization_field;
    Object.assign(field, rest, { updated_at: stampNow(world) });
    if (custom_field_options !== undefined) {
      field.custom_field_options = custom_field_options.map((option) => ({ id: world.state.ids.next(), ...option }));
    }
    return c.json({ organization_field: presentField(world, field) });
  });
  app.delete("/organization_fields/:id", requireRole("admin"), (c) => {
    const field = find(c.req.param("id"));
    if (field === undefined) return answerRefusal(c, notFound());
    world.state.organizationFields.delete(field.id);
    return c.body(null, 204);
  });
  return app;
}
