import type { Instant } from "../core/time.ts";
import type { Provisioned } from "./connection.ts";
import type { UpdatedTicket } from "./schema.ts";

/** The properties that are read; what an answer leaves out counts as empty. */
type Facts = Omit<UpdatedTicket["ticket"], "updated_at">;

/**
 * A short name for what a decision is made from: every part of a ticket whose change a subscribed webhook tells of
 * (`webhook.ts`). Status, assignee and group are left out, so an agent's daily work doesn't change it, and it is finer
 * than `updated_at`, which counts whole seconds. A hash: nothing of the ticket can be read from it.
 */
export async function fingerprint(facts: Facts, firstReplyAt: Instant | null, provisioned: Provisioned): Promise<string> {
  const { severity, due, dueDate, summary } = provisioned.fields;
  const field = ({ id }: { readonly id: string }): unknown =>
    facts.custom_fields?.find((one) => one.id === id)?.value ?? "";
  const text = JSON.stringify([
    facts.requester_id ?? "",
    facts.organization_id ?? "",
    facts.priority ?? "",
    [severity, due, dueDate, summary].map(field),
    [...(facts.tags ?? [])].sort(),
    facts.ticket_form_id ?? "",
    facts.subject ?? "",
    facts.type?.toLowerCase() === "task",
    firstReplyAt ?? "",
  ]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest.subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
