import { describe, expect, test } from "vitest";
import { decide, remember } from "../../src/core/decide.ts";
import type { Answer } from "../../src/core/decision.ts";
import {
  aContract,
  aTicket,
  at,
  decided,
  ENTERPRISE,
  type Given,
  GROWTH,
  kinds,
  mapped,
  POLICY,
  PRO,
  policyWith,
  policyWithTier,
  THIRD_PARTY,
  UNKNOWN,
} from "../support/given.ts";

const pending = mapped(aContract({ onboarding: "pending" }));
const listed = mapped(aContract({ namedContacts: ["grace@acme.example", "alan@acme.example"] }));
const onGrowth = mapped(aContract({ tier: GROWTH }));
const thirdParty = { tags: ["third_party"] };

interface Row {
  readonly when: string;
  readonly given: Given;
  readonly answers: Partial<Answer>;
  readonly tags?: readonly string[];
  readonly noTags?: readonly string[];
  readonly because?: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    when: "an untouched mail of an Enterprise customer is severity 3 and routed first",
    given: {},
    answers: {
      tier: ENTERPRISE,
      servedAs: ENTERPRISE,
      severity: 3,
      priority: "normal",
      coverage: "covered",
      route: "priority",
      inHours: true,
      due: at("2026-11-04 13:00"),
      dueDate: "2026-11-04" as Answer["dueDate"],
    },
    tags: ["sla_in_hours", "sla_route_priority", "sla_sev_3", "sla_tier_enterprise"],
  },
  {
    when: "a Growth customer is routed with everybody else",
    given: { mapping: onGrowth },
    answers: { route: "standard" },
    tags: ["sla_in_hours", "sla_route_standard", "sla_sev_3", "sla_tier_growth"],
  },
  {
    when: "an unmapped customer is served by the default tier and marked",
    given: { mapping: UNKNOWN },
    answers: { tier: GROWTH, coverage: "covered" },
    tags: ["sla_in_hours", "sla_route_standard", "sla_sev_3", "sla_tier_growth", "sla_unmapped"],
    because: ["unmapped"],
  },
  {
    when: "a new customer who has not completed onboarding gets Standard Support, on its calendar and routing",
    given: { mapping: pending, ticket: { priority: "high", createdAt: at("2026-11-07 10:00") } },
    answers: { tier: ENTERPRISE, servedAs: GROWTH, route: "standard", inHours: false, due: at("2026-11-11 09:00") },
    tags: ["sla_out_of_hours", "sla_route_standard", "sla_sev_2", "sla_standard_support", "sla_tier_enterprise"],
    because: ["onboarding_pending"],
  },
  {
    when: "onboarding is not asked of an existing customer",
    given: { mapping: mapped(aContract({ onboarding: "existing" })) },
    answers: { servedAs: ENTERPRISE },
    noTags: ["sla_standard_support"],
  },
  {
    when: "pending onboarding changes nothing for who bought Standard Support",
    given: { mapping: mapped(aContract({ tier: GROWTH, onboarding: "pending" })) },
    answers: { tier: GROWTH, servedAs: GROWTH },
    noTags: ["sla_standard_support"],
  },
  {
    when: "a customer without the SDK is owed nothing and goes to the account team",
    given: { mapping: mapped(aContract({ sdk: false })), ticket: { priority: "urgent" } },
    answers: {
      coverage: "sdk_not_included",
      route: "account_team",
      severity: 1,
      priority: "urgent",
      target: null,
      aim: null,
      due: null,
      dueDate: null,
      firstResponse: { kind: "no_target" },
    },
    tags: ["sla_in_hours", "sla_not_covered", "sla_route_account_team", "sla_sev_1", "sla_tier_enterprise"],
    because: ["sdk_not_included"],
  },
  {
    when: "a request about a third party's system is not covered",
    given: { ticket: thirdParty },
    answers: { coverage: "not_covered", route: "account_team", due: null, severity: 3, priority: "normal" },
    tags: ["sla_in_hours", "sla_not_covered", "sla_route_account_team", "sla_sev_3", "sla_tier_enterprise"],
    because: ["not_covered"],
  },
  {
    when: "without the SDK nothing is covered, whatever it is about, and both reasons are named",
    given: { mapping: mapped(aContract({ sdk: false })), ticket: thirdParty },
    answers: { coverage: "sdk_not_included" },
    because: ["sdk_not_included", "not_covered"],
  },
  {
    when: "a requester who is no named contact is served and marked",
    given: { mapping: listed },
    answers: { coverage: "covered", route: "priority", due: at("2026-11-04 13:00") },
    tags: ["sla_contact_unlisted", "sla_in_hours", "sla_route_priority", "sla_sev_3", "sla_tier_enterprise"],
    because: ["contact_unlisted"],
  },
  {
    when: "a named contact is not marked",
    given: { mapping: listed, ticket: { requester: { id: null, email: "grace@acme.example" } } },
    answers: {},
    noTags: ["sla_contact_unlisted"],
  },
  {
    when: "a requester without an address is not known to be a named contact",
    given: { mapping: listed, ticket: { requester: { id: null, email: null } } },
    answers: {},
    because: ["contact_unlisted"],
  },
  {
    when: "a contract that lists nobody holds that against nobody",
    given: { mapping: mapped(aContract({ namedContacts: [] })) },
    answers: {},
    noTags: ["sla_contact_unlisted"],
  },
  {
    when: "a tier without named contacts doesn't ask for them, though the contract lists some",
    given: { mapping: mapped(aContract({ tier: GROWTH, namedContacts: ["grace@acme.example"] })) },
    answers: {},
    noTags: ["sla_contact_unlisted"],
  },
  {
    when: "Standard Support doesn't ask for named contacts",
    given: { mapping: mapped(aContract({ onboarding: "pending", namedContacts: ["grace@acme.example"] })) },
    answers: { servedAs: GROWTH },
    noTags: ["sla_contact_unlisted"],
  },
  {
    when: "a call from a Growth customer is served and marked",
    given: { mapping: onGrowth, ticket: { channel: "phone" } },
    answers: { coverage: "covered", route: "standard" },
    tags: ["sla_channel_not_included", "sla_in_hours", "sla_route_standard", "sla_sev_3", "sla_tier_growth"],
    because: ["channel_not_included"],
  },
  {
    when: "a call from a Pro customer is part of the tier",
    given: { mapping: mapped(aContract({ tier: PRO })), ticket: { channel: "phone" } },
    answers: {},
    noTags: ["sla_channel_not_included"],
  },
  {
    when: "any channel that a tier doesn't include is marked, not the phone alone",
    given: { policy: policyWithTier(ENTERPRISE, { channels: new Set(["email"]) }), ticket: { channel: "chat" } },
    answers: {},
    because: ["channel_not_included"],
  },
  {
    when: "a way in that is none of the contract's is not marked",
    given: { mapping: onGrowth, ticket: { channel: null } },
    answers: {},
    noTags: ["sla_channel_not_included"],
  },
  {
    when: "a call while onboarding is pending is measured by Standard Support",
    given: { mapping: pending, ticket: { channel: "phone" } },
    answers: { servedAs: GROWTH },
    because: ["onboarding_pending", "channel_not_included"],
  },
  {
    when: "Saturday is in hours for Enterprise",
    given: { ticket: { createdAt: at("2026-11-07 10:00") } },
    answers: { inHours: true },
    tags: ["sla_in_hours", "sla_route_priority", "sla_sev_3", "sla_tier_enterprise"],
  },
  {
    when: "Saturday is out of hours for Pro",
    given: { mapping: mapped(aContract({ tier: PRO })), ticket: { createdAt: at("2026-11-07 10:00") } },
    answers: { inHours: false },
    tags: ["sla_out_of_hours", "sla_route_priority", "sla_sev_3", "sla_tier_pro"],
  },
  {
    when: "the route's group is proposed",
    given: { policy: policyWith({ groups: { ...POLICY.groups, priority: "360900" } }) },
    answers: { groupId: "360900" },
  },
  {
    when: "the due date is a date of the policy's zone",
    given: { policy: policyWith({ zone: "Pacific/Auckland" }), ticket: { priority: "urgent" } },
    answers: { due: at("2026-11-03 11:00"), dueDate: "2026-11-04" as Answer["dueDate"] },
  },
];

