import * as z from "zod";
import { ticketId } from "../core/id.ts";
import { TICKET_STATUSES } from "../core/ticket.ts";
import { after, type Instant, instant, minutes, seconds } from "../core/time.ts";
import type { ChangedOutcome, ChangedTicket, ChangesFrom } from "../desk/helpdesk.ts";
import type { ZendeskClient } from "./client.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { CallOutcome } from "./outcome.ts";
import { idSchema, metricSetSchema, ticketSchema } from "./schema.ts";
import { firstReplyOf } from "./to-core.ts";

/** What changed within the last minute isn't exported yet (`zendesk.md` §2.6). */
const HOLE = minutes(-1);
/** And who asks for it is refused; a little more, for clocks that differ. */
const YOUNGEST_START = seconds(-90);
const PER_PAGE = 250;
/** An account that sends a thousand tickets whatever was asked for must not stop the sweep for ever. */
const MAX_BYTES = 24 * 1024 * 1024;

const exportSchema = z.object({
  tickets: z.array(z.unknown()),
  metric_sets: z.array(metricSetSchema).nullish(),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean(),
});
type Export = z.infer<typeof exportSchema>;

/** What the adapter of an account has, for this one question. */
export interface ExportWiring {
  readonly client: ZendeskClient;
  readonly fingerprint: Fingerprint;
  readonly now: () => Instant;
}

/** A page was read, or why not: a failed call, or a place in the export that leads nowhere. */
export type ExportOutcome =
  | Extract<ChangedOutcome, { kind: "changed" | "lost" }>
  | Exclude<CallOutcome<never>, { kind: "ok" }>;

/**
 * One page of the incremental export by cursor: ten calls a minute are allowed, to administrators only.
 * https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/
 */
export async function changedTickets(wiring: ExportWiring, from: ChangesFrom): Promise<ExportOutcome> {
  const { client, now } = wiring;
  const outcome = await client.call({
    method: "GET",
    path: `/api/v2/incremental/tickets/cursor.json?per_page=${PER_PAGE}&include=metric_sets&${position(from, now())}`,
    endpoint: "/api/v2/incremental/tickets/cursor",
    answer: exportSchema,
    maxBytes: MAX_BYTES,
    ownLimit: true,
  });
  if (outcome.kind === "unprocessable" && from.kind === "cursor") return { kind: "lost", detail: outcome.detail };
  if (outcome.kind !== "ok") return outcome;
  const { tickets, after_cursor, end_of_stream } = outcome.value;
  const next = end_of_stream ? null : (after_cursor ?? "");
  // Seen in the wild: the same place for ever (zendesk_api_client_rb#168).
  if (next === "" || (from.kind === "cursor" && next === from.cursor)) {
    return { kind: "lost", detail: "Zendesk's export goes round in a circle" };
  }
  const changed = await Promise.all(tickets.map((row) => toChanged(row, outcome.value, wiring)));
  // Zendesk's clock says what is in; ours only when it is behind, which costs an overlap and no ticket.
  const answeredAt = instant(Math.min(outcome.date ?? now(), now()));
  return { kind: "changed", tickets: changed.filter((one) => one !== null), next, upTo: after(answeredAt, HOLE) };
}

function position(from: ChangesFrom, now: Instant): string {
  if (from.kind === "cursor") return `cursor=${encodeURIComponent(from.cursor)}`;
  return `start_time=${Math.floor(Math.min(from.at, after(now, YOUNGEST_START)) / 1000)}`;
}

const rowSchema = z.object({ id: idSchema });

/** A row that can't be understood stands for a ticket to look at: one odd ticket must not hide all others. */
async function toChanged(row: unknown, { metric_sets }: Export, wiring: ExportWiring): Promise<ChangedTicket | null> {
  const id = ticketId(rowSchema.safeParse(row).data?.id ?? "");
  if (id === null) return null;
  const parsed = ticketSchema.safeParse(row);
  if (!parsed.success) {
    return { ticketId: id, changedAt: wiring.now(), finished: false, solved: false, fingerprint: "unreadable" };
  }
  const ticket = parsed.data;
  const status = TICKET_STATUSES.find((known) => known === ticket.status.toLowerCase());
  return {
    ticketId: id,
    changedAt: ticket.updated_at,
    finished: status === undefined || status === "closed",
    solved: status === "solved",
    fingerprint: await wiring.fingerprint(ticket, firstReplyOf({ ticket, metric_sets })?.at ?? null),
  };
}
