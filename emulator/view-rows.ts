import type { Ticket } from "./records/ticket.ts";
import type { Condition, View } from "./records/view.ts";
import { stamp } from "./stamp.ts";
import type { World } from "./world.ts";

const STATUS_ORDER = ["new", "open", "pending", "hold", "solved", "closed"];
const PRIORITY_ORDER = ["", "low", "normal", "high", "urgent"];

/** The tickets of a view, sorted. Closed tickets are only there when a condition asks for them. */
export function viewTickets(world: World, view: Pick<View, "conditions" | "sortBy" | "sortOrder">): Ticket[] {
  const { all, any } = view.conditions;
  const fits = (ticket: Ticket) =>
    !ticket.deleted &&
    all.every((condition) => holds(ticket, condition)) &&
    (any.length === 0 || any.some((condition) => holds(ticket, condition)));
  const direction = view.sortOrder === "asc" ? 1 : -1;
  return [...world.state.tickets.values()]
    .filter(fits)
    .sort((a, b) => direction * compare(sortKey(a, view.sortBy), sortKey(b, view.sortBy)) || a.id - b.id);
}

/** The operators of the conditions reference that views need: is, is_not, less_than, greater_than, includes, … */
function holds(ticket: Ticket, { field, operator, value }: Condition): boolean {
  if (field === "current_tags") {
    const tags = Array.isArray(value) ? value.map(String) : String(value ?? "").split(/[\s,]+/);
    const found = tags.some((tag) => ticket.facts.tags.includes(tag));
    return operator.startsWith("not") ? !found : found;
  }
  const actual = columnValue(ticket, field);
  const order = field === "priority" ? PRIORITY_ORDER : field === "status" ? STATUS_ORDER : null;
  const rank = (text: string) => (order === null ? text : order.indexOf(text));
  const wanted = String(value ?? "");
  switch (operator) {
    case "is":
    case "value":
      return actual === wanted;
    case "is_not":
      return actual !== wanted;
    case "less_than":
      return compare(rank(actual), rank(wanted)) < 0;
    case "less_than_equal":
      return compare(rank(actual), rank(wanted)) <= 0;
    case "greater_than":
      return compare(rank(actual), rank(wanted)) > 0;
    case "greater_than_equal":
      return compare(rank(actual), rank(wanted)) >= 0;
    case "present":
      return actual !== "";
    case "not_present":
      return actual === "";
    default:
      return false;
  }
}

/** The text of a column or condition field; a custom field goes by `custom_fields_{id}` or its bare id. */
export function columnValue(ticket: Ticket, column: string | number): string {
  const name = String(column);
  const customId = /^(?:custom_fields_|ticket_fields_)?(\d+)$/.exec(name)?.[1];
  if (customId !== undefined) return String(ticket.facts.custom.get(Number(customId)) ?? "");
  switch (name) {
    case "nice_id":
    case "id":
      return String(ticket.id);
    case "created":
    case "created_at":
      return stamp(ticket.createdAt);
    case "updated":
    case "updated_at":
      return stamp(ticket.updatedAt);
    case "description":
      return ticket.description;
    case "status":
    case "priority":
    case "type":
    case "subject":
    case "due_at":
    case "requester_id":
    case "assignee_id":
    case "organization_id":
    case "group_id":
      return String(ticket.facts[name] ?? "");
    case "due_date":
      return ticket.facts.due_at ?? "";
    case "requester":
    case "assignee":
    case "organization":
    case "group":
      return String(ticket.facts[`${name}_id`] ?? "");
    default:
      return "";
  }
}

function sortKey(ticket: Ticket, column: string): string | number {
  const value = columnValue(ticket, column);
  if (column === "priority") return PRIORITY_ORDER.indexOf(value);
  if (column === "status") return STATUS_ORDER.indexOf(value);
  return column === "nice_id" || column === "id" ? ticket.id : value;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
