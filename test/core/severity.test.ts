import { describe, expect, test } from "vitest";
import { requestOf } from "../../src/core/matcher.ts";
import type { Policy } from "../../src/core/policy.ts";
import { severityOf } from "../../src/core/severity.ts";
import { ownTags } from "../../src/core/tags.ts";
import type { Memory, Ticket, TierlineFields } from "../../src/core/ticket.ts";
import { aTicket, POLICY, policyWith, when } from "../support/given.ts";

const field = (severity: TierlineFields["severity"]): Pick<Ticket, "fields"> => ({
  fields: { severity, due: null, dueDate: null, summary: null },
});

/** Severity 3 was written: by hand, or by the policy's own judgement. */
const wrote = (severityByHand: boolean): Memory => ({
  severity: 3,
  priority: "normal",
  severityByHand,
  due: null,
  retroactive: false,
});

function judged(ticket: Partial<Ticket>, memory: Memory | null, policy: Policy = POLICY) {
  const given = aTicket(ticket);
  const { severity, byHand, reason } = severityOf(given, requestOf(given, new Set(ownTags(policy))), policy, memory);
  return [severity, byHand ? "by hand" : "by policy", reason.kind];
}

interface Row {
  readonly when: string;
  readonly ticket: Partial<Ticket>;
  readonly memory: Memory | null;
  readonly chosen: readonly [severity: number, by: string, reason: string];
}

const NEVER_WRITTEN: readonly Row[] = [
  {
    when: "the field wins over the priority, rules and default",
    ticket: { ...field(2), priority: "low", tags: ["outage"] },
    memory: null,
    chosen: [2, "by hand", "severity_from_field"],
  },
  {
    when: "a priority that somebody set wins over the rules",
    ticket: { priority: "high", tags: ["outage"] },
    memory: null,
    chosen: [2, "by hand", "severity_from_priority"],
  },
  {
    when: "a rule matches a tag",
    ticket: { tags: ["outage"] },
    memory: null,
    chosen: [1, "by policy", "severity_from_rule"],
  },
  {
    when: "a rule matches a form",
    ticket: { formId: "7001" },
    memory: null,
    chosen: [4, "by policy", "severity_from_rule"],
  },
  {
    when: "a rule matches words of the subject, whole and in any case",
    ticket: { subject: "URGENT: Data-Loss in production!" },
    memory: null,
    chosen: [1, "by policy", "severity_from_rule"],
  },
  {
    when: "half a word of the subject is no match",
    ticket: { subject: "metadata losses" },
    memory: null,
    chosen: [3, "by policy", "severity_from_default"],
  },
  {
    when: "the first rule that matches speaks",
    ticket: { tags: ["outage"], formId: "7001" },
    memory: null,
    chosen: [1, "by policy", "severity_from_rule"],
  },
  {
    when: "nobody says anything: the policy's default",
    ticket: {},
    memory: null,
    chosen: [3, "by policy", "severity_from_default"],
  },
];

const WRITTEN_BEFORE: readonly Row[] = [
  {
    when: "nothing changed and the policy had chosen: it chooses anew",
    ticket: { ...field(3), priority: "normal" },
    memory: wrote(false),
    chosen: [3, "by policy", "severity_from_default"],
  },
  {
    when: "a rule matches by now and the policy had chosen",
    ticket: { ...field(3), priority: "normal", tags: ["outage"] },
    memory: wrote(false),
    chosen: [1, "by policy", "severity_from_rule"],
  },
  {
    when: "a rule matches by now but a person had chosen: the person's choice stays",
    ticket: { ...field(3), priority: "normal", tags: ["outage"] },
    memory: wrote(true),
    chosen: [3, "by hand", "severity_kept"],
  },
  {
    when: "an agent changed the field",
    ticket: { ...field(1), priority: "normal" },
    memory: wrote(false),
    chosen: [1, "by hand", "severity_from_field"],
  },
  {
    when: "an agent changed the priority: the field follows",
    ticket: { ...field(3), priority: "urgent" },
    memory: wrote(false),
    chosen: [1, "by hand", "severity_from_priority"],
  },
  {
    when: "an agent changed both: the field wins",
    ticket: { ...field(2), priority: "urgent" },
    memory: wrote(true),
    chosen: [2, "by hand", "severity_from_field"],
  },
  {
    when: "an agent emptied the field: the choice is taken back and rules speak again",
    ticket: { ...field(null), priority: "normal", tags: ["outage"] },
    memory: wrote(true),
    chosen: [1, "by policy", "severity_from_rule"],
  },
  {
    when: "an agent emptied the field and changed the priority: the priority drives",
    ticket: { ...field(null), priority: "low" },
    memory: wrote(true),
    chosen: [4, "by hand", "severity_from_priority"],
  },
  {
    when: "a priority that went missing says nothing",
    ticket: { ...field(3), priority: null },
    memory: wrote(true),
    chosen: [3, "by hand", "severity_kept"],
  },
];

describe("the severity of a ticket never written before", () => {
  test.each(NEVER_WRITTEN)("$when", ({ ticket, memory, chosen }) => expect(judged(ticket, memory)).toEqual(chosen));
});

describe("the severity of a ticket written before as severity 3", () => {
  test.each(WRITTEN_BEFORE)("$when", ({ ticket, memory, chosen }) => expect(judged(ticket, memory)).toEqual(chosen));
});

describe("a policy whose severities share a priority", () => {
  const minor = { ...POLICY.severities[4], priority: "normal" as const };
  const policy = policyWith({ severities: { ...POLICY.severities, 4: minor } });

  test("takes the more severe one", () => {
    expect(judged({ priority: "normal" }, null, policy)[0]).toBe(3);
  });

  test("keeps the present one when it has that priority already", () => {
    const memory: Memory = { ...wrote(true), severity: 4, priority: "high" };
    expect(judged({ ...field(4), priority: "normal" }, memory, policy)[0]).toBe(4);
  });

  test("takes the nearest priority for one that no severity has", () => {
    expect(judged({ priority: "low" }, null, policy)[0]).toBe(3);
  });
});

test("rules don't see the tags that are written by the decision itself, nor the drop-down's value", () => {
  const rules = [{ severity: 1 as const, when: when({ tags: ["sla_sev_3", "tierline_severity_3", "sla_unmapped"] }) }];
  const policy = policyWith({ severityRules: rules });
  const tags = ["sla_sev_3", "tierline_severity_3", "sla_unmapped"];
  expect(judged({ tags }, null, policy)).toEqual([3, "by policy", "severity_from_default"]);
});

test("the reason says what it was before", () => {
  const ticket = aTicket({ ...field(3), priority: "urgent" });
  const request = requestOf(ticket, new Set());
  expect(severityOf(ticket, request, POLICY, wrote(false)).reason).toEqual({
    kind: "severity_from_priority",
    severity: 1,
    priority: "urgent",
    was: 3,
  });
});
