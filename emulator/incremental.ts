import { Hono } from "hono";
import { type Api, answerRefusal, requireRole } from "./api.ts";
import type { Ticket } from "./records/ticket.ts";
import { badRequest, startTimeTooRecent } from "./refusal.ts";
import { presentTickets } from "./ticket-view.ts";
import type { World } from "./world.ts";

const MAX_PER_PAGE = 1000;
/** zendesk.md §2.6 [OAS]: what changed in the last minute is left out. */
const RECENT_S = 60;

interface Position {
  readonly seconds: number;
  readonly id: number;
}

/**
 * GET /incremental/tickets/cursor (zendesk.md §2.6): admins only; ordered by `generated_timestamp`, then id; deleted
 * tickets are included. The cursor has the form of the OAS's example, `base64("{seconds}.0||{id}|")`.
 */
export function incrementalRoutes(world: World): Api {
  const app: Api = new Hono();
  app.get("/incremental/tickets/cursor", requireRole("admin"), (c) => {
    const { cursor, start_time, per_page, include } = c.req.query();
    const from = readPosition(cursor, start_time);
    if (from === null) return answerRefusal(c, badRequest("start_time (epoch seconds) or cursor is required"));
    const horizon = Math.floor(world.now() / 1000) - RECENT_S;
    if (cursor === undefined && from.seconds > horizon) return answerRefusal(c, startTimeTooRecent());
    const size = Math.min(MAX_PER_PAGE, Math.max(1, Number(per_page ?? MAX_PER_PAGE)));
    const later = [...world.state.tickets.values()]
      .filter((ticket) => isAfter(positionOf(ticket), from) && positionOf(ticket).seconds < horizon)
      .sort((a, b) => (isAfter(positionOf(a), positionOf(b)) ? 1 : -1));
    const tickets = later.slice(0, size);
    const last = tickets.at(-1);
    const after = writeCursor(last === undefined ? from : positionOf(last));
    const shown = presentTickets(world, tickets, include);
    return c.json({
      tickets: shown.tickets,
      ...shown.sideLoads,
      after_cursor: after,
      after_url: `${world.origin}/api/v2/incremental/tickets/cursor.json?cursor=${encodeURIComponent(after)}`,
      before_cursor: null,
      before_url: null,
      end_of_stream: tickets.length === later.length,
    });
  });
  return app;
}

const positionOf = (ticket: Ticket): Position => ({ seconds: Math.floor(ticket.generatedAt / 1000), id: ticket.id });

const isAfter = (a: Position, b: Position): boolean =>
  a.seconds > b.seconds || (a.seconds === b.seconds && a.id > b.id);

const writeCursor = ({ seconds, id }: Position): string => btoa(`${seconds}.0||${id}|`);

function readPosition(cursor: string | undefined, startTime: string | undefined): Position | null {
  if (cursor !== undefined) {
    const [, seconds, id] = /^(\d+)\.0\|\|(\d+)\|$/.exec(decode(cursor)) ?? [];
    return seconds === undefined || id === undefined ? null : { seconds: Number(seconds), id: Number(id) };
  }
  // `start_time` itself is included: no ticket has the id 0.
  return startTime !== undefined && /^\d+$/.test(startTime) ? { seconds: Number(startTime), id: 0 } : null;
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
