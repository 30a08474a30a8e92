import type { Instant } from "../core/time.ts";
import type { Hashing } from "../http/hashing.ts";
import type { Provisioned } from "./connection.ts";
import type { UpdatedTicket } from "./schema.ts";

/** The properties that are read; what an answer leaves out counts as empty. */
export type Facts = Omit<UpdatedTicket["ticket"], "updated_at">;

/** Names a ticket by what a decision is made from. */
export type Fingerprint = (facts: Facts, firstReplyAt: Instant | null) => Promise<string>;

/**
 * A fingerprint is made of every part of a ticket whose change a subscribed webhook tells of (`webhook.ts`). Status,
 * assignee and group are left out, so an agent's daily work doesn't change it, and it is finer than `updated_at`, which
 * counts whole seconds. A hash: nothing of the ticket can be read from it.
 */
export function createFingerprint({ fields }: Provisioned, hashing: Hashing): Fingerprint {
  const ours = [fields.severity.id, fields.due.id, fields.dueDate.id, fields.summary.id];
  return async (facts, firstReplyAt) => {
    const entered = (id: string): unknown => facts.custom_fields?.find((one) => one.id === id)?.value ?? "";
    const text = JSON.stringify([
      facts.requester_id ?? "",
      facts.organization_id ?? "",
      facts.priority ?? "",
      ours.map(entered),
      [...(facts.tags ?? [])].sort(),
      facts.ticket_form_id ?? "",
      facts.subject ?? "",
      facts.type?.toLowerCase() === "task",
      firstReplyAt ?? "",
    ]);
    return (await hashing.sha256(new TextEncoder().encode(text))).slice(0, 24);
  };
}
