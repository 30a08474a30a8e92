import type { Facts, Ticket as Record } from "../../emulator/records/ticket.ts";
import type { Terms } from "../../src/account/deps.ts";
import { decide } from "../../src/core/decide.ts";
import type { Answer } from "../../src/core/decision.ts";
import { organizationId, ticketId, userId } from "../../src/core/id.ts";
import { plan } from "../../src/core/plan.ts";
import type { Channel } from "../../src/core/policy.ts";
import { ownTags } from "../../src/core/tags.ts";
import type { Change, Ticket } from "../../src/core/ticket.ts";
import { type Instant, parseInstant } from "../../src/core/time.ts";
import type { SimulatedHelpdesk } from "./helpdesk.ts";
import type { TicketLedger } from "./ledger.ts";
import type { Stage } from "./stage.ts";

/** The terms that are in force at the account on Zendesk. */
export const termsOnZendesk = ({ terms, mapping }: Pick<Stage, "terms" | "mapping">): Terms =>
  mapping?.of("zendesk").inForce?.terms ?? terms.value;

/** What a ticket should say, by the helpdesk's own records, the people's own account and the latest terms. */
export interface Truth {
  readonly answer: Answer;
  /** What would still have to change. Nothing, when the ticket is right. */
  readonly changes: readonly Change[];
}

/**
 * Works a ticket's truth out from the emulator's memory, past its API, Tierline's adapter, its database and its memory
 * of what it wrote. Only the core's pure functions are shared with the system: they have tests of their own.
 * @returns `null` when nothing can be written to the ticket any more
 */
export function truthOf(helpdesk: SimulatedHelpdesk, told: TicketLedger, terms: Terms): Truth | null {
  const record = helpdesk.ticket(told.id);
  if (record.deleted || record.facts.status === "closed") return null;
  const shown = shownTicket(helpdesk, record);
  const own = new Set(ownTags(terms.policy));
  const untouched: Ticket = {
    ...shown,
    priority: null,
    tags: shown.tags.filter((tag) => !own.has(tag) && !SEVERITY_OPTION.test(tag)),
    fields: { severity: told.choice, due: null, dueDate: null, summary: null },
  };
  const decision = decide(untouched, mappingOf(shown, terms), terms.policy, null, shown.createdAt);
  if (decision.kind === "leave") return null;
  const notes = new Set(decision.notes.map(({ note }) => note));
  return { answer: decision, changes: plan(decision, shown, notes) };
}

export const SEVERITY_OPTION = /^tierline_severity_[1-4]$/;

function mappingOf({ organization, requester }: Ticket, { contracts }: Terms) {
  const ofOrganization = contracts.filter(
    (row) => organization !== null && row.externalId !== null && row.externalId === organization.externalId,
  );
  const domain = requester?.email?.split("@")[1] ?? "";
  return {
    override: null,
    contracts: ofOrganization,
    handleContracts: [],
    domainContracts: contracts.filter((row) => row.domains.includes(domain)),
  };
}

const CHANNELS: Readonly<{ [channel: string]: Channel }> = { email: "email", chat: "chat", voice: "phone" };

function shownTicket(helpdesk: SimulatedHelpdesk, { id, createdAt, updatedAt, facts, metrics, via }: Record): Ticket {
  const { state } = helpdesk.emulator;
  const text = (title: string) => textIn(facts, helpdesk.field(title));
  const severity = helpdesk.severityOf(facts);
  const requester = state.users.get(facts.requester_id);
  const organization = facts.organization_id === null ? undefined : state.organizations.get(facts.organization_id);
  return {
    id: present(ticketId(id)),
    createdAt: wholeSecond(createdAt),
    updatedAt: wholeSecond(updatedAt),
    status: facts.status,
    merged: false,
    subject: facts.subject,
    formId: String(facts.ticket_form_id),
    groupId: facts.group_id === null ? null : String(facts.group_id),
    channel: CHANNELS[via.channel] ?? null,
    priority: facts.priority,
    tags: facts.tags,
    requester: { id: userId(facts.requester_id), email: requester?.email ?? null },
    organization:
      organization === undefined
        ? null
        : {
            id: present(organizationId(organization.id)),
            externalId: organization.external_id,
            name: organization.name,
            supportTier: textOf(organization.organization_fields["support_tier"]),
          },
    fields: {
      severity: severity === 1 || severity === 2 || severity === 3 || severity === 4 ? severity : null,
      due: text("First response due"),
      dueDate: text("First response due date"),
      summary: text("Support summary"),
    },
    task: facts.type === "task" ? { dueAt: parseInstant(facts.due_at ?? "") } : null,
    firstReply: metrics.repliedAt === null ? null : { at: wholeSecond(metrics.repliedAt), precision: "second" },
  };
}

/** Time stamps of the API count whole seconds. */
const wholeSecond = (at: number): Instant => (Math.floor(at / 1000) * 1000) as Instant;
const textIn = ({ custom }: Facts, field: number): string | null => textOf(custom.get(field));
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("the emulator's ids are numbers");
  return value;
}
