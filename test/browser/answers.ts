import { readTerms } from "../../cli/terms.ts";
import { drawn } from "../../src/answer/decided.ts";
import { ticketAnswer } from "../../src/answer/ticket-answer.ts";
import type { AnsweredTicket, TicketAnswer, WhatIfAnswer } from "../../src/api/ticket-answer.ts";
import { decide } from "../../src/core/decide.ts";
import type { Contract, Mapping } from "../../src/core/organization.ts";
import type { Severity } from "../../src/core/policy.ts";
import type { Memory, Ticket } from "../../src/core/ticket.ts";
import type { Instant } from "../../src/core/time.ts";
import type { Mode } from "../../src/desk/mode.ts";
import { aContract, aTicket, at, GROWTH, mapped, on, PRO, UNKNOWN } from "../support/given.ts";

// The states of the sidebar, as the server answers them: decided by the core under the shipped policy.

export const TICKET_ID = "5158";
export const SEVERITY_FIELD = "4711";

const terms = await readTerms({});
if (!terms.ok) throw new Error(terms.failure.message);
const { policy } = terms.value;

interface Story {
  readonly ticket?: Partial<Ticket>;
  readonly contract?: Contract | null;
  readonly mapping?: Mapping;
  readonly severity?: Severity;
  readonly memory?: Memory;
  /** When the agent looks. */
  readonly now: Instant;
  readonly mode?: Mode;
}

const CUSTOMER = aContract({
  name: "Aurora Games",
  end: on("2027-01-15"),
  csm: "Mira Okafor",
  namedContacts: ["ada@acme.example", "grace@acme.example"],
});

function told(story: Story): TicketAnswer {
  const ticket = ticketOf(story);
  const decision = decide(ticket, mappingOf(story), policy, story.memory ?? null, ticket.createdAt);
  return ticketAnswer(
    ticket.id,
    {
      ...{ ticketId: ticket.id, decision, decidedAt: ticket.createdAt },
      ...{ mode: story.mode ?? "live", written: story.mode !== "shadow", changes: [] },
    },
    drawing(story),
  );
}

export function answered(story: Story): AnsweredTicket {
  const answer = told(story);
  if (answer.state !== "answered") throw new Error(`expected an answer, not ${answer.state}`);
  return answer;
}

export function imagined(story: Story): WhatIfAnswer {
  const decision = decide(ticketOf(story), mappingOf(story), policy, null, story.now);
  if (decision.kind !== "answer") throw new Error("an imagined ticket is open");
  return { ...drawn(decision, drawing(story)), state: "imagined" };
}

const ticketOf = ({ ticket, severity }: Story): Ticket =>
  aTicket({ fields: { ...aTicket().fields, severity: severity ?? null }, ...ticket });

const mappingOf = ({ mapping, contract = CUSTOMER }: Story): Mapping =>
  mapping ?? (contract === null ? UNKNOWN : mapped(contract));

const drawing = ({ contract = CUSTOMER, now, mode = "live" }: Story) => ({
  policy,
  contract,
  severityFieldId: SEVERITY_FIELD,
  mode,
  now,
});

const CHRISTMAS_EVE = at("2026-12-24 16:30");
const GROWN = { ...CUSTOMER, name: "Birch & Co", tier: GROWTH, csm: null, namedContacts: [] };

/** Arrived on Christmas Eve, due after four closed days. */
export const answeredOverChristmas = answered({
  ticket: { createdAt: CHRISTMAS_EVE },
  contract: { ...CUSTOMER, tier: PRO, csm: null, namedContacts: ["ada@acme.example"] },
  severity: 2,
  now: at("2026-12-24 17:05"),
});

/** Every state that the sidebar can be in with an answer, by a name that says which. */
export const STATES = {
  "on-track-over-christmas": answeredOverChristmas,
  "closed-now": answered({
    ticket: { createdAt: CHRISTMAS_EVE },
    contract: { ...CUSTOMER, tier: PRO, csm: null, namedContacts: ["ada@acme.example"] },
    severity: 2,
    now: at("2026-12-26 11:00"),
  }),
  "due-soon-after-the-aim": answered({ severity: 3, now: at("2026-11-03 16:40") }),
  "around-the-clock": answered({
    ticket: { createdAt: at("2026-11-07 23:10") },
    severity: 1,
    now: at("2026-11-07 23:21:18"),
  }),
  overdue: answered({ severity: 1, now: at("2026-11-03 13:12:40") }),
  met: answered({
    severity: 2,
    ticket: { firstReply: { at: at("2026-11-03 11:42"), precision: "minute" } },
    now: at("2026-11-03 15:00"),
  }),
  "met-late": answered({
    severity: 1,
    ticket: { firstReply: { at: at("2026-11-03 12:05"), precision: "minute" } },
    now: at("2026-11-03 15:00"),
  }),
  "not-covered": answered({ ticket: { tags: ["third_party"] }, now: at("2026-11-03 10:05") }),
  "sdk-not-included": answered({ contract: { ...CUSTOMER, sdk: false }, now: at("2026-11-03 10:05") }),
  "no-organization": answered({
    contract: null,
    ticket: { organization: null, requester: { id: null, email: "someone@nowhere.example" } },
    now: at("2026-11-03 10:05"),
  }),
  "everything-special": answered({
    contract: {
      ...CUSTOMER,
      onboarding: "pending",
      csm: null,
      end: on("2026-11-20"),
      namedContacts: ["grace@acme.example"],
    },
    ticket: { channel: "phone" },
    severity: 2,
    now: at("2026-11-04 09:30"),
    mode: "shadow",
  }),
  "a-long-walk": answered({
    contract: GROWN,
    ticket: { createdAt: at("2026-12-23 17:10") },
    now: at("2026-12-29 10:00"),
  }),
  closed: told({ ticket: { status: "closed" }, now: at("2026-11-20 10:00") }),
  "not-seen-yet": ticketAnswer(aTicket().id, null, drawing({ now: at("2026-11-03 10:00") })),
} as const satisfies Readonly<Record<string, TicketAnswer>>;

export type StateName = keyof typeof STATES;
