import type { Instant } from "../core/time.ts";
import type { Reading } from "../desk/helpdesk.ts";
import type { Provisioned } from "./connection.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { ShowTicket } from "./schema.ts";
import { toTicket } from "./to-core.ts";

export type ToReading =
  | { readonly kind: "read"; readonly reading: Reading }
  | { readonly kind: "gone" }
  | { readonly kind: "incomplete"; readonly detail: string };

interface ReadingWiring {
  readonly provisioned: Provisioned;
  readonly fingerprint: Fingerprint;
}

/** One ticket of an answer, whichever call it came by. `answeredAt` is Zendesk's clock. */
export async function toReading(
  shown: ShowTicket,
  { provisioned, fingerprint }: ReadingWiring,
  answeredAt: Instant,
): Promise<ToReading> {
  const read = toTicket(shown, provisioned);
  if (read.kind !== "ticket") return read;
  const { ticket } = read;
  // Without its requester, named contacts and e-mail domains would be judged on nothing.
  if (ticket.requester === null) return { kind: "incomplete", detail: "the ticket's users were not sent along" };
  return {
    kind: "read",
    reading: {
      ticket,
      stamp: ticket.updatedAt,
      settled: settled(ticket.updatedAt, answeredAt),
      fingerprint: await fingerprint(shown.ticket, ticket.firstReply?.at ?? null),
    },
  };
}

/**
 * `updated_at` counts whole seconds: until Zendesk's own clock has passed that second, another edit could still share
 * the stamp, and `safe_update` would not see it.
 */
function settled(updatedAt: Instant, answeredAt: Instant): boolean {
  return Math.floor(answeredAt / 1000) > Math.floor(updatedAt / 1000);
}