describe("a decision", () => {
  test.each(ROWS)("$when", ({ given, answers, tags, noTags = [], because = [] }) => {
    const answer = decided(given);
    expect(answer).toMatchObject(answers);
    if (tags !== undefined) expect(answer.tags).toEqual(tags);
    for (const tag of noTags) expect(answer.tags).not.toContain(tag);
    expect(kinds(answer)).toEqual(expect.arrayContaining([...because]));
    expect(answer.ownTags).toEqual(expect.arrayContaining([...answer.tags]));
  });
});

test("somebody known by a handle is not held against a list of addresses", () => {
  const ticket = { organization: null, requester: { id: null, email: null }, handles: ["acme/globex"] };
  expect(decided({ ticket, mapping: listed }).tags).not.toContain("sla_contact_unlisted");
  expect(decided({ ticket: { ...ticket, organization: aTicket().organization }, mapping: listed }).tags).not.toContain(
    "sla_contact_unlisted",
  );
});

describe("a ticket that takes no changes is left alone", () => {
  test.each([
    ["closed", { status: "closed" as const }, ["closed"]],
    ["merged", { merged: true }, ["merged"]],
    ["opened by a program", { automated: true }, ["automated"]],
    ["merged and closed", { merged: true, status: "closed" as const }, ["merged", "closed"]],
  ])("%s", (_, ticket, because) => {
    const decision = decide(aTicket(ticket), mapped(aContract()), POLICY, null, at("2026-11-03 10:00"));
    expect(decision.kind).toBe("leave");
    expect(kinds(decision)).toEqual(because);
  });

  test("a solved one is not: it may be reopened", () => {
    expect(decided({ ticket: { status: "solved" } }).kind).toBe("answer");
  });
});

