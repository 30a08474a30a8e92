import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, remember } from "../../src/core/decide.ts";
import type { Answer } from "../../src/core/decision.ts";
import type { Mapping } from "../../src/core/organization.ts";
import { plan } from "../../src/core/plan.ts";
import { type NoteKind, type Policy, PRIORITIES, SEVERITIES, type Severity } from "../../src/core/policy.ts";
import type { Memory, Ticket } from "../../src/core/ticket.ts";
import type { Instant } from "../../src/core/time.ts";
import { anyInstant, anyMapping, anyMemory, anyPolicy, anyTicket } from "../support/any.ts";
import {
  aContract,
  aTicket,
  at,
  decided,
  kinds,
  mapped,
  POLICY,
  policyWith,
  UNKNOWN,
  written,
} from "../support/given.ts";

const NONE: ReadonlySet<NoteKind> = new Set();
const ENTERPRISE_SEV_3 =
  "Enterprise · Sev 3 Minor · first response by Wed 4 Nov 2026 13:00 GMT (6 - 12 business hours)";

function settled(changes: Partial<Ticket> = {}): Ticket {
  const ticket = aTicket(changes);
  return written(ticket, plan(decided({ ticket }), ticket, NONE));
}

describe("the plan", () => {
  test("for an untouched ticket says everything, once", () => {
    expect(plan(decided({}), aTicket(), NONE)).toEqual([
      { kind: "set_priority", priority: "normal" },
      { kind: "set_severity", severity: 3 },
      { kind: "set_due", due: at("2026-11-04 13:00") },
      { kind: "set_due_date", date: "2026-11-04" },
      { kind: "set_summary", text: ENTERPRISE_SEV_3 },
      {
        kind: "set_tags",
        add: ["sla_in_hours", "sla_route_priority", "sla_sev_3", "sla_tier_enterprise"],
        remove: [],
      },
    ]);
  });

  test("for a ticket that is right already is empty", () => {
    expect(plan(decided({}), settled(), NONE)).toEqual([]);
  });

  test("touches what differs and nothing else", () => {
    const ticket = { ...settled(), tags: [...settled().tags, "vip", "sla_unmapped"] };
    expect(plan(decided({}), ticket, NONE)).toEqual([{ kind: "set_tags", add: [], remove: ["sla_unmapped"] }]);
  });

  test("clears the due fields of a ticket that turns out not to be covered, and still writes its severity", () => {
    const ticket = settled();
    const answer = decided({ mapping: mapped(aContract({ sdk: false })), ticket: { priority: "urgent" } });
    expect(plan(answer, ticket, NONE)).toEqual([
      { kind: "set_priority", priority: "urgent" },
      { kind: "set_severity", severity: 1 },
      { kind: "set_due", due: null },
      { kind: "set_due_date", date: null },
      { kind: "set_summary", text: "Enterprise · Sev 1 Critical · not covered: the SDK is not included" },
      {
        kind: "set_tags",
        add: ["sla_not_covered", "sla_route_account_team", "sla_sev_1"],
        remove: ["sla_route_priority", "sla_sev_3"],
      },
    ]);
  });

  test("replaces a due date typed by hand into our own field", () => {
    const ticket = settled();
    const typed = { ...ticket, fields: { ...ticket.fields, due: "tomorrow" } };
    expect(plan(decided({}), typed, NONE)).toEqual([{ kind: "set_due", due: at("2026-11-04 13:00") }]);
  });
});

describe("tags of others are never touched", () => {
  test.each([
    ["any tag", "vip"],
    ["the severity drop-down's value, which the helpdesk keeps itself", "tierline_severity_1"],
    ["another's tag for a severity", "sla_severity_1"],
    ["a tag that only begins like ours", "sla_custom"],
    ["a tag for a tier that the policy doesn't have", "sla_tier_platinum"],
    ["a severity that doesn't exist", "sla_sev_5"],
  ])("%s", (_, tag) => {
    const ticket = { ...settled(), tags: [...settled().tags, tag] };
    expect(plan(decided({}), ticket, NONE)).toEqual([]);
  });

  test("while ours that no longer hold go, those of later standings too", () => {
    const stale = ["sla_at_risk", "sla_breached", "sla_met", "sla_sev_1", "sla_tier_growth"];
    const ticket = { ...settled(), tags: [...settled().tags, ...stale] };
    expect(plan(decided({}), ticket, NONE)).toEqual([{ kind: "set_tags", add: [], remove: stale }]);
  });
});

