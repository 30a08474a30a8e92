import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { page } from "./paging.ts";
import type { Condition, View } from "./records/view.ts";
import { isRefusal, notFound, type Refusal, recordInvalid } from "./refusal.ts";
import { presentTicket } from "./ticket-view.ts";
import { columnValue, viewTickets } from "./view-rows.ts";
import { stampNow, type World } from "./world.ts";

const condition = z.object({
  field: z.string(),
  operator: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]).default(null),
});
const conditions = z.array(condition);
const viewInput = z.object({
  title: z.string().min(1),
  description: z.string().nullish(),
  active: z.boolean().optional(),
  position: z.number().optional(),
  all: conditions.optional(),
  any: conditions.optional(),
  conditions: z.object({ all: conditions.default([]), any: conditions.default([]) }).optional(),
  output: z
    .object({
      columns: z.array(z.union([z.string(), z.number()])).optional(),
      sort_by: z.string().optional(),
      sort_order: z.enum(["asc", "desc"]).optional(),
    })
    .optional(),
});
const createBody = z.object({ view: viewInput });
const viewPatch = viewInput.partial();
type ViewPatch = z.infer<typeof viewPatch>;
const updateBody = z.object({ view: viewPatch });

/** zendesk.md §4 [OAS]: a view needs one `all` condition on one of these. */
const REQUIRED_FIELDS = ["status", "type", "group_id", "assignee_id", "requester_id"];

/** [OAS ViewObject] */
function presentView(world: World, view: View): object {
  const sort = { id: view.sortBy, title: view.sortBy, order: view.sortOrder };
  return {
    url: `${world.origin}/api/v2/views/${view.id}.json`,
    id: view.id,
    title: view.title,
    raw_title: view.title,
    description: view.description,
    active: view.active,
    position: view.position,
    default: false,
    conditions: view.conditions,
    execution: {
      columns: presentColumns(world, view),
      group: null,
      sort,
      sort_by: view.sortBy,
      sort_order: view.sortOrder,
    },
    restriction: null,
    created_at: view.created_at,
    updated_at: view.updated_at,
  };
}

function presentColumns(world: World, view: View): object[] {
  return view.columns.map((id) => ({ id, title: world.state.ticketFields.get(Number(id))?.title ?? String(id) }));
}

function draftView(before: View, input: ViewPatch): View | Refusal {
  const all: readonly Condition[] = input.conditions?.all ?? input.all ?? before.conditions.all;
  if (!all.some(({ field }) => REQUIRED_FIELDS.includes(field))) {
    return recordInvalid({
      base: [
        {
          description: `View must test for at least one of the following ticket properties in the ALL conditions: ${REQUIRED_FIELDS.join(", ")}`,
        },
      ],
    });
  }
  return {
    ...before,
    title: input.title ?? before.title,
    description: input.description === undefined ? before.description : input.description,
    active: input.active ?? before.active,
    position: input.position ?? before.position,
    conditions: { all, any: input.conditions?.any ?? input.any ?? before.conditions.any },
    columns: input.output?.columns ?? before.columns,
    sortBy: input.output?.sort_by ?? before.sortBy,
    sortOrder: input.output?.sort_order ?? before.sortOrder,
  };
}

export function viewRoutes(world: World): Api {
  const app: Api = new Hono();
  const find = (id: string) => world.state.views.get(Number(id));
  app.use("/views/*", requireRole("agent"));
  app.use("/views", requireRole("agent"));

  app.get("/views", (c) =>
    c.json(page(c, world, "views", [...world.state.views.values()], (view) => presentView(world, view))),
  );
  app.get("/views/:id{\\d+}", (c) => {
    const view = find(c.req.param("id"));
    return view === undefined ? answerRefusal(c, notFound()) : c.json({ view: presentView(world, view) });
  });
  app.post("/views", async (c) => {
    const body = await readBody(c, createBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const view = draftView(blankView(world), body.view);
    if (isRefusal(view)) return answerRefusal(c, view);
    world.state.views.set(view.id, view);
    // [OAS] 200, where every other creation answers 201.
    return c.json({ view: presentView(world, view) });
  });
  app.put("/views/:id{\\d+}", async (c) => {
    const before = find(c.req.param("id"));
    if (before === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, updateBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const view = draftView(before, body.view);
    if (isRefusal(view)) return answerRefusal(c, view);
    world.state.views.set(view.id, { ...view, updated_at: stampNow(world) });
    return c.json({ view: presentView(world, view) });
  });
  app.delete("/views/:id{\\d+}", (c) =>
    world.state.views.delete(Number(c.req.param("id"))) ? c.body(null, 204) : answerRefusal(c, notFound()),
  );
  app.get("/views/:id{\\d+}/tickets", (c) => {
    const view = find(c.req.param("id"));
    if (view === undefined) return answerRefusal(c, notFound());
    return c.json(page(c, world, "tickets", viewTickets(world, view), (ticket) => presentTicket(world, ticket)));
  });
  app.get("/views/:id{\\d+}/execute", (c) => {
    const view = find(c.req.param("id"));
    if (view === undefined) return answerRefusal(c, notFound());
    const rows = viewTickets(world, view).map((ticket) => ({
      ticket: presentTicket(world, ticket),
      ...Object.fromEntries(view.columns.map((column) => [String(column), columnValue(ticket, column)])),
    }));
    const shown = { id: view.id, url: `${world.origin}/api/v2/views/${view.id}.json` };
    return c.json({
      rows,
      columns: presentColumns(world, view),
      groups: [],
      view: shown,
      count: rows.length,
      next_page: null,
      previous_page: null,
    });
  });
  return app;
}

function blankView(world: World): View {
  return {
    id: world.state.ids.next(),
    title: "",
    description: null,
    active: true,
    position: world.state.views.size + 1,
    conditions: { all: [], any: [] },
    columns: ["status", "subject", "requester", "created"],
    sortBy: "created",
    sortOrder: "desc",
    created_at: stampNow(world),
    updated_at: stampNow(world),
  };
}