describe("notes", () => {
  test("are those that the policy asks for, of the situations that apply", () => {
    const answer = decided({ mapping: listed, ticket: { ...thirdParty, channel: "phone" } });
    expect(answer.notes).toEqual([
      { note: "contact_unlisted", body: "The requester is not a named support contact." },
      { note: "not_covered", body: "This request is not covered by the contract." },
    ]);
  });

  test("are none when the policy asks for none", () => {
    expect(decided({ mapping: listed, policy: policyWith({ notes: new Map() }) }).notes).toEqual([]);
  });
});

describe("a due date that was past when it was first set", () => {
  const ticket = { priority: "urgent" as const };
  const due = at("2026-11-03 11:00");

  test("is retroactive, not silently breached", () => {
    const answer = decided({ ticket, now: at("2026-11-03 12:00") });
    expect(answer).toMatchObject({ due, retroactive: true, firstResponse: { kind: "overdue" } });
    expect(answer.reasons.at(-1)).toEqual({ kind: "retroactive", due });
  });

  test("stays retroactive, and one that wasn't stays so after it has passed", () => {
    const late = at("2026-11-03 12:00");
    const first = decided({ ticket, now: late });
    const early = decided({ ticket, now: at("2026-11-03 10:01") });
    const fields = { severity: 1 as const, due: null, dueDate: null, summary: null };
    const next = (before: Answer) => decided({ ticket: { ...ticket, fields }, memory: remember(before), now: late });
    expect(next(first).retroactive).toBe(true);
    expect(next(early)).toMatchObject({ due, retroactive: false, firstResponse: { kind: "overdue" } });
  });

  test("is not retroactive when the reply came in time", () => {
    const firstReply = { at: at("2026-11-03 10:50"), precision: "second" as const };
    const answer = decided({ ticket: { ...ticket, firstReply }, now: at("2026-11-03 12:00") });
    expect(answer).toMatchObject({ retroactive: false, firstResponse: { kind: "met" } });
  });

  test("is forgotten when nothing is due any more", () => {
    const late = decided({ ticket, now: at("2026-11-03 12:00") });
    const memory = { ...remember(late), due: null };
    expect(decided({ mapping: mapped(aContract({ sdk: false })), memory })).toMatchObject({
      due: null,
      retroactive: false,
    });
  });

  test("a later rise of severity recomputes from creation and marks it", () => {
    const first = decided({ now: at("2026-11-03 10:01") });
    const fields = { severity: 1 as const, due: null, dueDate: null, summary: null };
    const raised = decided({
      ticket: { fields, priority: "normal" },
      memory: remember(first),
      now: at("2026-11-04 10:00"),
    });
    expect(raised).toMatchObject({ severity: 1, severityByHand: true, due, retroactive: true });
  });
});

describe("the summary", () => {
  const summary = (given: Given): string => decided(given).summary;

  test.each<readonly [Given, string]>([
    [
      { ticket: { createdAt: at("2026-12-23 09:00"), priority: "high" } },
      "Enterprise · Sev 2 Major · first response by Thu 24 Dec 2026 12:00 GMT (12 business hours)",
    ],
    [
      { mapping: mapped(aContract({ tier: PRO })), ticket: { priority: "high" } },
      "Pro · Sev 2 Major · first response before Wed 4 Nov 2026 10:00 GMT (Under 1 business day)",
    ],
    [
      { mapping: UNKNOWN, ticket: { createdAt: at("2026-11-03 10:00:59"), channel: "phone" } },
      "Growth · Sev 3 Minor · first response by Mon 9 Nov 2026 10:00 GMT (2 - 4 business days) · no contract found · phone is not part of Growth support",
    ],
    [
      { mapping: pending },
      "Enterprise · Sev 3 Minor · first response by Mon 9 Nov 2026 10:00 GMT (2 - 4 business days) · standard support until onboarding is completed",
    ],
    [{ ticket: thirdParty }, `Enterprise · Sev 3 Minor · not covered: ${THIRD_PARTY}`],
    [{ mapping: mapped(aContract({ sdk: false })) }, "Enterprise · Sev 3 Minor · not covered: the SDK is not included"],
    [
      { mapping: listed, policy: policyWith({ zone: "Europe/Berlin" }) },
      "Enterprise · Sev 3 Minor · first response by Wed 4 Nov 2026 14:00 GMT+1 (6 - 12 business hours) · requester is not a named contact",
    ],
  ])("reads as expected, row %#", (given, words) => {
    expect(summary(given)).toBe(words);
  });

  test("doesn't change with time, or every look would write", () => {
    const looks = ["2026-11-03 10:00", "2026-11-04 13:00", "2027-11-04 13:00"].map((now) => summary({ now: at(now) }));
    expect(new Set(looks).size).toBe(1);
  });

  test("is at most 255 characters long", () => {
    const [category] = POLICY.notCovered;
    if (category === undefined) throw new Error("a fixture is wrong");
    const policy = policyWith({ notCovered: [{ ...category, words: "🧭 words  of a lawyer\n".repeat(40) }] });
    const line = summary({ ticket: thirdParty, policy });
    expect([...line]).toHaveLength(255);
    expect(line).toMatch(/^Enterprise · .*…$/);
  });
});