describe("what a ticket has no place for", () => {
  test("is not planned, and the rest is", () => {
    const ticket = aTicket({ lacks: ["set_priority", "set_due", "set_due_date", "set_summary"] });
    expect(plan(decided({}), ticket, NONE).map(({ kind }) => kind)).toEqual(["set_severity", "set_tags"]);
  });

  test("the steps are planned only where the ticket shows them, until they stand there", () => {
    const shows = (why: string | null) => ({ ...settled(), fields: { ...settled().fields, why } });
    const steps = () => "1. Because.";
    expect(plan(decided({}), settled(), NONE, steps)).toEqual([]);
    expect(plan(decided({}), shows(null), NONE, steps)).toEqual([{ kind: "set_why", text: "1. Because." }]);
    expect(plan(decided({}), shows("1. Because."), NONE, steps)).toEqual([]);
  });
});

test("a severity that was chosen and is not shown yet is planned", () => {
  const shows = (severityShown: Severity | null) => ({ ...settled(), fields: { ...settled().fields, severityShown } });
  const { severity } = decided({});
  expect(plan(decided({}), shows(severity), NONE)).toEqual([]);
  expect(plan(decided({}), shows(null), NONE)).toEqual([{ kind: "set_severity", severity }]);
});

describe("the due date of a task", () => {
  const due = at("2026-11-04 13:00");

  test("is set when the task has none", () => {
    const ticket = { ...settled(), task: { dueAt: null } };
    expect(plan(decided({}), ticket, NONE)).toEqual([{ kind: "set_task_due", due }]);
  });

  test("moves along while it is the one that we wrote", () => {
    const ticket = { ...settled({ task: { dueAt: null } }) };
    const raised = decided({ ticket: { priority: "urgent" } });
    expect(plan(raised, ticket, NONE)).toContainEqual({ kind: "set_task_due", due: at("2026-11-03 11:00") });
  });

  test("stays when a person chose it", () => {
    const ticket = { ...settled(), task: { dueAt: at("2026-11-20 12:00") } };
    expect(plan(decided({}), ticket, NONE)).toEqual([]);
    expect(plan(decided({ mapping: mapped(aContract({ sdk: false })) }), ticket, NONE)).not.toContainEqual(
      expect.objectContaining({ kind: "set_task_due" }),
    );
  });

  test("is cleared, when ours, once nothing is due", () => {
    const ticket = settled({ task: { dueAt: null } });
    const uncovered = decided({ mapping: mapped(aContract({ sdk: false })) });
    expect(plan(uncovered, ticket, NONE)).toContainEqual({ kind: "set_task_due", due: null });
  });

  test("is never given to a ticket that isn't a task", () => {
    expect(plan(decided({}), aTicket(), NONE).map(({ kind }) => kind)).not.toContain("set_task_due");
  });
});

describe("the group", () => {
  const policy = policyWith({ groups: { priority: "360900", standard: null, account_team: null } });

  test("is given to a ticket without one", () => {
    expect(plan(decided({ policy }), settled(), NONE)).toEqual([{ kind: "set_group", groupId: "360900" }]);
  });

  test("is left to whoever routed the ticket", () => {
    expect(plan(decided({ policy }), { ...settled(), groupId: "42" }, NONE)).toEqual([]);
  });

  test("is left alone when the policy names none for the route", () => {
    const decision = decided({ policy, mapping: mapped(aContract({ sdk: false })) });
    expect(plan(decision, aTicket(), NONE).map(({ kind }) => kind)).not.toContain("set_group");
  });
});

test("a note is added once: not when it is known to be written", () => {
  const policy = policyWith({ notes: new Map([["unmapped" as const, "Nobody knows this customer."]]) });
  const decision = decided({ policy, mapping: UNKNOWN });
  const note = { kind: "add_note", note: "unmapped", body: "Nobody knows this customer." };
  expect(plan(decision, aTicket(), NONE)).toContainEqual(note);
  expect(plan(decision, aTicket(), new Set(["unmapped"]))).not.toContainEqual(note);
});

