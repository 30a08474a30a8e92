import type { TicketId } from "../core/id.ts";
import type { NoteKind } from "../core/policy.ts";
import type { Change } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type {
  ChangedOutcome,
  ChangesFrom,
  Helpdesk,
  NoteOutcome,
  Reading,
  ReadOutcome,
  WebhookOutcome,
  WriteOutcome,
} from "../desk/helpdesk.ts";
import type { CallRecord } from "../http/call-record.ts";
import { type Hashing, webHashing } from "../http/hashing.ts";
import { createBulk } from "./bulk.ts";
import { changedTickets } from "./changed-tickets.ts";
import { createZendeskClient, type ZendeskClient } from "./client.ts";
import type { ZendeskConnection } from "./connection.ts";
import { createFingerprint } from "./fingerprint.ts";
import { marksNote, someChanges, toUpdate } from "./from-core.ts";
import { ignoredChanges } from "./ignored.ts";
import { latestInvocations } from "./invocations.ts";
import { toReading } from "./reading.ts";
import { auditsSchema, showTicketSchema, updatedTicketSchema } from "./schema.ts";
import { trouble } from "./trouble.ts";
import { showWebhook, webhookFaults } from "./webhook.ts";

export interface ZendeskWiring {
  readonly connection: ZendeskConnection;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Instant;
  readonly onCall?: (call: CallRecord) => void;
  /** WebCrypto unless the runtime has something better. */
  readonly hashing?: Hashing;
}

/** A ticket holds at most 5000 comments (`zendesk.md` §2.7), a page a hundred audits; twice that ends any walk. */
const MOST_AUDIT_PAGES = 100;

/** Zendesk as a Desk sees it. */
export function createZendesk({
  connection,
  hashing = webHashing,
  ...wiring
}: ZendeskWiring): Helpdesk & { readonly client: ZendeskClient } {
  const { provisioned, origin, credentials } = connection;
  const client = createZendeskClient({ origin, credentials, ...wiring });
  const fingerprint = createFingerprint(provisioned, hashing);

  async function read(id: TicketId): Promise<ReadOutcome> {
    const outcome = await client.call({
      method: "GET",
      path: `/api/v2/tickets/${id}.json?include=users,organizations,metric_sets`,
      endpoint: "/api/v2/tickets/{id}",
      answer: showTicketSchema,
    });
    if (outcome.kind === "not_found") return { kind: "gone" };
    if (outcome.kind !== "ok") return trouble(outcome);
    const read = await toReading(outcome.value, { provisioned, fingerprint }, outcome.date ?? wiring.now());
    return read.kind === "incomplete" ? { kind: "unavailable", detail: read.detail } : read;
  }

  async function write(basis: Reading, changes: readonly Change[]): Promise<WriteOutcome> {
    const some = someChanges(changes);
    const { id } = basis.ticket;
    const outcome = await client.call({
      method: "PUT",
      path: `/api/v2/tickets/${id}.json`,
      endpoint: "/api/v2/tickets/{id}",
      json: toUpdate(basis, some, provisioned),
      answer: updatedTicketSchema,
      updates: id,
    });
    switch (outcome.kind) {
      case "ok": {
        const { updated_at: updatedAt } = outcome.value.ticket;
        const ignored = ignoredChanges(some, outcome.value, provisioned);
        const firstReplyAt = basis.ticket.firstReply?.at ?? null;
        const written = { updatedAt, fingerprint: await fingerprint(outcome.value.ticket, firstReplyAt) };
        if (ignored.length > 0) return { kind: "ignored", detail: ignored.join("; "), ...written };
        return { kind: "written", ...written };
      }
      case "conflict":
      case "ambiguous":
        return outcome;
      case "not_found":
        return { kind: "gone" };
      case "unprocessable":
        return isClosed(outcome.problem.fields) ? { kind: "closed" } : { kind: "refused", detail: outcome.detail };
      default:
        return trouble(outcome);
    }
  }

  async function hasNote(id: TicketId, note: NoteKind): Promise<NoteOutcome> {
    let cursor: string | null = null;
    for (let page = 0; page < MOST_AUDIT_PAGES; page++) {
      const after: string = cursor === null ? "" : `&page[after]=${encodeURIComponent(cursor)}`;
      const outcome = await client.call({
        method: "GET",
        path: `/api/v2/tickets/${id}/audits.json?page[size]=100${after}`,
        endpoint: "/api/v2/tickets/{id}/audits",
        answer: auditsSchema,
      });
      if (outcome.kind === "not_found") return { kind: "gone" };
      if (outcome.kind !== "ok") return trouble(outcome);
      const { audits, meta } = outcome.value;
      if (audits.some(({ metadata }) => marksNote(metadata?.custom, note))) return { kind: "known", written: true };
      const next = meta?.has_more ? (meta.after_cursor ?? null) : null;
      if (next === null) return { kind: "known", written: false };
      if (next === cursor) return { kind: "unavailable", detail: "Zendesk's audit pages go round in a circle" };
      cursor = next;
    }
    return { kind: "unavailable", detail: `the ticket has more than ${MOST_AUDIT_PAGES} pages of audits` };
  }

  async function changed(from: ChangesFrom): Promise<ChangedOutcome> {
    const outcome = await changedTickets({ client, fingerprint, now: wiring.now }, from);
    return outcome.kind === "changed" || outcome.kind === "lost" ? outcome : trouble(outcome);
  }

  async function webhook(): Promise<WebhookOutcome> {
    const { id } = provisioned.webhook;
    const found = await client.call(showWebhook(id));
    if (found.kind === "not_found") return { kind: "known", faults: ["was deleted"], failed: 0 };
    if (found.kind !== "ok") return trouble(found);
    // Whether its address is ours is doctor's to say: a Desk doesn't know its own.
    const faults = webhookFaults(found.value, found.value.endpoint);
    const invocations = await client.call(latestInvocations(id));
    return { kind: "known", faults, failed: invocations.kind === "ok" ? invocations.value.failed.length : 0 };
  }

  const bulk = createBulk({ client, provisioned, fingerprint, now: wiring.now });
  return { read, write, hasNote, changed, webhook, bulk, client };
}

/** `{"details":{"status":[{"description":"Status closed prevents ticket update"}]}}` (`zendesk.md` §2.7) */
function isClosed(fields: ReadonlyMap<string, readonly string[]>): boolean {
  return fields.get("status")?.some((problem) => /closed prevents ticket update/i.test(problem)) ?? false;
}
