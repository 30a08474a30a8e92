import { Hono } from "hono";
import * as z from "zod";
import { type Api, type ApiContext, answerRefusal, readBody, readIds, requireRole } from "./api.ts";
import { presentComment } from "./comments.ts";
import { ticketEvents } from "./events.ts";
import { metricSet } from "./metrics.ts";
import { page } from "./paging.ts";
import type { Ticket } from "./records/ticket.ts";
import { isRefusal, notFound } from "./refusal.ts";
import { createTicket } from "./ticket-create.ts";
import { ticketInput } from "./ticket-input.ts";
import { touch, updateTicket } from "./ticket-update.ts";
import { presentTicket, presentTickets } from "./ticket-view.ts";
import { viaChannel } from "./via.ts";
import type { World } from "./world.ts";

const ticketBody = z.object({ ticket: ticketInput });

/** An agent in the workspace works on the `web`. */
const channelOf = (c: ApiContext): string => (c.get("session") ? "web" : "api");

/** A ticket that can still be read; deleted ones answer 404. */
export function findTicket(world: World, id: string | undefined): Ticket | undefined {
  const ticket = world.state.tickets.get(Number(id));
  return ticket?.deleted === true ? undefined : ticket;
}

export function ticketRoutes(world: World): Api {
  const app: Api = new Hono();
  app.use("/tickets/*", requireRole("agent"));
  app.use("/tickets", requireRole("agent"));

  app.get("/tickets", (c) => {
    const tickets = [...world.state.tickets.values()].filter((ticket) => !ticket.deleted);
    const { sideLoads } = presentTickets(world, tickets, c.req.query("include"));
    return c.json({ ...page(c, world, "tickets", tickets, (ticket) => presentTicket(world, ticket)), ...sideLoads });
  });
  app.get("/tickets/show_many", (c) => {
    const tickets = readIds(c.req.query("ids")).flatMap((id) => findTicket(world, String(id)) ?? []);
    const shown = presentTickets(world, tickets, c.req.query("include"));
    return c.json({
      tickets: shown.tickets,
      ...shown.sideLoads,
      count: tickets.length,
      next_page: null,
      previous_page: null,
    });
  });
  app.get("/tickets/:id{\\d+}", (c) => {
    const ticket = findTicket(world, c.req.param("id"));
    if (ticket === undefined) return answerRefusal(c, notFound());
    const shown = presentTickets(world, [ticket], c.req.query("include"));
    return c.json({ ticket: shown.tickets[0], ...shown.sideLoads });
  });
  app.post("/tickets", async (c) => {
    const body = await readBody(c, ticketBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const created = createTicket(world, body.ticket, c.get("user"), channelOf(c));
    if (isRefusal(created)) return answerRefusal(c, created);
    const location = `${world.origin}/api/v2/tickets/${created.ticket.id}.json`;
    return c.json({ ticket: presentTicket(world, created.ticket), audit: created.audit }, 201, { location });
  });
  app.put("/tickets/:id{\\d+}", async (c) => {
    const ticket = findTicket(world, c.req.param("id"));
    if (ticket === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, ticketBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const via = viaChannel(channelOf(c));
    const audit = updateTicket(world, ticket, { input: body.ticket, actor: c.get("user"), via });
    return isRefusal(audit) ? answerRefusal(c, audit) : c.json({ ticket: presentTicket(world, ticket), audit });
  });
  app.delete("/tickets/:id{\\d+}", (c) => setDeleted(world, c, true));
  app.put("/deleted_tickets/:id{\\d+}/restore", requireRole("agent"), (c) => setDeleted(world, c, false));

  app.get("/tickets/:id{\\d+}/comments", (c) => {
    const ticket = findTicket(world, c.req.param("id"));
    return ticket === undefined
      ? answerRefusal(c, notFound())
      : c.json(page(c, world, "comments", ticket.comments, presentComment));
  });
  app.get("/tickets/:id{\\d+}/audits", (c) => {
    const ticket = findTicket(world, c.req.param("id"));
    return ticket === undefined
      ? answerRefusal(c, notFound())
      : c.json(page(c, world, "audits", ticket.audits, (audit) => audit));
  });
  app.get("/tickets/:id{\\d+}/metrics", (c) => {
    const ticket = findTicket(world, c.req.param("id"));
    return ticket === undefined
      ? answerRefusal(c, notFound())
      : c.json({ ticket_metric: metricSet(ticket, world.origin) });
  });
  return app;
}

/** [OAS] DELETE is a soft delete (204), undone by `/deleted_tickets/{id}/restore`. */
function setDeleted(world: World, c: ApiContext, deleted: boolean): Response {
  const ticket = world.state.tickets.get(Number(c.req.param("id")));
  if (ticket === undefined || ticket.deleted === deleted) return answerRefusal(c, notFound());
  ticket.deleted = deleted;
  touch(world, ticket);
  world.publish(
    ticketEvents(world, ticket, c.get("user"), [{ type: deleted ? "soft_deleted" : "undeleted", event: {} }]),
  );
  return deleted ? c.body(null, 204) : c.json("", 200);
}
