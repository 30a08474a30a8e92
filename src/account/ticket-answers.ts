import type { PolicyInForce } from "../admin/policy-in-force.ts";
import { type Drawing, drawn } from "../answer/decided.ts";
import { type ShownDecision, showDecision } from "../answer/decision-view.ts";
import { imagine } from "../answer/imagined.ts";
import { ticketAnswer } from "../answer/ticket-answer.ts";
import type { TicketAnswer, WhatIfAnswer } from "../api/ticket-answer.ts";
import type { WhatIfRequest } from "../api/what-if.ts";
import type { TicketId } from "../core/id.ts";
import type { Contract } from "../core/organization.ts";
import { ok, type Result } from "../core/result.ts";
import { type Instant, parseInstant } from "../core/time.ts";
import { localDateIn } from "../core/wall-time.ts";
import { contractOf } from "../desk/contract-of.ts";
import { listDecisions, type RecordedDecision } from "../desk/decisions.ts";
import { findKnownTicket } from "../desk/known-ticket.ts";
import { findMapping } from "../desk/mapping.ts";
import { readWriting } from "../desk/mode.ts";
import type { Sql } from "../desk/sql.ts";
import type { OperatorFailure } from "./answers.ts";
import type { Source } from "./source.ts";

export interface TicketAnswersDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly inForce: PolicyInForce;
  readonly source: Source;
}

/** What an account says of its tickets. */
export class TicketAnswers {
  readonly #deps: TicketAnswersDeps;

  constructor(deps: TicketAnswersDeps) {
    this.#deps = deps;
  }

  decisions(ticketId: TicketId | null, limit: number): readonly ShownDecision[] {
    const { sql, now, inForce } = this.#deps;
    return listDecisions(sql, ticketId, limit).map((record) => showDecision(record, inForce.policy, now()));
  }

  /** What Tierline says of a ticket, with all that a browser needs to draw it. */
  of(ticketId: TicketId): TicketAnswer {
    const { sql, inForce } = this.#deps;
    const record = newestDecision(sql, ticketId);
    const decision = record?.decision ?? null;
    const contract =
      decision?.kind === "answer"
        ? contractOf(sql, decision, localDateIn(inForce.policy.zone, decision.arrived))
        : null;
    return ticketAnswer(ticketId, record, this.#drawing(contract));
  }

  /** The same for a ticket that doesn't exist. */
  whatIf(request: WhatIfRequest): Result<WhatIfAnswer, OperatorFailure> {
    const { sql, now, inForce } = this.#deps;
    const at = request.at === undefined ? now() : (parseInstant(request.at) ?? now());
    const imagined = imagine(request, { at, now: now() }, inForce.policy, (ticket) => findMapping(sql, ticket));
    if (!imagined.ok) return imagined;
    const { answer, contract } = imagined.value;
    return ok({ ...drawn(answer, this.#drawing(contract), at), state: "imagined" });
  }

  #drawing(contract: Contract | null): Drawing {
    const { sql, now, inForce, source } = this.#deps;
    const { policy } = inForce;
    return { policy, contract, severityFieldId: source.severityFieldId, mode: readWriting(sql).mode, now: now() };
  }
}

/** A ticket that was found closed without a look has no decision that says so. */
function newestDecision(sql: Sql, ticketId: TicketId): RecordedDecision | null {
  const [record = null] = listDecisions(sql, ticketId, 1);
  if (record === null || !findKnownTicket(sql, ticketId)?.finished || record.decision.kind === "leave") return record;
  return { ...record, decision: { kind: "leave", ticketId, reasons: [{ kind: "closed" }] } };
}
