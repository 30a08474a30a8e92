import { createHash } from "node:crypto";
import * as z from "zod";

const eventSchema = z.object({
  subject: z.string(),
  detail: z.object({ actor_id: z.coerce.number().optional() }),
});

/** One webhook request, as its sender saw it. */
export interface Delivery {
  /** SHA-256 of the body, hex. */
  readonly digest: string;
  readonly ticketId: number | null;
  /** The audit that the event tells of. */
  readonly auditId: number | null;
  readonly actorId: number | null;
  /** The answer's status; `null` while there is none, or for good when the connection broke. */
  status: number | null;
}

/**
 * The sender's own record of every webhook and of what was answered: what Tierline has promised to keep. The emulator
 * sends through {@link Ledger.fetch}, in the same turn as the change.
 */
export class Ledger {
  readonly deliveries: Delivery[] = [];
  /** Sent, and neither answered nor broken off yet. */
  readonly unanswered = new Set<Delivery>();
  /** Called as a delivery leaves. */
  onSend: () => void = () => undefined;
  readonly #latestAudit: (ticketId: number) => number | null;

  /** @param latestAudit the newest audit of a ticket */
  constructor(latestAudit: (ticketId: number) => number | null) {
    this.#latestAudit = latestAudit;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const delivery = this.#read(String(init?.body ?? ""));
    this.deliveries.push(delivery);
    this.unanswered.add(delivery);
    this.onSend();
    try {
      const response = await globalThis.fetch(input, init);
      delivery.status = response.status;
      return response;
    } finally {
      this.unanswered.delete(delivery);
    }
  };

  /** Different events by anybody but `integrationId`: a duplicate counts once. */
  eventsNotBy(integrationId: number): number {
    const digests = this.deliveries.filter(({ actorId }) => actorId !== integrationId).map(({ digest }) => digest);
    return new Set(digests).size;
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
    const auditId = ticketId === null ? null : this.#latestAudit(ticketId);
    return { digest, ticketId, auditId, actorId: detail.actor_id ?? null, status: null };
  }
}

const isAcknowledged = ({ status }: Delivery): boolean => status !== null && status >= 200 && status < 300;
