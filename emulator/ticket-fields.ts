import * as z from "zod";
import type { Api } from "./api.ts";
import { fieldInput, fieldRoutes, type GivenOption, presentOption } from "./field-routes.ts";
import type { FieldOption, TicketField } from "./records/field.ts";
import { type Refusal, recordInvalid } from "./refusal.ts";
import { stampNow, type World } from "./world.ts";

/** zendesk.md §4 [OAS]: the custom field types. There is no date-time type. */
const TYPES = [
  "text",
  "textarea",
  "checkbox",
  "date",
  "integer",
  "decimal",
  "regexp",
  "partialcreditcard",
  "multiselect",
  "tagger",
  "lookup",
];

const ticketFieldInput = fieldInput.extend({ type: z.string().default("text"), required: z.boolean().optional() });
const createBody = z.object({ ticket_field: ticketFieldInput }).transform((body) => body.ticket_field);
const updateBody = z
  .object({ ticket_field: ticketFieldInput.omit({ type: true }).partial() })
  .transform((body) => body.ticket_field);

/** [OAS TicketFieldObject] */
function presentTicketField(world: World, field: TicketField): object {
  const { system_field_options, custom_field_options, ...rest } = field;
  const hasOptions = field.type === "tagger" || field.type === "multiselect";
  return {
    ...rest,
    url: `${world.origin}/api/v2/ticket_fields/${field.id}.json`,
    raw_title: field.title,
    raw_description: field.description,
    title_in_portal: field.title,
    raw_title_in_portal: field.title,
    visible_in_portal: false,
    editable_in_portal: false,
    required_in_portal: false,
    collapsed_for_agents: false,
    agent_can_edit: true,
    agent_description: "",
    ...(hasOptions ? { custom_field_options: custom_field_options.map((option) => presentOption(option)) } : {}),
    ...(system_field_options.length > 0 ? { system_field_options } : {}),
  };
}

function createField(world: World, input: z.infer<typeof ticketFieldInput>): TicketField | Refusal {
  if (!TYPES.includes(input.type)) {
    return recordInvalid({ type: [{ description: `Type: ${input.type} is not valid`, error: "InvalidValue" }] });
  }
  const options = input.custom_field_options ?? [];
  if ((input.type === "tagger" || input.type === "multiselect") && options.length === 0) {
    return recordInvalid({
      custom_field_options: [{ description: "Field options: cannot be blank", error: "BlankValue" }],
    });
  }
  const refused = valueTaken(world, options, null);
  if (refused !== null) return refused;
  const field: TicketField = {
    id: world.state.ids.next(),
    type: input.type,
    title: input.title,
    description: input.description ?? "",
    position: input.position ?? 9999,
    active: input.active ?? true,
    required: input.required ?? false,
    removable: true,
    regexp_for_validation: input.regexp_for_validation ?? null,
    tag: input.tag ?? null,
    sub_type_id: 0,
    custom_field_options: [],
    system_field_options: [],
    created_at: stampNow(world),
    updated_at: stampNow(world),
  };
  field.custom_field_options = withIds(world, options, field);
  world.state.ticketFields.set(field.id, field);
  return field;
}

/** zendesk.md §4: an option's value is a tag and "must be unique account-wide" (UNCONFIRMED). */
function valueTaken(world: World, options: readonly GivenOption[], own: TicketField | null): Refusal | null {
  const others = [...world.state.ticketFields.values()].filter((field) => field !== own);
  const used = new Set(others.flatMap((field) => field.custom_field_options.map((option) => option.value)));
  const taken = options.find((option) => used.has(option.value));
  return taken === undefined
    ? null
    : recordInvalid({
        custom_field_options: [
          { description: `Tag ${taken.value} is already used in another custom field`, error: "DuplicateValue" },
        ],
      });
}

function withIds(world: World, options: readonly GivenOption[], field: TicketField): FieldOption[] {
  const known = new Map(field.custom_field_options.map((option) => [option.value, option.id]));
  return options.map(({ name, value }) => ({ id: known.get(value) ?? world.state.ids.next(), name, value }));
}

export function ticketFieldRoutes(world: World): Api {
  const all = () => world.state.ticketFields;
  return fieldRoutes(world, {
    name: "ticket_field",
    id: ":id{\\d+}",
    all,
    find: (id) => all().get(Number(id)),
    show: (field) => presentTicketField(world, field),
    createBody,
    updateBody,
    create: (input) => createField(world, input),
    options: (field, given) => valueTaken(world, given, field) ?? withIds(world, given, field),
    removable: ({ removable }) => removable,
  });
}
