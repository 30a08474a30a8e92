import { Hono } from "hono";
import * as z from "zod";
import { type Api, type ApiContext, answerRefusal, readBody, requireRole } from "./api.ts";
import type { Ticket } from "./records/ticket.ts";
import { conflict, isRefusal, notFound } from "./refusal.ts";
import { addTags, normaliseTags, removeTags } from "./tags.ts";
import { isStale, updateTicket } from "./ticket-update.ts";
import { findTicket } from "./tickets.ts";
import { viaChannel } from "./via.ts";
import type { World } from "./world.ts";

const tagBody = z.object({
  tags: z.union([z.string(), z.array(z.string())]),
  safe_update: z.unknown().optional(),
  updated_stamp: z.string().optional(),
});

/** zendesk.md §2.3 [OAS][OFF]: PUT adds, POST sets, DELETE removes; PUT and DELETE know `safe_update` (§2.2). */
export function tagRoutes(world: World): Api {
  const app: Api = new Hono();
  const path = "/tickets/:id{\\d+}/tags";
  app.use(path, requireRole("agent"));
  app.get(path, (c) => {
    const ticket = findTicket(world, c.req.param("id"));
    return ticket === undefined ? answerRefusal(c, notFound()) : c.json({ tags: ticket.facts.tags });
  });
  app.put(path, (c) => change(world, c, 200, (ticket, given) => addTags(ticket.facts.tags, given)));
  app.post(path, (c) => change(world, c, 201, (_ticket, given) => given));
  // [OAS] documents 204 without a body for DELETE; zendesk.md §2.3 keeps to it.
  app.delete(path, (c) => change(world, c, 204, (ticket, given) => removeTags(ticket.facts.tags, given)));
  return app;
}

async function change(
  world: World,
  c: ApiContext,
  status: 200 | 201 | 204,
  next: (ticket: Ticket, given: string[]) => string[],
): Promise<Response> {
  const ticket = findTicket(world, c.req.param("id"));
  if (ticket === undefined) return answerRefusal(c, notFound());
  const body = await readBody(c, tagBody);
  if (isRefusal(body)) return answerRefusal(c, body);
  if (isStale(ticket, body)) return answerRefusal(c, conflict());
  const input = { tags: next(ticket, normaliseTags(body.tags)) };
  const audit = updateTicket(world, ticket, { input, actor: c.get("user"), via: viaChannel("api") });
  if (isRefusal(audit)) return answerRefusal(c, audit);
  return status === 204 ? c.body(null, 204) : c.json({ tags: ticket.facts.tags }, status);
}
