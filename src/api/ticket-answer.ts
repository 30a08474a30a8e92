import * as z from "zod";
import {
  channel,
  instant,
  localDate,
  milliseconds,
  mode,
  openingWindow,
  priority,
  severityLevel,
  span,
} from "./shared.ts";

/**
 * `GET tickets/:id/answer` and `POST what-if`: everything that a browser needs to draw what Tierline says of a ticket,
 * without knowing the policy. All words are for people, and in the contract's own terms.
 */

const tier = z.object({ name: z.string(), title: z.string() });

/** Where something comes from: `kind` is one of the decision's reasons, `words` the sentence that says it. */
const origin = z.object({ kind: z.string(), words: z.string() });

const severityDefinition = z.object({
  level: severityLevel,
  title: z.string(),
  definition: z.string().describe("The contract's sentence."),
});

const severityChoice = severityDefinition.extend({
  promise: z.string().describe("What the terms in force promise at this severity, in the contract's words."),
  priority,
  option: z.string().describe("The severity field's value that an agent's own session sets to choose this one."),
});

const target = z.object({
  words: z.string().describe("The contract's words, e.g. 1 - 2 business days."),
  kind: z
    .enum(["elapsed", "business", "business_days"])
    .describe("Around the clock, in open time, or in business days."),
  strict: z.boolean().describe("Kept only before the due instant; otherwise at it, too."),
});

const firstResponse = z.object({
  kind: z.enum(["no_target", "on_track", "overdue", "met", "met_late"]).describe("As it stands `now`."),
  at: instant.nullable().describe("When it was given."),
  byMs: milliseconds.nullable().describe("How late it is, or was, around the clock."),
});

const stripDay = z.object({
  date: localDate,
  label: z.string().describe("e.g. Thu 24 Dec"),
  from: instant.describe("The local date's own bounds: 23 or 25 hours apart where the clocks change."),
  to: instant,
  windows: z.array(openingWindow).describe("Opening hours on the wall; empty when closed."),
  openSpans: z.array(span).describe("The same as instants."),
  holiday: z.string().nullable(),
  leftOutBefore: z
    .int()
    .nonnegative()
    .describe("Dates not shown between the one before and this: a long strip is shortened."),
});

const strip = z.object({
  days: z.array(stripDay).describe("The dates from the arrival's to the due's and today's, in order."),
});

const countdown = z.object({
  aroundTheClock: z.boolean().describe("Nights, weekends and holidays count."),
  leftMs: milliseconds.describe("Time that counts between `now` and due; 0 when it is past."),
  wholeMs: milliseconds.describe("Time that counts between the arrival and due."),
  openSpans: z
    .array(span)
    .describe("The time that counts between `now` and due: what is left at any later time is what is left of these."),
});

const NOTICE_KINDS = [
  "standard_support",
  "sdk_not_included",
  "not_covered",
  "contact_unlisted",
  "channel_not_included",
  "unmapped",
  "contract_ended",
  "contract_not_started",
  "tier_unknown",
  "organization_field_unknown",
  "retroactive",
  "never_open",
] as const;

const notice = z.object({
  kind: z.enum(NOTICE_KINDS),
  level: z.enum(["info", "warning"]),
  words: z.string(),
  mend: z.string().nullable().describe("What can be done about it, and by whom."),
});

const manager = z.object({ name: z.string().nullable(), inclusion: z.enum(["included", "optional", "not_included"]) });

const people = z.object({
  namedContacts: z.array(z.string()).describe("Their e-mail addresses."),
  namedContactsAllowed: z.int().nonnegative().describe("How many the tier's terms allow."),
  csm: manager,
  tam: manager,
});

const contract = z.object({
  organization: z.string(),
  start: localDate.nullable(),
  end: localDate.nullable().describe("The last day, inclusive."),
  onboarding: z.enum(["completed", "pending", "existing"]),
  sdk: z.boolean().describe("Whether the customer's applications include the SDK."),
});

const decided = z.object({
  now: instant.describe("The server's clock, for the browser to correct its own."),
  mode: mode.describe("shadow: nothing is written to tickets."),
  zone: z.string().describe("The contract's IANA zone: all wall times are on its wall."),
  hours: z.string().describe("The terms' support hours in words."),
  policyVersion: z.string(),
  tier: tier.extend({ from: origin }),
  servedAs: tier.nullable().describe("The tier whose terms apply, when they aren't those of the tier bought."),
  severity: severityDefinition.extend({
    from: origin,
    byHand: z.boolean().describe("A person chose it: it stays until a person chooses otherwise."),
  }),
  severities: z.array(severityChoice).describe("All four, the most severe first."),
  severityFieldId: z.string().nullable().describe("The custom ticket field that holds it; null while not connected."),
  priority,
  coverage: z.enum(["covered", "not_covered", "sdk_not_included"]),
  route: z.enum(["priority", "standard", "account_team"]),
  channels: z.array(channel).describe("The ways to contact support that the terms include."),
  arrived: instant,
  inHours: z.boolean().describe("Arrived within support hours."),
  target: target.nullable().describe("null when no first response is owed."),
  aim: instant.nullable().describe("What the team works towards: the lower bound of a range."),
  due: instant.nullable(),
  retroactive: z.boolean().describe("The due date was already past when it was first set."),
  firstResponse,
  strip: strip.nullable(),
  countdown: countdown.nullable().describe("null when no first response is awaited."),
  title: z.string().describe("The question that the steps answer."),
  steps: z.array(z.string()),
  summary: z.string().describe("One line."),
  customerText: z.string().nullable().describe("To copy to the customer; null when nothing can be promised."),
  notices: z.array(notice),
  contract: contract.nullable(),
  people,
});

const answered = decided.extend({
  state: z.literal("answered"),
  ticketId: z.string(),
  decidedAt: instant,
  written: z.boolean().describe("Whether the decision is on the ticket; else it was only made."),
});

const left = z.object({
  state: z.literal("left"),
  now: instant,
  mode,
  ticketId: z.string(),
  decidedAt: instant,
  title: z.string(),
  steps: z.array(z.string()).describe("Why: the ticket is closed, or merged into another."),
});

const unknown = z.object({
  state: z.literal("unknown").describe("Tierline has not seen the ticket yet."),
  now: instant,
  mode,
  ticketId: z.string(),
  words: z.string(),
  mend: z.string(),
});

export const ticketAnswer = z.discriminatedUnion("state", [answered, left, unknown]);

/** The answer for a ticket that doesn't exist. */
export const whatIfAnswer = decided.extend({ state: z.literal("imagined") });

export type TicketAnswer = z.infer<typeof ticketAnswer>;
export type AnsweredTicket = z.infer<typeof answered>;
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>;
/** What both have in common: all that there is to draw. */
export type Decided = z.infer<typeof decided>;
export type StripDay = z.infer<typeof stripDay>;
export type Notice = z.infer<typeof notice>;
