import type { FactChange } from "./changes.ts";
import type { AuditEvent, Comment, Facts } from "./records/ticket.ts";
import type { State } from "./state.ts";

/** zendesk.md §2.1 [OAS]: `{type:"Change", field_name, value, previous_value}`; a custom field goes by its id. */
export function changeEvents(state: State, before: Facts, after: Facts, changes: readonly FactChange[]): AuditEvent[] {
  return changes.map((change) => changeEvent(state.ids.next(), before, after, change));
}

function changeEvent(id: number, before: Facts, after: Facts, change: FactChange): AuditEvent {
  switch (change.kind) {
    case "field":
      return {
        id,
        type: "Change",
        field_name: change.name,
        value: auditValue(change.current),
        previous_value: auditValue(change.previous),
      };
    case "custom":
      return {
        id,
        type: "Change",
        field_name: String(change.fieldId),
        value: change.current,
        previous_value: change.previous,
      };
    case "set":
      return {
        id,
        type: "Change",
        field_name: change.name,
        value: after[change.name],
        previous_value: before[change.name],
      };
  }
}

/** The first audit of a ticket lists what it was created with [OAS TicketUpdateResponseExample: `type:"Create"`]. */
export function createEvents(state: State, facts: Facts): AuditEvent[] {
  const { custom: _custom, follower_ids: _followers, email_cc_ids: _ccs, tags, ...fields } = facts;
  const created = Object.entries({ ...fields, ...(tags.length > 0 ? { tags } : {}) })
    .filter(([, value]) => value !== null)
    .map(([field_name, value]) => ({ field_name, value: Array.isArray(value) ? value : auditValue(value) }));
  return created.map((entry) => ({ id: state.ids.next(), type: "Create", ...entry }));
}

export function commentEvent(comment: Comment): AuditEvent {
  const { id, body, html_body, author_id, audit_id } = comment;
  return {
    id,
    type: "Comment",
    author_id,
    body,
    html_body,
    plain_body: body,
    public: comment.public,
    attachments: [],
    audit_id,
  };
}

/** Audits carry ids as texts, as in recorded audits (assumption; OAS allows text and integer). */
function auditValue(value: unknown): string | null {
  return value === null ? null : String(value);
}
