import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { page } from "./paging.ts";
import type { FieldOption } from "./records/field.ts";
import { isRefusal, notFound, type Refusal } from "./refusal.ts";
import { stampNow, type World } from "./world.ts";

/** What may be said of any custom field. */
export const fieldInput = z.object({
  title: z.string().min(1),
  description: z.string().optional(),
  position: z.number().optional(),
  active: z.boolean().optional(),
  regexp_for_validation: z.string().nullish(),
  tag: z.string().nullish(),
  custom_field_options: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});
export type GivenOption = Pick<FieldOption, "name" | "value">;

interface Field {
  readonly id: number;
  custom_field_options: FieldOption[];
}

/** Custom fields of tickets, or of organizations. */
export interface FieldKind<One extends Field, Input, Change> {
  /** As the API names one; the plural names their list. */
  readonly name: "ticket_field" | "organization_field";
  /** How one is named in a path. */
  readonly id: ":id" | ":id{\\d+}";
  readonly all: () => Map<number, One>;
  readonly find: (id: string) => One | undefined;
  readonly show: (field: One) => object;
  readonly createBody: z.ZodType<Input>;
  readonly updateBody: z.ZodType<Change>;
  readonly create: (input: Input) => One | Refusal;
  /** The options that a field is given, or why it can't have them. */
  readonly options: (field: One, given: readonly GivenOption[]) => FieldOption[] | Refusal;
  /** Whether it can be deleted. */
  readonly removable: (field: One) => boolean;
}

/** The endpoints of custom fields: zendesk.md §4 [OAS]. */
export function fieldRoutes<
  One extends Field,
  Input,
  Change extends { readonly custom_field_options?: readonly GivenOption[] | undefined },
>(world: World, kind: FieldKind<One, Input, Change>): Api {
  const { name, all, find, show } = kind;
  const app: Api = new Hono();
  const one = `/${name}s/${kind.id}`;
  app.get(`/${name}s`, (c) => c.json(page(c, world, `${name}s`, [...all().values()], show)));
  app.get(one, (c) => {
    const field = find(c.req.param("id") ?? "");
    return field === undefined ? answerRefusal(c, notFound()) : c.json({ [name]: show(field) });
  });
  app.post(`/${name}s`, requireRole("admin"), async (c) => {
    const input = await readBody(c, kind.createBody);
    if (isRefusal(input)) return answerRefusal(c, input);
    const field = kind.create(input);
    return isRefusal(field) ? answerRefusal(c, field) : c.json({ [name]: show(field) }, 201);
  });
  app.put(one, requireRole("admin"), async (c) => {
    const field = find(c.req.param("id") ?? "");
    if (field === undefined) return answerRefusal(c, notFound());
    const change = await readBody(c, kind.updateBody);
    if (isRefusal(change)) return answerRefusal(c, change);
    const { custom_field_options: given, ...rest } = change;
    const options = given === undefined ? field.custom_field_options : kind.options(field, given);
    if (isRefusal(options)) return answerRefusal(c, options);
    Object.assign(field, rest, { custom_field_options: options, updated_at: stampNow(world) });
    return c.json({ [name]: show(field) });
  });
  app.delete(one, requireRole("admin"), (c) => {
    const field = find(c.req.param("id") ?? "");
    if (field === undefined || !kind.removable(field)) return answerRefusal(c, notFound());
    all().delete(field.id);
    return c.body(null, 204);
  });
  return app;
}

export function presentOption(option: FieldOption): object {
  return { ...option, raw_name: option.name, default: false };
}
