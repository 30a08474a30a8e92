import { describe, expect, test } from "vitest";
import { decide, remember } from "../../src/core/decide.ts";
import { explain, explainText, explainTitle, lastingText, standingWords } from "../../src/core/explain.ts";
import { picture } from "../../src/core/picture.ts";
import type { Ticket } from "../../src/core/ticket.ts";
import {
  ACME,
  aContract,
  aTicket,
  at,
  decided,
  ENTERPRISE,
  type Given,
  GROWTH,
  mapped,
  mappedByDomain,
  on,
  POLICY,
  PRO,
  policyWith,
  policyWithTier,
  target,
  tierName,
  tierOf,
  UNKNOWN,
} from "../support/given.ts";

const steps = (given: Given): readonly string[] => explain(decided(given), given.policy ?? POLICY);
const title = (given: Given): string => explainTitle(decided(given), given.policy ?? POLICY);
const drawn = (given: Given): readonly string[] => picture(decided(given), given.policy ?? POLICY);

const CHRISTMAS_EVE = { createdAt: at("2026-12-24 16:30") };
const ON_PRO = mapped(aContract({ tier: PRO, end: on("2026-12-31") }));

describe("why is it due then?", () => {
  test("business hours are counted out, date by date", () => {
    const answer = decided({ ticket: CHRISTMAS_EVE });
    expect(explainTitle(answer, POLICY)).toBe("Why is the first response due by Wed 30 Dec 2026 10:30 GMT?");
    expect(explainText(answer, POLICY).split("\n")).toEqual([
      "1. Enterprise support: the contract of Acme (from Thu 1 Jan 2026) was in force when the ticket was created.",
      "2. Severity 3 (Minor): what the policy takes when nobody says otherwise.",
      "3. Arrived Thu 24 Dec 2026 16:30 GMT, within support hours.",
      '4. Promised by Enterprise support at severity 3: first response "6 - 12 business hours".',
      "5. Support hours: Mon–Fri 09:00–18:00, Sat 09:00–16:00 (Etc/GMT).",
      "6. Not counted: Fri 25 Dec: Christmas Day, Sat 26 Dec: Boxing Day, Sun 27 Dec: closed, Mon 28 Dec: Boxing Day (substitute).",
      "7. Counted, 12 h of support hours: Thu 24 Dec 1 h 30 min, Tue 29 Dec 9 h, Wed 30 Dec 1 h 30 min.",
      "8. The team aims for Tue 29 Dec 2026 13:30 GMT: 6 h of support hours.",
      "9. Due Wed 30 Dec 2026 10:30 GMT: kept at or before that time.",
    ]);
  });

  test("an arrival on a holiday says what it rolled to, and “under” says that only before counts", () => {
    const given: Given = {
      mapping: ON_PRO,
      ticket: { createdAt: at("2026-12-25 20:00:05"), priority: "high" },
    };
    expect(title(given)).toBe("Why is the first response due before Wed 30 Dec 2026 09:00 GMT?");
    expect(steps(given)).toEqual([
      "Pro support: the contract of Acme (from Thu 1 Jan 2026 to Thu 31 Dec 2026) was in force when the ticket was created.",
      "Severity 2 (Major): the priority was set to high.",
      "Arrived Fri 25 Dec 2026 20:00:05 GMT, outside support hours (Christmas Day). Support next opens Tue 29 Dec 2026 09:00 GMT.",
      'Promised by Pro support at severity 2: first response "Under 1 business day".',
      "Support hours: Mon–Fri 09:00–18:00 (Etc/GMT).",
      "Not counted: Sat 26 Dec: closed, Sun 27 Dec: closed, Mon 28 Dec: Boxing Day (substitute).",
      "Counted from Tue 29 Dec, business day 1 is Wed 30 Dec; due at the same time of day, 09:00.",
      "Due Wed 30 Dec 2026 09:00 GMT: kept only before that time.",
    ]);
  });

  test("around the clock, hours and holidays make no difference, and a past due date is said to be retroactive", () => {
    const ticket = { ...CHRISTMAS_EVE, priority: "urgent" as const };
    expect(steps({ ticket, now: at("2026-12-25 01:00") }).slice(3)).toEqual([
      'Promised by Enterprise support at severity 1: first response "1 hour, 24x7".',
      "It runs around the clock from the arrival: support hours, weekends and holidays make no difference.",
      "Due Thu 24 Dec 2026 17:30 GMT: kept at or before that time.",
      "That time had already passed when it was first worked out, so it is marked as retroactive.",
    ]);
  });

  test.each([
    [
      "a time of day outside that date's hours is moved into them",
      { ticket: { createdAt: at("2026-11-06 17:00"), priority: "low" as const } },
      "Counted from Fri 6 Nov, business day 1 is Sat 7 Nov; the time of day, 17:00, is outside that date's hours, so it moves to 16:00.",
    ],
    [
      "by the rule of the close of business",
      { mapping: ON_PRO, policy: policyWith({ dayRule: "close_of_business" }), ticket: CHRISTMAS_EVE },
      "Counted from Thu 24 Dec, business day 1 is Tue 29 Dec, 2 is Wed 30 Dec; due at the close of that day, 18:00.",
    ],
    [
      "by the rule of working hours",
      { mapping: ON_PRO, policy: policyWith({ dayRule: "working_hours" }), ticket: CHRISTMAS_EVE },
      "Counted, 2 business days: Thu 24 Dec 1 h 30 min, Tue 29 Dec 9 h, Wed 30 Dec 7 h 30 min.",
    ],
  ] satisfies (readonly [string, Given, string])[])("%s", (_, given, step) => {
    expect(steps(given)).toContain(step);
  });

  test("a long count is shortened", () => {
    const targets = { ...tierOf(POLICY, ENTERPRISE).targets, 3: target("20 business days") };
    const counted = steps({ policy: policyWithTier(ENTERPRISE, { targets }) }).find((step) =>
      step.includes("Counted from"),
    );
    expect(counted).toMatch(/, 10 is Sat 14 Nov and 10 more; due at the same time of day, 10:00\.$/);
  });

  test("nothing due: the question and the reason say so", () => {
    const given: Given = { ticket: { tags: ["third_party"] } };
    expect(title(given)).toBe("Why has the first response no due date?");
    expect(steps(given)).toContain(
      'Not covered by technical support: "Non-OpenBack networks, systems, technologies, hardware or software." (recognised by tag "third_party").',
    );
  });
});

