import type { NoteKind } from "../core/policy.ts";
import { assertNever } from "../core/result.ts";
import { severityOption } from "../core/tags.ts";
import type { Change } from "../core/ticket.ts";
import { formatInstant } from "../core/time.ts";
import type { Reading } from "../desk/helpdesk.ts";
import type { Provisioned } from "./connection.ts";
import { severityOfOption } from "./severity-option.ts";

/** An update with nothing in it can't be written down, so it can't be sent: every PUT costs budget and fires triggers. */
export type SomeChanges = readonly [Change, ...Change[]];

/** @throws RangeError when there is none: who asks for that has a bug */
export function someChanges([first, ...others]: readonly Change[]): SomeChanges {
  if (first === undefined) throw new RangeError("an empty list of changes must not become an update");
  return [first, ...others];
}

/** The body of `PUT /tickets/{id}`, and of one ticket in `PUT /tickets/update_many`. */
export interface TicketUpdate {
  readonly safe_update: true;
  readonly updated_stamp: string;
  priority?: string;
  custom_fields?: { readonly id: number; readonly value: string | null }[];
  tags?: readonly string[];
  due_at?: string | null;
  group_id?: number;
  comment?: { readonly public: false; readonly body: string };
  metadata?: { readonly tierline: { readonly note: string } };
}

/**
 * All changes as one update, refused by Zendesk when the ticket was updated since `basis` was read.
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-ticket
 */
export function toUpdate(
  { ticket, stamp }: Reading,
  changes: SomeChanges,
  { fields }: Provisioned,
): { readonly ticket: TicketUpdate } {
  const update: TicketUpdate = { safe_update: true, updated_stamp: formatInstant(stamp) };
  const setField = (id: string, value: string | null) => {
    update.custom_fields = [...(update.custom_fields ?? []), { id: Number(id), value }];
  };
  const notes: NoteKind[] = [];

  for (const change of changes) {
    switch (change.kind) {
      case "set_priority":
        update.priority = change.priority;
        break;
      case "set_severity":
        setField(fields.severity.id, severityOption(change.severity));
        break;
      case "set_due":
        setField(fields.due.id, change.due === null ? null : formatInstant(change.due));
        break;
      case "set_due_date":
        setField(fields.dueDate.id, change.date);
        break;
      case "set_summary":
        setField(fields.summary.id, change.text);
        break;
      case "set_why":
        // Agents read the steps in the app.
        break;
      case "set_task_due":
        update.due_at = change.due === null ? null : formatInstant(change.due);
        break;
      case "set_tags":
        update.tags = tagsAfter(ticket.tags, change, changes);
        break;
      case "set_group":
        update.group_id = Number(change.groupId);
        break;
      case "add_note":
        notes.push(change.note);
        // A ticket update carries one comment.
        update.comment = { public: false, body: [update.comment?.body, change.body].filter(Boolean).join("\n\n") };
        update.metadata = noteMarker(notes);
        break;
      default:
        assertNever(change);
    }
  }
  return { ticket: update };
}

/**
 * The whole list, since a PUT replaces all tags; `safe_update` is what keeps it from undoing somebody else's tag. The
 * severity drop-down's own tag moves with the field, or the two would contradict each other in one update.
 */
export function tagsAfter(
  current: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  changes: SomeChanges,
): readonly string[] {
  const tags = new Set(current);
  for (const tag of remove) tags.delete(tag);
  for (const tag of add) tags.add(tag);
  for (const change of changes) {
    if (change.kind !== "set_severity") continue;
    for (const tag of current) if (severityOfOption(tag) !== null) tags.delete(tag);
    tags.add(severityOption(change.severity));
  }
  return [...tags];
}

/** The mark by which a note is found again: it stays in the audit's metadata, out of the agents' sight. */
function noteMarker(notes: readonly NoteKind[]): { readonly tierline: { readonly note: string } } {
  return { tierline: { note: notes.join(" ") } };
}

/** Whether an audit's custom metadata carries the mark of this kind of note. */
export function marksNote(custom: unknown, note: NoteKind): boolean {
  const mark = property(property(custom, "tierline"), "note");
  return typeof mark === "string" && mark.split(" ").includes(note);
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : null;
}
