import { type CalendarDefinition, compileCalendar, type Window } from "../../src/core/calendar.ts";
import { decide } from "../../src/core/decide.ts";
import type { Answer } from "../../src/core/decision.ts";
import { organizationId, type TicketId, ticketId, userId } from "../../src/core/id.ts";
import type { Contract, Mapping } from "../../src/core/organization.ts";
import type { Channel, Matcher, Policy, Severity, SeverityDefinition, Tier, TierName } from "../../src/core/policy.ts";
import { parseTarget, type Target } from "../../src/core/target.ts";
import type { Change, Memory, Ticket, TicketOrganization } from "../../src/core/ticket.ts";
import {
  formatInstant,
  type Instant,
  instant,
  type LocalDate,
  parseInstant,
  parseLocalDate,
} from "../../src/core/time.ts";

// The words that tests are told in. The policy here is a transcription of the contract of its own, so that it and the
// shipped mappings/support-policy.yaml check each other.

/** `2026-12-24 16:30`, seconds optional, in GMT. */
export function at(words: string): Instant {
  const [day, time = ""] = words.split(" ");
  const found = parseInstant(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (found === null) throw new Error(`not a time: ${words}`);
  return found;
}

export function on(text: string): LocalDate {
  const found = parseLocalDate(text);
  if (found === null) throw new Error(`not a date: ${text}`);
  return found;
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("a fixture is wrong");
  return value;
}

export const tierName = (name: string): TierName => name as TierName;
export const GROWTH = tierName("growth");
export const PRO = tierName("pro");
export const ENTERPRISE = tierName("enterprise");

const NINE_TO_SIX: readonly Window[] = [{ open: 9 * 60, close: 18 * 60 }];
const NINE_TO_FOUR: readonly Window[] = [{ open: 9 * 60, close: 16 * 60 }];

const HOLIDAYS: ReadonlyMap<LocalDate, string> = new Map([
  [on("2026-11-26"), "Thanksgiving Day"],
  [on("2026-12-25"), "Christmas Day"],
  [on("2026-12-26"), "Boxing Day"],
  [on("2026-12-28"), "Boxing Day (substitute)"],
  [on("2027-01-01"), "New Year's Day"],
]);

function weekdays(saturday: readonly Window[]): CalendarDefinition["weekly"] {
  const [mon, tue, wed, thu, fri] = [NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX];
  return { mon, tue, wed, thu, fri, sat: saturday, sun: [] };
}

const rest = { zone: "Etc/GMT", holidays: HOLIDAYS, overrides: new Map() };
const WEEKDAY_CALENDAR = compileCalendar({ ...rest, weekly: weekdays([]) });
const SATURDAY_CALENDAR = compileCalendar({ ...rest, weekly: weekdays(NINE_TO_FOUR) });
export const NEVER_OPEN = compileCalendar({
  ...rest,
  weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
});

export function target(words: string): Target {
  const parsed = parseTarget(words);
  if (!parsed.ok) throw new Error(`${words}: ${parsed.failure.message}`);
  return parsed.value;
}

const targets = (words: Readonly<Record<Severity, string>>): Tier["targets"] => ({
  1: target(words[1]),
  2: target(words[2]),
  3: target(words[3]),
  4: target(words[4]),
});

const WITHOUT_PHONE: ReadonlySet<Channel> = new Set(["documentation", "email", "chat"]);
const WITH_PHONE: ReadonlySet<Channel> = new Set([...WITHOUT_PHONE, "phone"]);

const growth: Tier = {
  name: GROWTH,
  title: "Growth",
  calendar: WEEKDAY_CALENDAR,
  targets: targets({ 1: "6 hours, 24x7", 2: "1 - 2 business days", 3: "2 - 4 business days", 4: "3 business days" }),
  channels: WITHOUT_PHONE,
  priorityRouting: false,
  namedContacts: 0,
  onboarding: false,
  csm: "not_included",
  tam: "not_included",
};

const pro: Tier = {
  ...growth,
  name: PRO,
  title: "Pro",
  targets: targets({ 1: "3 hours, 24x7", 2: "Under 1 business day", 3: "1 – 2 business days", 4: "2 business day" }),
  channels: WITH_PHONE,
  priorityRouting: true,
  namedContacts: 1,
  onboarding: true,
  tam: "optional",
};

const enterprise: Tier = {
  ...pro,
  name: ENTERPRISE,
  title: "Enterprise",
  calendar: SATURDAY_CALENDAR,
  targets: targets({ 1: "1 hour, 24x7", 2: "12 business hours", 3: "6 - 12 business hours", 4: "1 business day" }),
  namedContacts: 2,
  csm: "included",
};

const severity = (number: Severity, title: string, priority: SeverityDefinition["priority"]): SeverityDefinition => ({
  severity: number,
  title,
  definition: `${title} issue`,
  priority,
});

export const when = (conditions: Partial<Matcher>): Matcher => ({
  tags: [],
  forms: [],
  subjectWords: [],
  ...conditions,
});

export const THIRD_PARTY = "Non-OpenBack networks, systems, technologies, hardware or software.";

/** The contract: three tiers, four severities; a rule for outages and one for questions; one category not covered. */
export const POLICY: Policy = {
  version: "v1",
  zone: "Etc/GMT",
  dayRule: "same_time",
  tiers: new Map([growth, pro, enterprise].map((tier) => [tier.name, tier])),
  defaultTier: GROWTH,
  standardTier: GROWTH,
  severities: {
    1: severity(1, "Critical", "urgent"),
    2: severity(2, "Major", "high"),
    3: severity(3, "Minor", "normal"),
    4: severity(4, "Enhancement", "low"),
  },
  defaultSeverity: 3,
  severityRules: [
    { severity: 1, when: when({ tags: ["outage"], subjectWords: ["data loss"] }) },
    { severity: 4, when: when({ forms: ["7001"], subjectWords: ["feature request"] }) },
  ],
  notCovered: [{ id: "third_party", words: THIRD_PARTY, when: when({ tags: ["third_party"] }) }],
  notes: new Map([
    ["contact_unlisted", "The requester is not a named support contact."],
    ["not_covered", "This request is not covered by the contract."],
  ]),
  groups: { priority: null, standard: null, account_team: null },
  issues: {
    severityHeading: "Severity",
    supportTeam: [],
    tellTierInPublic: false,
    assignees: { priority: [], standard: [], account_team: [] },
    dueDateProject: null,
  },
};

export const policyWith = (changes: Partial<Policy>): Policy => ({ ...POLICY, ...changes });

/** The policy with one tier changed. */
export function policyWithTier(name: TierName, changes: Partial<Tier>): Policy {
  return policyWith({
    tiers: new Map([...POLICY.tiers].map(([key, tier]) => [key, key === name ? { ...tier, ...changes } : tier])),
  });
}

export function tierOf(policy: Policy, name: TierName): Tier {
  const tier = policy.tiers.get(name);
  if (tier === undefined) throw new Error(`no tier ${name}`);
  return tier;
}

export const ACME: TicketOrganization = {
  id: present(organizationId(360001)),
  externalId: null,
  name: "Acme",
  supportTier: null,
};

const THE_TICKET: TicketId = present(ticketId(5158));

/** A mail from Ada of Acme, Tue 3 Nov 2026 10:00 GMT, that nobody has touched yet. */
export function aTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    id: THE_TICKET,
    createdAt: at("2026-11-03 10:00"),
    updatedAt: at("2026-11-03 10:00"),
    status: "new",
    merged: false,
    subject: "Push messages arrive late",
    formId: null,
    groupId: null,
    channel: "email",
    priority: null,
    tags: [],
    requester: { id: userId(77), email: "ada@acme.example" },
    organization: ACME,
    fields: { severity: null, due: null, dueDate: null, summary: null },
    task: null,
    firstReply: null,
    ...changes,
  };
}

