import { decide } from "../core/decide.ts";
import type { Answer, Decision } from "../core/decision.ts";
import type { TicketId } from "../core/id.ts";
import { editedMapping, type MappingEdit } from "../core/mapping-edit.ts";
import type { Policy, Priority, Severity, TierName } from "../core/policy.ts";
import type { Ticket } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type { Facts } from "./facts.ts";
import { countFacts } from "./facts-rows.ts";
import { findKnownTicket } from "./known-ticket.ts";
import { findMapping } from "./mapping.ts";
import type { Sql } from "./sql.ts";

/** What is to be altered: rows of the mapping, the policy, or both. */
export interface Alteration {
  readonly edits: readonly MappingEdit[];
  readonly from: Policy;
  readonly to: Policy;
}

/** What a ticket is promised, as far as a person compares it. */
export interface Promised {
  readonly tier: TierName;
  readonly severity: Severity;
  readonly priority: Priority;
  readonly due: Instant | null;
}

/** One open ticket that would be decided otherwise. */
export interface Difference {
  readonly ticketId: TicketId;
  readonly organization: string | null;
  readonly before: Promised;
  readonly after: Promised;
  /** In time until now, and late at once when the change is applied. */
  readonly turnsLate: boolean;
}

export interface Preview {
  /** Open tickets that are known. */
  readonly open: number;
  /** Those that were decided twice, before and after. */
  readonly weighed: number;
  readonly differences: readonly Difference[];
}

/**
 * What an alteration would do to the open tickets, by the function that will do it. Nothing is asked of the helpdesk: a
 * ticket counts as it was when it was last looked at, and its events since bring it up to date anyway.
 */
export async function preview(sql: Sql, facts: Facts, alteration: Alteration, now: Instant): Promise<Preview> {
  const { edits, from, to } = alteration;
  const edited = editedMapping(edits);
  const tickets = from.version === to.version ? facts.touchedBy(edits) : facts.open();
  const differences: Difference[] = [];
  let weighed = 0;
  for await (const ticket of tickets) {
    weighed += 1;
    const memory = findKnownTicket(sql, ticket.id)?.memory ?? null;
    const mapping = findMapping(sql, ticket);
    const before = decide(ticket, mapping, from, memory, now);
    const after = decide(ticket, edited(mapping, ticket), to, memory, now);
    const difference = differenceOf(ticket, before, after);
    if (difference !== null) differences.push(difference);
  }
  return { open: countFacts(sql), weighed, differences };
}

function differenceOf(ticket: Ticket, before: Decision, after: Decision): Difference | null {
  if (before.kind === "leave" || after.kind === "leave") return null;
  if (saidOnTicket(before) === saidOnTicket(after)) return null;
  return {
    ticketId: ticket.id,
    organization: ticket.organization?.name ?? null,
    before: promiseOf(before),
    after: promiseOf(after),
    turnsLate: before.firstResponse.kind !== "overdue" && after.firstResponse.kind === "overdue",
  };
}

/** All that a write would put on the ticket. */
const saidOnTicket = ({ severity, priority, due, tags, summary, groupId }: Answer): string =>
  JSON.stringify([severity, priority, due, tags, summary, groupId]);

const promiseOf = ({ tier, severity, priority, due }: Answer): Promised => ({ tier, severity, priority, due });
