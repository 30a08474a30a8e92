import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import type { Group } from "./records/people.ts";
import { isRefusal, notFound } from "./refusal.ts";
import { stampNow, type World } from "./world.ts";

/** [OAS GroupObject] */
export function presentGroup(world: World, group: Group): object {
  const { id, name, description, created_at } = group;
  return {
    url: `${world.origin}/api/v2/groups/${id}.json`,
    id,
    name,
    description,
    is_public: true,
    default: group.default,
    deleted: false,
    created_at,
    updated_at: created_at,
  };
}

const groupBody = z.object({ group: z.object({ name: z.string().min(1), description: z.string().default("") }) });

export function groupRoutes(world: World): Api {
  const app: Api = new Hono();
  app.get("/groups", (c) => {
    const groups = [...world.state.groups.values()].map((group) => presentGroup(world, group));
    return c.json({ groups, count: groups.length, next_page: null, previous_page: null });
  });
  app.get("/groups/:id{\\d+}", (c) => {
    const group = world.state.groups.get(Number(c.req.param("id")));
    return group === undefined ? answerRefusal(c, notFound()) : c.json({ group: presentGroup(world, group) });
  });
  app.post("/groups", requireRole("admin"), async (c) => {
    const body = await readBody(c, groupBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const group = { id: world.state.ids.next(), default: false, created_at: stampNow(world), ...body.group };
    world.state.groups.set(group.id, group);
    return c.json({ group: presentGroup(world, group) }, 201);
  });
  return app;
}
