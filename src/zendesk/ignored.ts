import { assertNever } from "../core/result.ts";
import { severityOption } from "../core/tags.ts";
import type { Change } from "../core/ticket.ts";
import { formatInstant } from "../core/time.ts";
import type { Provisioned } from "./connection.ts";
import type { UpdatedTicket } from "./schema.ts";
import { textOf } from "./to-core.ts";

/**
 * The changes that Zendesk accepted and did not make, in words for a person. It happens with an inactive field, a
 * `due_at` on a ticket that is no task, or a trigger that sets the value back at once (`reliability.md` §3, F5).
 * What the answer leaves out altogether can't be judged and counts as made.
 */
export function ignoredChanges(
  changes: readonly Change[],
  { ticket, audit }: UpdatedTicket,
  { fields }: Provisioned,
): readonly string[] {
  const differs = (name: string, sent: string | null, found: string | null) =>
    sent === found ? [] : [`${name} stayed ${found ?? "empty"}`];
  const field = (name: string, id: string, sent: string | null) => {
    if (!ticket.custom_fields) return [];
    const found = ticket.custom_fields.find((one) => one.id === id);
    return found === undefined ? [`${name} is not on the ticket`] : differs(name, sent, textOf(found.value));
  };

  return changes.flatMap((change): readonly string[] => {
    switch (change.kind) {
      case "set_priority":
        return ticket.priority === undefined ? [] : differs("priority", change.priority, ticket.priority);
      case "set_severity":
        return field("Support severity", fields.severity.id, severityOption(change.severity));
      case "set_due":
        return field("First response due", fields.due.id, change.due === null ? null : formatInstant(change.due));
      case "set_due_date":
        return field("First response due date", fields.dueDate.id, change.date);
      case "set_summary":
        return field("Support summary", fields.summary.id, change.text || null);
      case "set_why":
        return [];
      case "set_task_due":
        return ticket.due_at === undefined ? [] : differs("due_at", asText(change.due), asText(ticket.due_at));
      case "set_tags":
        return ignoredTags(change, ticket.tags);
      case "set_group":
        return ticket.group_id === undefined ? [] : differs("group", change.groupId, ticket.group_id);
      case "add_note":
        return audit?.events && !audit.events.some(({ type }) => type === "Comment") ? ["the internal note"] : [];
      default:
        return assertNever(change);
    }
  });
}

const asText = (at: Parameters<typeof formatInstant>[0] | null): string | null =>
  at === null ? null : formatInstant(at);

function ignoredTags(
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  tags: readonly string[] | null | undefined,
): readonly string[] {
  if (tags === undefined) return [];
  const found = new Set(tags);
  return [
    ...add.filter((tag) => !found.has(tag)).map((tag) => `tag ${tag} was not added`),
    ...remove.filter((tag) => found.has(tag)).map((tag) => `tag ${tag} was not removed`),
  ];
}
