import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { page } from "./paging.ts";
import { isRefusal, notFound, type Refusal, recordInvalid } from "./refusal.ts";
import type { FieldOption, TicketField } from "./state.ts";
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

const fieldInput = z.object({
  type: z.string().default("text"),
  title: z.string().min(1),
  description: z.string().optional(),
  position: z.number().optional(),
  active: z.boolean().optional(),
  required: z.boolean().optional(),
  regexp_for_validation: z.string().nullish(),
  tag: z.string().nullish(),
  custom_field_options: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});
const createBody = z.object({ ticket_field: fieldInput });
const updateBody = z.object({ ticket_field: fieldInput.omit({ type: true }).partial() });

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

export function presentOption(option: FieldOption): object {
  return { ...option, raw_name: option.name, default: false };
}

export function ticketFieldRoutes(world: World): Api {
  const app: Api = new Hono();
  const find = (id: string) => world.state.ticketFields.get(Number(id));
  app.get("/ticket_fields", (c) =>
    c.json(
      page(c, world, "ticket_fields", [...world.state.ticketFields.values()], (field) =>
        presentTicketField(world, field),
      ),
    ),
  );
  app.get("/ticket_fields/:id{\\d+}", (c) => {
    const field = find(c.req.param("id"));
    return field === undefined
      ? answerRefusal(c, notFound())
      : c.json({ ticket_field: presentTicketField(world, field) });
  });
  app.post("/ticket_fields", requireRole("admin"), async (c) => {
    const body = await readBody(c, createBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const field = createField(world, body.ticket_field);
    if (isRefusal(field)) return answerRefusal(c, field);
    return c.json({ ticket_field: presentTicketField(world, field) }, 201);
  });
  app.put("/ticket_fields/:id{\\d+}", requireRole("admin"), async (c) => {
    const field = find(c.req.param("id"));
    if (field === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, updateBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { custom_field_options, ...rest } = body.ticket_field;
    const refused = valueTaken(world, custom_field_options ?? [], field);
    if (refused !== null) return answerRefusal(c, refused);
    Object.assign(field, rest, { updated_at: stampNow(world) });
    if (custom_field_options !== undefined) field.custom_field_options = withIds(world, custom_field_options, field);
    return c.json({ ticket_field: presentTicketField(world, field) });
  });
  app.delete("/ticket_fields/:id{\\d+}", requireRole("admin"), (c) => {
    const field = find(c.req.param("id"));
    if (field?.removable !== true) return answerRefusal(c, notFound());
    world.state.ticketFields.delete(field.id);
    return c.body(null, 204);
  });
  return app;
}

function createField(world: World, input: z.infer<typeof fieldInput>): TicketField | Refusal {
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
function valueTaken(world: World, options: readonly { value: string }[], own: TicketField | null): Refusal | null {
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

function withIds(world: World, options: readonly { name: string; value: string }[], field: TicketField): FieldOption[] {
  const known = new Map(field.custom_field_options.map((option) => [option.value, option.id]));
  return options.map(({ name, value }) => ({ id: known.get(value) ?? world.state.ids.next(), name, value }));
}
