import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { presentJob, queueJob } from "./jobs.ts";
import type { User } from "./records/people.ts";
import type { Ticket } from "./records/ticket.ts";
import { badRequest, isRefusal, type Refusal } from "./refusal.ts";
import { stamp } from "./stamp.ts";
import { addTags, normaliseTags, removeTags } from "./tags.ts";
import { type BulkTicketInput, bulkTicketInput, type TicketInput, ticketInput } from "./ticket-input.ts";
import { updateTicket } from "./ticket-update.ts";
import { findTicket } from "./tickets.ts";
import { viaChannel } from "./via.ts";
import type { World } from "./world.ts";

const MAX_TICKETS = 100;

const bulkBody = z.object({ ticket: bulkTicketInput });
const batchBody = z.object({ tickets: z.array(ticketInput.extend({ id: z.coerce.number().int() })) });

interface Item {
  readonly id: number;
  readonly input: (ticket: Ticket) => TicketInput;
}

/**
 * PUT /tickets/update_many (zendesk.md §2.3, §2.4): bulk (`?ids=` and one `ticket`) or batch (`tickets`), at most 100,
 * as a job. "The system always performs safe updates": bulk against the stamp at queueing, batch against the stamps
 * that were sent along.
 */
export function updateManyRoutes(world: World): Api {
  const app: Api = new Hono();
  app.put("/tickets/update_many", requireRole("agent"), async (c) => {
    const ids = c.req.query("ids");
    const items =
      ids === undefined
        ? await readBatch(await readBody(c, batchBody))
        : bulkItems(world, ids, await readBody(c, bulkBody));
    if (isRefusal(items)) return answerRefusal(c, items);
    if (items.length > MAX_TICKETS)
      return answerRefusal(c, badRequest(`at most ${MAX_TICKETS} tickets can be updated at once`));
    const actor = c.get("user");
    const job = queueJob(
      world,
      "Bulk Update Ticket",
      items.map((item) => () => updateItem(world, item, actor)),
    );
    return isRefusal(job) ? answerRefusal(c, job) : c.json({ job_status: presentJob(world, job) });
  });
  return app;
}

function bulkItems(world: World, ids: string, body: z.infer<typeof bulkBody> | Refusal): Item[] | Refusal {
  if (isRefusal(body)) return body;
  return ids.split(",").map((id) => {
    const queuedAt = findTicket(world, id)?.updatedAt;
    const updated_stamp = queuedAt === undefined ? undefined : stamp(queuedAt);
    return {
      id: Number(id),
      input: (ticket) => ({ ...withTags(body.ticket, ticket), safe_update: true, updated_stamp }),
    };
  });
}

function withTags({ additional_tags, remove_tags, ...input }: BulkTicketInput, ticket: Ticket): TicketInput {
  if (additional_tags === undefined && remove_tags === undefined) return input;
  const added = addTags(ticket.facts.tags, normaliseTags(additional_tags ?? []));
  return { ...input, tags: removeTags(added, normaliseTags(remove_tags ?? [])) };
}

function readBatch(body: z.infer<typeof batchBody> | Refusal): Item[] | Refusal {
  if (isRefusal(body)) return body;
  // "If you give `safe_update` you must give `updated_stamp`" (zendesk.md §2.4).
  const bare = body.tickets.find((ticket) => ticket.safe_update !== undefined && ticket.updated_stamp === undefined);
  if (bare !== undefined) return badRequest(`ticket ${bare.id}: safe_update needs updated_stamp`);
  return body.tickets.map(({ id, ...input }) => ({ id, input: () => input }));
}

/** [OAS UpdateResourceResult, FailedResult]; the names of the errors are assumptions. */
function updateItem(world: World, item: Item, actor: User): object {
  const ticket = findTicket(world, String(item.id));
  const failed = (error: string, details: string) => ({
    id: item.id,
    action: "update",
    success: false,
    error,
    details,
  });
  if (ticket === undefined) return failed("TicketNotFound", "Ticket not found");
  const audit = updateTicket(world, ticket, { input: item.input(ticket), actor, via: viaChannel("api") });
  if (!isRefusal(audit)) return { id: item.id, action: "update", status: "Updated", success: true };
  const { error } = z.object({ error: z.string() }).parse(audit.body);
  return failed(error === "RecordInvalid" ? "TicketUpdateFailed" : error, JSON.stringify(audit.body));
}
