import { createHash } from "node:crypto";
import * as z from "zod";

const eventSchema = z.object({
  subject: z.string(),
  detail: z.object({ actor_id: z.coerce.number().optional(), updated_at: z.string() }),
});

/** One webhook request, as its sender saw it. */
export interface Delivery {
  /** SHA-256 of the body, hex. */
  readonly digest: string;
  readonly ticketId: number | null;
  /** The audit that the event tells of. */
  readonly auditId: number | null;
  readonly actorId: number | null;
  /** When it left, by `performance.now()`. */
  readonly at: number;
  /** The answer's status; `null` while there is none, or for good when the connection broke. */
  status: number | null;
}

/** One change of a ticket, as the helpdesk's history has it. */
export interface Audit {
  readonly id: number;
  readonly author_id: number;
  /** RFC 3339, whole seconds. */
  readonly created_at: string;
}

/**
 * The sender's own record of every webhook and of what was answered: what Tierline has promised to keep. The emulator
 * sends through {@link Ledger.fetch}.
 */
export class Ledger {
  readonly deliveries: Delivery[] = [];
  /** By whom each different event is. */
  readonly #actors = new Map<string, number | null>();
  /** Sent, and neither answered nor broken off yet. */
  readonly unanswered = new Set<Delivery>();
  #sent = Promise.withResolvers<void>();
  readonly #audits: (ticketId: number) => readonly Audit[];

  /** @param audits the history of a ticket, oldest first */
  constructor(audits: (ticketId: number) => readonly Audit[]) {
    this.#audits = audits;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const delivery = this.#read(String(init?.body ?? ""));
    this.deliveries.push(delivery);
    this.#actors.set(delivery.digest, delivery.actorId);
    this.unanswered.add(delivery);
    this.#sent.resolve();
    this.#sent = Promise.withResolvers<void>();
    try {
      const response = await globalThis.fetch(input, init);
      delivery.status = response.status;
      return response;
    } finally {
      this.unanswered.delete(delivery);
    }
  };

  /** Resolves as the next delivery leaves. */
  nextSent(): Promise<void> {
    return this.#sent.promise;
  }

  /** Different events by anybody but `integrationId`: a duplicate counts once. */
  eventsNotBy(integrationId: number): number {
    let events = 0;
    for (const actorId of this.#actors.values()) if (actorId !== integrationId) events += 1;
    return events;
  }

  /** The digests of what was answered with 2xx. */
  acknowledged(): ReadonlySet<string> {
    return new Set(this.deliveries.filter(isAcknowledged).map(({ digest }) => digest));
  }

  /** The audits of which at least one event was answered with 2xx. */
  acknowledgedAudits(): ReadonlySet<number> {
    return new Set(this.deliveries.filter(isAcknowledged).flatMap(({ auditId }) => auditId ?? []));
  }

  #read(body: string): Delivery {
    const { subject, detail } = eventSchema.parse(JSON.parse(body));
    const digest = createHash("sha256").update(body).digest("hex");
    const ticket = /^zen:ticket:(\d+)$/.exec(subject)?.[1];
    const ticketId = ticket === undefined ? null : Number(ticket);
    const actorId = detail.actor_id ?? null;
    const auditId = this.#auditOf(ticketId, actorId, detail.updated_at);
    return { digest, ticketId, auditId, actorId, at: performance.now(), status: null };
  }

  /** Of two changes by one person within a second, the first: the second is then not said to have been heard of. */
  #auditOf(ticketId: number | null, actorId: number | null, at: string): number | null {
    const audits = ticketId === null ? [] : this.#audits(ticketId);
    return audits.find(({ author_id, created_at }) => author_id === actorId && created_at === at)?.id ?? null;
  }
}

const isAcknowledged = ({ status }: Delivery): boolean => status !== null && status >= 200 && status < 300;
