import type { Answer } from "./decision.ts";
import type { NoteKind } from "./policy.ts";
import type { Change, Ticket } from "./ticket.ts";
import { formatInstant, type Instant, parseInstant } from "./time.ts";

/**
 * The smallest set of changes that makes the ticket say what was decided, as far as it has a place for it; empty when it
 * already does.
 * @param notesWritten the kinds of note known to stand in the ticket already: each is written once, ever
 * @param why the decision's steps, for a helpdesk that shows them on the ticket
 */
export function plan(
  decision: Answer,
  ticket: Ticket,
  notesWritten: ReadonlySet<NoteKind>,
  why: () => string = () => "",
): readonly Change[] {
  const lacks = new Set(ticket.lacks);
  return [
    ...fields(decision, ticket),
    ...steps(why, ticket),
    ...taskDue(decision, ticket),
    ...tags(decision, ticket),
    ...group(decision, ticket),
    ...notes(decision, notesWritten),
  ].filter(({ kind }) => !lacks.has(kind));
}

function* fields({ priority, severity, due, dueDate, summary }: Answer, ticket: Ticket): Iterable<Change> {
  if (ticket.priority !== priority) yield { kind: "set_priority", priority };
  const { severity: chosen, severityShown: shown = chosen } = ticket.fields;
  if (shown !== severity) yield { kind: "set_severity", severity };
  if (ticket.fields.due !== (due === null ? null : formatInstant(due))) yield { kind: "set_due", due };
  if (ticket.fields.dueDate !== dueDate) yield { kind: "set_due_date", date: dueDate };
  if (ticket.fields.summary !== summary) yield { kind: "set_summary", text: summary };
}

function* steps(why: () => string, { fields }: Ticket): Iterable<Change> {
  if (fields.why === undefined) return;
  const text = why();
  if (fields.why !== text) yield { kind: "set_why", text };
}

/** A task's due date is ours while it is empty or holds what our own field holds; any other was set by a person. */
function* taskDue({ due }: Answer, { task, fields }: Ticket): Iterable<Change> {
  if (task === null || sameSecond(task.dueAt, due)) return;
  const ours = task.dueAt === null || sameSecond(task.dueAt, fields.due === null ? null : parseInstant(fields.due));
  if (ours) yield { kind: "set_task_due", due };
}

/** The helpdesk keeps a task's due date in whole seconds. */
function sameSecond(a: Instant | null, b: Instant | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.floor(a / 1000) === Math.floor(b / 1000);
}

/** Tags outside our closed set are somebody else's, whatever they begin with. */
function* tags(decision: Answer, ticket: Ticket): Iterable<Change> {
  const present = new Set(ticket.tags);
  const wanted = new Set(decision.tags);
  const own = new Set(decision.ownTags);
  const add = decision.tags.filter((tag) => !present.has(tag));
  const remove = [...present].filter((tag) => own.has(tag) && !wanted.has(tag)).sort();
  if (add.length > 0 || remove.length > 0) yield { kind: "set_tags", add, remove };
}

/** Only a ticket that nobody has routed yet. */
function* group({ groupId }: Answer, ticket: Ticket): Iterable<Change> {
  if (groupId !== null && ticket.groupId === null) yield { kind: "set_group", groupId };
}

function* notes(decision: Answer, written: ReadonlySet<NoteKind>): Iterable<Change> {
  for (const { note, body } of decision.notes) {
    if (!written.has(note)) yield { kind: "add_note", note, body };
  }
}
