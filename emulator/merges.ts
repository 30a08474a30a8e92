import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import { ticketEvents } from "./events.ts";
import { presentJob, queueJob } from "./jobs.ts";
import type { User } from "./records/people.ts";
import type { Ticket } from "./records/ticket.ts";
import { isRefusal, notFound } from "./refusal.ts";
import { addTags } from "./tags.ts";
import { updateTicket } from "./ticket-update.ts";
import { findTicket } from "./tickets.ts";
import { viaChannel } from "./via.ts";
import type { World } from "./world.ts";

const mergeBody = z.object({
  ids: z.array(z.coerce.number().int()).min(1),
  target_comment: z.string().optional(),
  source_comment: z.string().optional(),
  target_comment_is_public: z.boolean().default(false),
  source_comment_is_public: z.boolean().default(false),
});
type Merge = z.infer<typeof mergeBody>;

/**
 * POST /tickets/{target}/merge [OAS]: a job that closes the sources with a comment. The tag `closed_by_merge` and which
 * ticket is the `merged` event's subject (here: the source) are UNCONFIRMED (zendesk.md §1.4, §7.12).
 */
export function mergeRoutes(world: World): Api {
  const app: Api = new Hono();
  app.post("/tickets/:id{\\d+}/merge", requireRole("agent"), async (c) => {
    const target = findTicket(world, c.req.param("id"));
    if (target === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, mergeBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const actor = c.get("user");
    const job = queueJob(
      world,
      "Ticket Merge",
      body.ids.map((id) => () => mergeOne(world, target, id, body, actor)),
    );
    return isRefusal(job) ? answerRefusal(c, job) : c.json({ job_status: presentJob(world, job) });
  });
  return app;
}

function mergeOne(world: World, target: Ticket, id: number, merge: Merge, actor: User): object {
  const source = findTicket(world, String(id));
  if (source === undefined || source.facts.status === "closed" || source === target) {
    return { id, action: "update", success: false, error: "TicketMergeFailed", details: "The ticket cannot be merged" };
  }
  const via = viaChannel("merge");
  const note = (body: string, isPublic: boolean) => ({ body, public: isPublic });
  updateTicket(world, source, {
    input: {
      comment: note(
        merge.source_comment ??
          `This request was closed and merged into request #${target.id} "${target.facts.subject}".`,
        merge.source_comment_is_public,
      ),
    },
    actor,
    via,
    facts: { status: "closed", tags: addTags(source.facts.tags, ["closed_by_merge"]) },
  });
  updateTicket(world, target, {
    input: {
      comment: note(
        merge.target_comment ??
          `Request #${source.id} "${source.facts.subject}" was closed and merged into this request.`,
        merge.target_comment_is_public,
      ),
    },
    actor,
    via,
  });
  world.publish(
    ticketEvents(world, source, actor, [{ type: "merged", event: { target_ticket_id: String(target.id) } }]),
  );
  return { id, action: "update", status: "Updated", success: true };
}