describe("whatever the ticket, the mapping, the policy and the memory", () => {
  interface Facts {
    readonly ticket: Ticket;
    readonly mapping: Mapping;
    readonly policy: Policy;
    readonly memory: Memory | null;
    readonly now: Instant;
    readonly later: Instant;
  }
  const facts: fc.Arbitrary<Facts> = fc
    .record({
      ticket: anyTicket,
      mapping: anyMapping,
      policy: anyPolicy,
      memory: fc.option(anyMemory, { nil: null }),
      now: anyInstant,
      later: anyInstant,
    })
    .map((found) => (found.now <= found.later ? found : { ...found, now: found.later, later: found.now }));

  const answer = ({ ticket, mapping, policy, memory, now }: Facts): Answer => {
    const decision = decide(ticket, mapping, policy, memory, now);
    if (decision.kind !== "answer") throw new Error("expected an answer");
    return decision;
  };
  const allNotes = ({ notes }: Answer): ReadonlySet<NoteKind> => new Set(notes.map(({ note }) => note));
  /** One look that writes: what the next look will find. */
  const wrote = (given: Facts): Facts & { readonly before: Answer } => {
    const before = answer(given);
    const ticket = written(given.ticket, plan(before, given.ticket, NONE));
    return { ...given, ticket, memory: remember(before), before };
  };
  const holds = (predicate: (given: Facts) => void): void => fc.assert(fc.property(facts, predicate), { numRuns: 500 });

  test("a second look decides the same and changes nothing, at any later time", () => {
    holds((given) => {
      const next = wrote(given);
      const again = answer({ ...next, now: given.later });
      const { firstResponse: _, reasons: __, ...lasting } = next.before;
      expect(again).toMatchObject(lasting);
      expect(plan(again, next.ticket, allNotes(again))).toEqual([]);
    });
  });

  test("a lost memory changes nothing in the ticket", () => {
    holds((given) => {
      const next = wrote(given);
      const again = answer({ ...next, memory: null, now: given.later });
      expect(plan(again, next.ticket, allNotes(again))).toEqual([]);
    });
  });

  test("every tag of others survives, and none of ours is left that wasn't decided", () => {
    holds((given) => {
      const { ticket, before } = wrote(given);
      const others = (tags: readonly string[]) =>
        tags.filter((tag) => !before.ownTags.includes(tag) && !tag.startsWith("tierline_severity_")).toSorted();
      expect(others(ticket.tags)).toEqual(others(given.ticket.tags));
      expect(ticket.tags.filter((tag) => before.ownTags.includes(tag)).toSorted()).toEqual(before.tags);
    });
  });

  test("an agent's new severity always wins, and stays", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...SEVERITIES), (given, severity) => {
        const next = wrote(given);
        fc.pre(severity !== next.before.severity);
        const edited = { ...next, ticket: { ...next.ticket, fields: { ...next.ticket.fields, severity } } };
        const decision = answer(edited);
        expect(decision).toMatchObject({ severity, severityByHand: true });
        expect(answer({ ...wrote(edited), now: given.later }).severity).toBe(severity);
      }),
      { numRuns: 300 },
    );
  });

  test("an agent's new priority always wins, stays as it was set, and the severity follows", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...PRIORITIES), (given, priority) => {
        const next = wrote(given);
        fc.pre(priority !== next.before.priority);
        const edited = { ...next, ticket: { ...next.ticket, priority } };
        const decision = answer(edited);
        expect(decision).toMatchObject({ priority, severityByHand: true });
        expect(decision.severity).toBe(SEVERITIES.find((one) => POLICY.severities[one].priority === priority));
        expect(plan(decision, edited.ticket, allNotes(decision)).map(({ kind }) => kind)).not.toContain("set_priority");
        expect(answer({ ...wrote(edited), now: given.later }).priority).toBe(priority);
      }),
      { numRuns: 300 },
    );
  });

  test("the aim is never after the due date, nor either before the arrival", () => {
    holds((given) => {
      const { arrived, aim, due, coverage } = answer(given);
      expect([aim === null, due === null]).toEqual(Array(2).fill(coverage !== "covered"));
      if (aim !== null && due !== null)
        expect([arrived, aim, due]).toEqual([arrived, aim, due].toSorted((a, b) => a - b));
    });
  });

  test("every answer says where its tier and its severity come from", () => {
    holds((given) => {
      const named = kinds(answer(given));
      expect(named.filter((kind) => kind.startsWith("tier_from_"))).toHaveLength(1);
      expect(named.filter((kind) => kind.startsWith("severity_"))).toHaveLength(1);
    });
  });
});
