import * as z from "zod";
import type { Api } from "./api.ts";
import { fieldInput, fieldRoutes, presentOption } from "./field-routes.ts";
import type { OrganizationField } from "./records/field.ts";
import { type Refusal, recordInvalid } from "./refusal.ts";
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

const organizationFieldInput = fieldInput.extend({ key: z.string(), type: z.string() });
const createBody = z
  .object({ organization_field: organizationFieldInput })
  .transform((body) => body.organization_field);
const updateBody = z
  .object({ organization_field: organizationFieldInput.omit({ key: true, type: true }).partial() })
  .transform((body) => body.organization_field);

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

function createField(world: World, input: z.infer<typeof organizationFieldInput>): OrganizationField | Refusal {
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
  const all = () => world.state.organizationFields;
  return fieldRoutes(world, {
    name: "organization_field",
    // [OAS] "organization_field_id: The ID or key of the organization field".
    id: ":id",
    all,
    find: (idOrKey) => [...all().values()].find(({ key, id }) => key === idOrKey || String(id) === idOrKey),
    show: (field) => presentField(world, field),
    createBody,
    updateBody,
    create: (input) => createField(world, input),
    options: (_, given) => given.map((option) => ({ id: world.state.ids.next(), ...option })),
    removable: () => true,
  });
}