/** Acme's contract: Enterprise since 2026 began, without end; nothing is held against it. */
export function aContract(changes: Partial<Contract> = {}): Contract {
  return {
    organizationId: ACME.id,
    externalId: null,
    name: "Acme",
    domains: ["acme.example"],
    tier: ENTERPRISE,
    start: on("2026-01-01"),
    end: null,
    onboarding: "completed",
    sdk: true,
    csm: null,
    tam: null,
    namedContacts: [],
    ...changes,
  };
}

export const UNKNOWN: Mapping = { override: null, contracts: [], handleContracts: [], domainContracts: [] };
export const mapped = (...contracts: readonly Contract[]): Mapping => ({ ...UNKNOWN, contracts });
export const mappedByDomain = (...domainContracts: readonly Contract[]): Mapping => ({ ...UNKNOWN, domainContracts });

export const mappedByHandle = (...named: readonly (readonly [handle: string, contract: Contract])[]): Mapping => ({
  ...UNKNOWN,
  handleContracts: named.map(([handle, contract]) => ({ handle, contracts: [contract] })),
});

/** The facts of one decision; what isn't said is an Enterprise customer's untouched ticket, looked at on arrival. */
export interface Given {
  readonly ticket?: Partial<Ticket>;
  readonly mapping?: Mapping;
  readonly policy?: Policy;
  readonly memory?: Memory | null;
  readonly now?: Instant;
}

export function decided(given: Given): Answer {
  const ticket = aTicket(given.ticket);
  const { mapping = mapped(aContract()), policy = POLICY, memory = null, now = ticket.createdAt } = given;
  const decision = decide(ticket, mapping, policy, memory, now);
  if (decision.kind !== "answer") throw new Error("expected an answer");
  return decision;
}

export const kinds = ({ reasons }: Pick<Answer, "reasons">): readonly string[] => reasons.map(({ kind }) => kind);

/** The ticket as the helpdesk would show it after a write: the severity drop-down's value is one of its tags. */
export function written(ticket: Ticket, changes: readonly Change[]): Ticket {
  return changes.reduce(writeOne, ticket);
}

function writeOne(ticket: Ticket, change: Change): Ticket {
  const { fields } = ticket;
  switch (change.kind) {
    case "set_priority":
      return { ...ticket, priority: change.priority };
    case "set_severity": {
      const others = ticket.tags.filter((tag) => !/^tierline_severity_[1-4]$/.test(tag));
      const tags = [...others, `tierline_severity_${change.severity}`];
      return { ...ticket, tags, fields: { ...fields, severity: change.severity } };
    }
    case "set_due":
      return { ...ticket, fields: { ...fields, due: change.due === null ? null : formatInstant(change.due) } };
    case "set_due_date":
      return { ...ticket, fields: { ...fields, dueDate: change.date } };
    case "set_summary":
      return { ...ticket, fields: { ...fields, summary: change.text } };
    case "set_why":
      return { ...ticket, fields: { ...fields, why: change.text } };
    case "set_task_due": {
      const dueAt = change.due === null ? null : instant(Math.floor(change.due / 1000) * 1000);
      return { ...ticket, task: { dueAt } };
    }
    case "set_tags": {
      const kept = ticket.tags.filter((tag) => !change.remove.includes(tag));
      return { ...ticket, tags: [...kept, ...change.add] };
    }
    case "set_group":
      return { ...ticket, groupId: change.groupId };
    case "add_note":
      return ticket;
  }
}
