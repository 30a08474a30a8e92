import type { TicketId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { Bulk, JobOutcome, JobsOutcome, Reading, ReadManyOutcome, Write } from "../desk/helpdesk.ts";
import type { ZendeskClient } from "./client.ts";
import type { Provisioned } from "./connection.ts";
import { factsAfter } from "./facts-after.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { someChanges, toUpdate } from "./from-core.ts";
import { jobStatusesSchema, startedJobSchema, toJobState } from "./jobs.ts";
import { toReading } from "./reading.ts";
import { showManySchema, ticketSchema } from "./schema.ts";
import { trouble } from "./trouble.ts";

/** `show_many` and `update_many` take as many (`zendesk.md` §2.4). */
const PER_CALL = 100;
/** An account may have 30 queued or running (`zendesk.md` §2.4): a third stays for agents' bulk edits and other programs. */
const MOST_JOBS = 20;
/** A hundred tickets with long descriptions, and their people. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface BulkWiring {
  readonly client: ZendeskClient;
  readonly provisioned: Provisioned;
  readonly fingerprint: Fingerprint;
  readonly now: () => Instant;
}

/**
 * Zendesk's calls for many tickets at once.
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-many-tickets
 */
export function createBulk(wiring: BulkWiring): Bulk {
  const { client, provisioned, fingerprint, now } = wiring;

  async function readMany(ids: readonly TicketId[]): Promise<ReadManyOutcome> {
    const outcome = await client.call({
      method: "GET",
      path: `/api/v2/tickets/show_many.json?ids=${ids.join(",")}&include=users,organizations,metric_sets`,
      endpoint: "/api/v2/tickets/show_many",
      answer: showManySchema,
      maxBytes: MAX_BYTES,
    });
    if (outcome.kind !== "ok") return trouble(outcome);
    const { tickets, ...beside } = outcome.value;
    const readings = new Map<TicketId, Reading>();
    for (const row of tickets) {
      const ticket = ticketSchema.safeParse(row).data;
      if (ticket === undefined) continue;
      const read = await toReading({ ticket, ...beside }, wiring, outcome.date ?? now());
      if (read.kind === "read") readings.set(read.reading.ticket.id, read.reading);
    }
    return { kind: "read", readings };
  }

  /** In the batch form, each ticket with a stamp of its own. Whether it counts as updates is unknown: a refusal would say so. */
  async function writeMany(writes: readonly Write[]): Promise<JobOutcome> {
    const updates = writes.map(({ basis, changes }) => ({ basis, changes: someChanges(changes) }));
    const outcome = await client.call({
      method: "PUT",
      path: "/api/v2/tickets/update_many.json",
      endpoint: "/api/v2/tickets/update_many",
      json: {
        tickets: updates.map(({ basis, changes }) => ({
          id: Number(basis.ticket.id),
          ...toUpdate(basis, changes, provisioned).ticket,
        })),
      },
      answer: startedJobSchema,
      ownLimit: true,
    });
    switch (outcome.kind) {
      case "ok":
        break;
      case "ambiguous":
        return outcome;
      case "unprocessable":
        return { kind: "refused", detail: outcome.detail };
      case "not_found":
      case "conflict":
        return { kind: "refused", detail: `Zendesk answered ${outcome.kind} to an update of many tickets` };
      default:
        return trouble(outcome);
    }
    const fingerprints = new Map<TicketId, string>();
    for (const { basis, changes } of updates) {
      const facts = factsAfter(basis, changes, provisioned);
      fingerprints.set(basis.ticket.id, await fingerprint(facts, basis.ticket.firstReply?.at ?? null));
    }
    return { kind: "started", job: outcome.value.job_status.id, fingerprints };
  }

  async function jobs(ids: readonly string[]): Promise<JobsOutcome> {
    const outcome = await client.call({
      method: "GET",
      path: `/api/v2/job_statuses/show_many.json?ids=${ids.join(",")}`,
      endpoint: "/api/v2/job_statuses/show_many",
      answer: jobStatusesSchema,
    });
    if (outcome.kind === "not_found") return { kind: "known", jobs: new Map(), at: null };
    if (outcome.kind !== "ok") return trouble(outcome);
    const known = outcome.value.job_statuses.map((status) => [status.id, toJobState(status)] as const);
    return { kind: "known", jobs: new Map(known), at: outcome.date };
  }

  return { perCall: PER_CALL, mostJobs: MOST_JOBS, readMany, writeMany, jobs };
}