describe("every reason has its sentence", () => {
  const ended = aContract({ tier: PRO, end: on("2026-01-31") });
  const coming = aContract({ tier: PRO, start: on("2027-01-01") });
  const field = (supportTier: string): Partial<Ticket> => ({ organization: { ...ACME, supportTier } });
  const fields = { severity: 1 as const, due: null, dueDate: null, summary: null };
  const memory = {
    severity: 3 as const,
    priority: "normal" as const,
    severityByHand: true,
    due: null,
    retroactive: false,
  };

  test.each([
    [{ mapping: { ...UNKNOWN, override: PRO } }, "Pro support: an administrator set it for this organization."],
    [{ mapping: UNKNOWN, ticket: field("pro") }, "Pro support: the organization field of Acme says so."],
    [
      { mapping: UNKNOWN, ticket: field("platinum") },
      'The organization field says "platinum", which is none of the policy\'s tiers.',
    ],
    [
      { mapping: mappedByDomain(aContract()) },
      "Enterprise support: the requester writes from acme.example, which belongs to Acme.",
    ],
    [{ mapping: UNKNOWN }, "Growth support, which is what the policy gives when no contract says otherwise."],
    [
      { mapping: UNKNOWN },
      "No contract in force was found for this customer: an administrator should look at the mapping.",
    ],
    [{ mapping: mapped(ended) }, "A contract (Pro) ended on Sat 31 Jan 2026, before the ticket came."],
    [{ mapping: mapped(coming) }, "A contract (Pro) starts on Fri 1 Jan 2027, after the ticket came."],
    [
      { mapping: { ...UNKNOWN, override: tierName("platinum") } },
      'The tier "platinum" is named for this customer, but the support policy has no such tier.',
    ],
    [
      { mapping: mapped(aContract({ onboarding: "pending" })) },
      "Technical onboarding is not completed. Until it is, Standard Support applies: the terms of Growth.",
    ],
    [
      { mapping: mapped(aContract({ sdk: false })) },
      "The customer's applications don't include the SDK, and without it the contract gives no support.",
    ],
    [
      { mapping: mapped(aContract({ namedContacts: ["grace@acme.example"] })) },
      "The requester is not a named support contact (1 listed). Served all the same.",
    ],
    [
      { mapping: mapped(aContract({ tier: GROWTH })), ticket: { channel: "phone" as const } },
      "The request came by phone, which these terms don't include. Served all the same.",
    ],
    [{ ticket: { tags: ["outage"] } }, 'Severity 1 (Critical): a rule of the policy says so (tag "outage").'],
    [{ ticket: { fields }, memory }, "Severity 1 (Critical): set in the severity field; it was severity 3 before."],
    [
      {
        ticket: { fields, priority: "urgent" as const },
        memory: { ...memory, severity: 1 as const, priority: "urgent" as const },
      },
      "Severity 1 (Critical): chosen by a person, and not changed since.",
    ],
  ] satisfies (readonly [Given, string])[])("%#", (given, sentence) => {
    expect(steps(given)).toContain(sentence);
  });

  test.each([
    [{ status: "closed" as const }, "The ticket is closed: the helpdesk takes no more changes to it."],
    [{ merged: true }, "The ticket was merged into another one, which goes on in its place."],
  ])("and a ticket left alone says why: %o", (ticket, sentence) => {
    const decision = decide(aTicket(ticket), UNKNOWN, POLICY, null, at("2026-11-03 10:00"));
    expect(explainTitle(decision, POLICY)).toBe("Why is nothing written?");
    expect(explain(decision, POLICY)).toEqual([sentence]);
  });
});

