import type { TicketAnswer } from "../api/ticket-answer.ts";
import type { Decision } from "../core/decision.ts";
import { explain, explainTitle } from "../core/explain.ts";
import type { TicketId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import { formatInstant } from "../core/time.ts";
import type { RecordedDecision } from "../desk/decisions.ts";
import { type Drawing, drawn } from "./decided.ts";

/** What is known of a ticket, drawn: its newest decision, or that there is none. */
export function ticketAnswer(ticketId: TicketId, record: RecordedDecision | null, drawing: Drawing): TicketAnswer {
  const { policy, mode } = drawing;
  const now = formatInstant(drawing.now);
  if (record === null || !speaksOf(record.decision, policy)) return { ...UNKNOWN, ticketId, now, mode };
  const { decision, written } = record;
  const decidedAt = formatInstant(record.decidedAt);
  if (decision.kind === "answer") {
    return { ...drawn(decision, drawing), state: "answered", ticketId, decidedAt, written };
  }
  const [title, steps] = [explainTitle(decision, policy), [...explain(decision, policy)]];
  return { state: "left", ticketId, now, mode, decidedAt, title, steps };
}

/** A new policy may not have the tiers of a decision any more; the ticket is being looked at again. */
const speaksOf = (decision: Decision, { tiers }: Policy): boolean =>
  decision.kind === "leave" || (tiers.has(decision.tier) && tiers.has(decision.servedAs));

const UNKNOWN = {
  state: "unknown",
  words: "Tierline has not worked this ticket out yet.",
  mend: "That takes a few seconds after a change. If it stays so, an administrator should look at Tierline's health page.",
} as const;
