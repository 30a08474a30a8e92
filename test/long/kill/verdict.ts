import { CUSTOMERS } from "./customers.ts";
import type { OnDisk } from "./desk-file.ts";
import { priorityOf, type Told } from "./staff.ts";
import type { Stage } from "./stage.ts";
import type { Truth, Witness } from "./truth.ts";

/** What can be wrong in the end. */
export const FAULTS = [
  "lost",
  "wrong",
  "note doubled",
  "note missing",
  "foreign tag lost",
  "agent edit lost",
  "rate window broken",
  "not on disk",
  "left over",
  "parked",
  "crashed",
] as const;

export interface Finding {
  readonly fault: (typeof FAULTS)[number];
  readonly ticketId: number | null;
  readonly detail: string;
}

/** Where the contract and nobody else says how severe a request is. */
const DEFAULT_SEVERITY = 3;
/** Tickets read back at the same time. */
const READERS = 8;

/** The tickets of which the helpdesk has lost the last thing that a person did: their last event found no server. */
export function unheard(stage: Stage): readonly Told[] {
  const heard = stage.ledger.acknowledgedAudits();
  return [...stage.staff.tickets.values()].filter((told) => {
    const last = stage.audits(told.id).findLast(({ author_id }) => author_id !== stage.integrationId);
    return last === undefined || !heard.has(last.id);
  });
}

/** Judges the tickets of which the last thing that a person did was acknowledged. */
export async function judgeTickets(stage: Stage, witness: Witness): Promise<readonly Finding[]> {
  const leftOut = new Set(unheard(stage));
  const queue = stage.staff.tickets.values();
  const findings: Finding[] = [];
  const reader = async (): Promise<void> => {
    for (const told of queue) if (!leftOut.has(told)) findings.push(...judge(told, await witness.read(told.id)));
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return findings;
}

function judge(told: Told, truth: Truth): readonly Finding[] {
  const found = (fault: Finding["fault"], detail: string): Finding => ({ fault, ticketId: told.id, detail });
  return [...judgeState(told, truth, found), ...judgePeople(told, truth, found), ...judgeNotes(truth, found)];
}

type Report = (fault: Finding["fault"], detail: string) => Finding;

function* judgeState(told: Told, { ticket, changes }: Truth, found: Report): Iterable<Finding> {
  const tiers = ticket.tags.filter((tag) => tag.startsWith("sla_tier_"));
  if (tiers.length === 0) {
    yield found("lost", "nothing was ever written to it");
    return;
  }
  const tier = `sla_tier_${CUSTOMERS[told.customer].tier}`;
  if (tiers.join() !== tier) yield found("wrong", `it carries ${tiers.join(" ")}, its contract says ${tier}`);
  if (changes.length > 0) yield found("wrong", `it still needs ${JSON.stringify(changes)}`);
}

function* judgePeople(told: Told, { ticket }: Truth, found: Report): Iterable<Finding> {
  for (const tag of told.tags) if (!ticket.tags.includes(tag)) yield found("foreign tag lost", tag);
  const organization = CUSTOMERS[told.customer].name;
  if (ticket.organization?.name !== organization) {
    yield found("agent edit lost", `it belongs to ${ticket.organization?.name}, not to ${organization}`);
  }
  const severity = told.severity ?? DEFAULT_SEVERITY;
  const { priority, fields } = ticket;
  if (priority === priorityOf(severity) && fields.severity === severity) return;
  const fault = told.severity === null ? "wrong" : "agent edit lost";
  yield found(fault, `severity ${fields.severity}, priority ${priority}; by ${told.hand} it is ${severity}`);
}

function* judgeNotes({ decision, notes }: Truth, found: Report): Iterable<Finding> {
  for (const note of new Set(notes)) {
    const times = notes.filter((other) => other === note).length;
    if (times > 1) yield found("note doubled", `${note} stands in it ${times} times`);
  }
  for (const { note } of decision.notes) if (!notes.includes(note)) yield found("note missing", note);
}

/** Judges what the server left on disk, once it has stopped. */
export function judgeDisk({ ledger, tierline }: Stage, disk: OnDisk): readonly Finding[] {
  const found = (fault: Finding["fault"], detail: string): Finding => ({ fault, ticketId: null, detail });
  const missing = [...ledger.acknowledged()].filter((digest) => !disk.digests.has(digest));
  const crashed = tierline.outcomes.get("crashed") ?? 0;
  return [
    ...missing.map((digest) => found("not on disk", `the acknowledged event ${digest}`)),
    ...disk.work.map((ticketId) => found("left over", `ticket ${ticketId} still waits for a look`)),
    ...disk.parked.map((what) => found("parked", what)),
    ...(crashed > 0 ? [found("crashed", `${crashed} looks ended in an exception`)] : []),
  ];
}