test.each([
  ["2026-11-03 10:30", null, "Not answered yet, on track."],
  ["2026-11-03 12:30", null, "Not answered yet, overdue by 1 h 30 min."],
  ["2026-11-03 12:30", "2026-11-03 10:45", "Answered Tue 3 Nov 2026 10:45 GMT, in time."],
  ["2026-11-03 12:30", "2026-11-03 11:00:30", "Answered Tue 3 Nov 2026 11:00:30 GMT, 30 s late."],
])("how it stands at %s, answered at %s: %s", (now, replied, words) => {
  const firstReply = replied === null ? null : { at: at(replied), precision: "second" as const };
  expect(standingWords(decided({ ticket: { priority: "urgent", firstReply }, now: at(now) }), POLICY)).toBe(words);
});

describe("the picture", () => {
  test("draws the days from arrival to due, hour by hour", () => {
    expect(drawn({ ticket: CHRISTMAS_EVE })).toEqual([
      "Thu 24 Dec  ░░░░░░░░░▒▒▒▒▒▒▒▶█░░░░░░  09:00–18:00",
      "Fri 25 Dec  ░░░░░░░░░░░░░░░░░░░░░░░░  closed, Christmas Day",
      "Sat 26 Dec  ░░░░░░░░░░░░░░░░░░░░░░░░  closed, Boxing Day",
      "Sun 27 Dec  ░░░░░░░░░░░░░░░░░░░░░░░░  closed",
      "Mon 28 Dec  ░░░░░░░░░░░░░░░░░░░░░░░░  closed, Boxing Day (substitute)",
      "Tue 29 Dec  ░░░░░░░░░█████████░░░░░░  09:00–18:00",
      "Wed 30 Dec  ░░░░░░░░░█◆▒▒▒▒▒▒▒░░░░░░  09:00–18:00",
      "one mark an hour: ▶ arrival  ◆ due  █ counted  ▒ open  ░ closed",
    ]);
  });

  test("draws what is due at closing in the last open hour", () => {
    expect(drawn({ ticket: { createdAt: at("2026-11-06 17:00"), priority: "low" } }).slice(0, 2)).toEqual([
      "Fri 6 Nov   ░░░░░░░░░▒▒▒▒▒▒▒▒▶░░░░░░  09:00–18:00",
      "Sat 7 Nov   ░░░░░░░░░██████◆░░░░░░░░  09:00–16:00",
    ]);
  });

  test("counts every hour of a promise around the clock, over midnight", () => {
    const ticket = { createdAt: at("2026-11-03 20:15"), priority: "urgent" as const };
    expect(drawn({ ticket, mapping: mapped(aContract({ tier: GROWTH })) }).slice(0, 2)).toEqual([
      "Tue 3 Nov   ░░░░░░░░░▒▒▒▒▒▒▒▒▒░░▶███  09:00–18:00",
      "Wed 4 Nov   ██◆░░░░░░▒▒▒▒▒▒▒▒▒░░░░░░  09:00–18:00",
    ]);
  });

  test("is shortened in the middle when it is long", () => {
    const lines = drawn({ ticket: CHRISTMAS_EVE, mapping: mapped(aContract({ tier: GROWTH })) });
    expect(lines).toHaveLength(12);
    expect(lines[7]).toBe("… 2 more days …");
    expect(lines[10]).toBe("Mon 4 Jan   ░░░░░░░░░███████◆▒░░░░░░  09:00–18:00");
  });

  test("is empty when nothing is due", () => {
    expect(drawn({ mapping: mapped(aContract({ sdk: false })) })).toEqual([]);
  });
});

test.each([
  ["in the severity field", { fields: { ...aTicket().fields, severity: 2 as const } }],
  ["by a priority", { priority: "high" as const }],
])("a severity chosen %s reads on the ticket as at every later look", (_, chosen) => {
  const first = decided({ ticket: chosen });
  const ticket = { ...chosen, priority: first.priority, fields: { ...aTicket().fields, severity: first.severity } };
  const later = decided({ ticket, memory: remember(first) });
  expect(explainText(later, POLICY)).not.toBe(explainText(first, POLICY));
  expect(lastingText(later, POLICY)).toBe(lastingText(first, POLICY));
});
