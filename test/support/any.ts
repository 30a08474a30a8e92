import fc from "fast-check";
import { organizationId } from "../../src/core/id.ts";
import { type Contract, type Mapping, ONBOARDING } from "../../src/core/organization.ts";
import { CHANNELS, type Policy, PRIORITIES, SEVERITIES } from "../../src/core/policy.ts";
import { ownTags, severityOption } from "../../src/core/tags.ts";
import { type Memory, TICKET_STATUSES, type Ticket } from "../../src/core/ticket.ts";
import { formatInstant, type Instant, instant, type LocalDate } from "../../src/core/time.ts";
import { ACME, aContract, aTicket, at, ENTERPRISE, GROWTH, POLICY, PRO, policyWith, tierName } from "./given.ts";

// Arbitrary facts: whatever a helpdesk, a mapping and a memory may hold together, likely or not.

const FIRST = at("2026-11-01 00:00");
const SPAN = at("2027-02-01 00:00") - FIRST;

/** To the second, over holidays and weekends. */
export const anyInstant: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: SPAN / 1000 })
  .map((second) => instant(FIRST + second * 1000));

const anySeverity = fc.constantFrom(...SEVERITIES);
const anyPriority = fc.constantFrom(...PRIORITIES);
const orNull = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(values, { nil: null });

/** Near misses of our own tags among them, and what other people's automations write. */
const FOREIGN_TAGS = ["vip", "outage", "third_party", "sla_custom", "sla_tier_platinum", "sla_sev_5", "sla_", "slated"];

const anyDate: fc.Arbitrary<LocalDate> = anyInstant.map((instant) => formatInstant(instant).slice(0, 10) as LocalDate);

const anyContract: fc.Arbitrary<Contract> = fc
  .record({
    tier: fc.constantFrom(GROWTH, PRO, ENTERPRISE, tierName("platinum")),
    start: orNull(anyDate),
    end: orNull(anyDate),
    onboarding: fc.constantFrom(...ONBOARDING),
    sdk: fc.boolean(),
    namedContacts: fc.constantFrom([], ["ada@acme.example"], ["grace@acme.example"]),
  })
  .map(aContract);

export const anyMapping: fc.Arbitrary<Mapping> = fc.record({
  override: orNull(fc.constantFrom(GROWTH, PRO, ENTERPRISE)),
  contracts: fc.array(anyContract, { maxLength: 3 }),
  handleContracts: fc.constant([]),
  domainContracts: fc.array(anyContract, { maxLength: 2 }),
});

export const anyMemory: fc.Arbitrary<Memory> = fc.record({
  severity: anySeverity,
  priority: anyPriority,
  severityByHand: fc.boolean(),
  due: orNull(anyInstant),
  retroactive: fc.boolean(),
});

export const anyPolicy: fc.Arbitrary<Policy> = fc.constantFrom(
  POLICY,
  policyWith({ dayRule: "close_of_business", zone: "Europe/London" }),
  policyWith({ dayRule: "working_hours", groups: { priority: "1", standard: "2", account_team: "3" } }),
);

const anyTags: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.constantFrom(...FOREIGN_TAGS, ...ownTags(POLICY), ...SEVERITIES.map(severityOption)),
  { maxLength: 12 },
);

const anyFields = fc.record({
  severity: orNull(anySeverity),
  due: orNull(fc.oneof(anyInstant.map(formatInstant), fc.constant("tomorrow"))),
  dueDate: orNull(anyDate),
  summary: orNull(fc.string()),
});

/** A ticket that can still be changed. */
export const anyTicket: fc.Arbitrary<Ticket> = fc
  .record({
    createdAt: anyInstant,
    status: fc.constantFrom(...TICKET_STATUSES.filter((status) => status !== "closed")),
    subject: fc.constantFrom("Late push messages", "DATA LOSS!", "A feature request", "", "  \u0130stanbul  "),
    formId: orNull(fc.constantFrom("7001", "7002")),
    groupId: orNull(fc.constant("42")),
    channel: orNull(fc.constantFrom(...CHANNELS)),
    priority: orNull(anyPriority),
    tags: anyTags,
    requester: fc.record({ id: fc.constant(null), email: orNull(fc.constant("ada@acme.example")) }),
    organization: orNull(
      fc.record({
        id: fc.constant(organizationId(7) ?? ACME.id),
        externalId: fc.constant(null),
        name: fc.constant("Acme"),
        supportTier: orNull(fc.constantFrom("pro", "Enterprise", "platinum", " ")),
      }),
    ),
    fields: anyFields,
    task: orNull(fc.record({ dueAt: orNull(anyInstant) })),
    firstReply: orNull(fc.record({ at: anyInstant, precision: fc.constantFrom("second" as const, "minute" as const) })),
  })
  .map(aTicket);
