import { isOpen, localDateOf, nextOpen } from "./business-time.ts";
import { type Calendar, holidayOn } from "./calendar.ts";
import { firstResponse } from "./clock.ts";
import { termsOf } from "./coverage.ts";
import type { Answer, Coverage, Decision, FirstResponse, Reason } from "./decision.ts";
import { type Promised, promised } from "./due.ts";
import { entitlementOf } from "./entitlement.ts";
import { requestOf } from "./matcher.ts";
import type { Mapping } from "./organization.ts";
import { NOTE_KINDS, type Policy, type Route, type Tier } from "./policy.ts";
import { severityOf } from "./severity.ts";
import { summaryOf } from "./summary.ts";
import { ownTags, tagsFor } from "./tags.ts";
import type { Memory, Ticket } from "./ticket.ts";
import type { Instant } from "./time.ts";
import { localDateIn } from "./wall-time.ts";

/**
 * What a ticket should say, and why: the whole of what Tierline knows of support, in one pure function.
 *
 * Deciding again about a ticket that says what was decided gives the same answer, at any later time; only the standing
 * of the first response moves.
 * @param mapping what is known of the ticket's organization and requester, of whatever dates
 * @param memory what was last written to this ticket, `null` when nothing was: tells a person's hand from ours
 */
export function decide(
  ticket: Ticket,
  mapping: Mapping,
  policy: Policy,
  memory: Memory | null,
  now: Instant,
): Decision {
  const untouchable = whyLeave(ticket);
  if (untouchable.length > 0) return { kind: "leave", ticketId: ticket.id, reasons: untouchable };

  const own = ownTags(policy);
  const request = requestOf(ticket, new Set(own));
  const arrived = ticket.createdAt;

  // What did the customer buy, and on which terms is this request served?
  const entitlement = entitlementOf(ticket, mapping, policy);
  const { tier } = entitlement;
  const { servedAs, coverage, reasons: terms } = termsOf(entitlement, ticket, request, policy);
  // How bad is it?
  const choice = severityOf(ticket, request, policy, memory);
  const { severity } = choice;
  // When is the first response due? Never, where no support is owed.
  const owed = coverage === "covered" ? servedAs.targets[severity] : null;
  const promise = owed === null ? null : promised(servedAs, severity, arrived, policy);
  const due = promise?.due ?? null;
  const standing = firstResponse(due, owed?.strict ?? false, ticket.firstReply, now);
  const retroactive = isRetroactive(due, standing, memory, now);

  const route = routeOf(coverage, servedAs);
  const inHours = isOpen(servedAs.calendar, arrived);
  const reasons: readonly Reason[] = [
    ...entitlement.reasons,
    ...terms,
    choice.reason,
    arrivalOf(servedAs.calendar, arrived, inHours),
    ...(owed === null ? [] : [{ kind: "target", words: owed.words, severity, tier: servedAs.name } as const]),
    ...(owed === null ? [] : promiseReasons(promise, servedAs)),
    ...(due !== null && retroactive ? [{ kind: "retroactive", due } as const] : []),
  ];
  return {
    kind: "answer",
    ticketId: ticket.id,
    policyVersion: policy.version,
    arrived,
    tier: tier.name,
    servedAs: servedAs.name,
    severity,
    severityByHand: choice.byHand,
    priority: policy.severities[severity].priority,
    coverage,
    route,
    groupId: policy.groups[route],
    inHours,
    target: owed,
    aim: promise?.aim ?? null,
    due,
    dueDate: due === null ? null : localDateIn(policy.zone, due),
    retroactive,
    firstResponse: standing,
    tags: tagsFor({ tier: tier.name, severity, route, inHours, reasons }),
    ownTags: own,
    summary: summaryOf({ tier, servedAs, severity, target: owed, due, reasons }, policy),
    notes: notesFor(reasons, policy),
    reasons,
  };
}

/** What to keep once a plan is written: tells an agent's hand from ours the next time. */
export function remember({ severity, priority, severityByHand, due, retroactive }: Answer): Memory {
  return { severity, priority, severityByHand, due, retroactive };
}

/** A closed ticket takes no changes; a merged one lives on in another; nobody waits for an answer to a program's. */
function whyLeave(ticket: Ticket): readonly Reason[] {
  return [
    ...(ticket.merged ? [{ kind: "merged" } as const] : []),
    ...(ticket.automated ? [{ kind: "automated" } as const] : []),
    ...(ticket.status === "closed" ? [{ kind: "closed" } as const] : []),
  ];
}

/**
 * A due date that was already past, and not kept, when it was first set: nobody could have met it as it stood, so it is
 * marked rather than counted as a silent breach. Stays what it was for as long as the due date does.
 */
function isRetroactive(due: Instant | null, standing: FirstResponse, memory: Memory | null, now: Instant): boolean {
  if (due === null) return false;
  if (memory?.due === due) return memory.retroactive;
  return due <= now && standing.kind !== "met";
}

function routeOf(coverage: Coverage, servedAs: Tier): Route {
  if (coverage !== "covered") return "account_team";
  return servedAs.priorityRouting ? "priority" : "standard";
}

function arrivalOf(calendar: Calendar, arrived: Instant, inHours: boolean): Reason {
  const { zone } = calendar.definition;
  if (inHours) return { kind: "in_hours", arrived, zone };
  const holiday = holidayOn(calendar, localDateOf(calendar, arrived));
  return { kind: "out_of_hours", arrived, opens: nextOpen(calendar, arrived), holiday, zone };
}

function promiseReasons(promise: Promised | null, servedAs: Tier): readonly Reason[] {
  if (promise === null) return [{ kind: "never_open", zone: servedAs.calendar.definition.zone }];
  const { aim, due, skipped, target } = promise;
  return [
    ...(skipped.length > 0 ? [{ kind: "dates_skipped", dates: skipped } as const] : []),
    { kind: "aim", at: aim },
    { kind: "due", at: due, strict: target.strict },
  ];
}

/** The notes that the policy asks for, of the situations this ticket is in. */
function notesFor(reasons: readonly Reason[], policy: Policy): Answer["notes"] {
  const kinds = new Set<string>(reasons.map(({ kind }) => kind));
  return NOTE_KINDS.filter((note) => kinds.has(note)).flatMap((note) => {
    const body = policy.notes.get(note);
    return body === undefined ? [] : [{ note, body }];
  });
}
