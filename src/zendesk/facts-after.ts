import { severityOption } from "../core/tags.ts";
import type { Reading } from "../desk/helpdesk.ts";
import type { Provisioned } from "./connection.ts";
import type { Facts } from "./fingerprint.ts";
import { type SomeChanges, tagsAfter, toUpdate } from "./from-core.ts";

const NO_TAGS = { add: [], remove: [] };

/**
 * What a fingerprint is made of, as the ticket will have it once `changes` are written. The end of a job doesn't show its
 * tickets: with this the sweep, which lists them anyway, sees whether everything took.
 */
export function factsAfter(basis: Reading, changes: SomeChanges, provisioned: Provisioned): Facts {
  const { ticket } = basis;
  const { fields } = provisioned;
  const update = toUpdate(basis, changes, provisioned).ticket;
  const { severity, due, dueDate, summary } = ticket.fields;
  const values = new Map([
    [fields.severity.id, severity === null ? null : severityOption(severity)],
    [fields.due.id, due],
    [fields.dueDate.id, dueDate],
    [fields.summary.id, summary],
  ]);
  for (const { id, value } of update.custom_fields ?? []) values.set(String(id), value);
  return {
    requester_id: ticket.requester?.id,
    organization_id: ticket.organization?.id,
    priority: update.priority ?? ticket.priority,
    custom_fields: [...values].map(([id, value]) => ({ id, value })),
    // The drop-down's own tag moves with the field, also where no other tag changes.
    tags: [...(update.tags ?? tagsAfter(ticket.tags, NO_TAGS, changes))],
    ticket_form_id: ticket.formId,
    subject: ticket.subject,
    type: ticket.task === null ? null : "task",
  };
}
