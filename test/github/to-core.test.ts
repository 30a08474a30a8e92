import { describe, expect, test } from "vitest";
import { severityTag } from "../../src/core/tags.ts";
import { EMPTY_RECORD, type OwnComment, type StandingRecord } from "../../src/github/record.ts";
import { toTicket } from "../../src/github/to-core.ts";
import { POLICY, policyWith } from "../support/given.ts";
import { anIssue, aSeenIssue, label, SUPPORT } from "./given.ts";

const commented = (record: Partial<StandingRecord>, intact = true): OwnComment => ({
  id: "5",
  body: "…",
  record: { ...EMPTY_RECORD, ...record },
  intact,
  doubles: [],
});
const body = (severity: string) => `### Severity\n\n${severity}`;

describe("an issue in the core's words", () => {
  test("is a ticket of whoever opened it, known by its handles", () => {
    expect(toTicket(aSeenIssue(), POLICY)).toMatchObject({
      id: "acme/globex#12",
      status: "open",
      merged: false,
      subject: "Push messages arrive late",
      requester: { id: "77", email: null },
      organization: null,
      handles: ["acme/globex", "ada"],
      groupId: null,
      automated: false,
      lacks: ["add_note", "set_task_due"],
    });
  });

  test.each([
    ["closed", { state: "closed", state_reason: "completed" as const }, { status: "solved", merged: false }],
    ["closed as a duplicate", { state: "closed", state_reason: "duplicate" as const }, { merged: true }],
    [
      "opened again after that",
      { state: "open", state_reason: "reopened" as const },
      { status: "open", merged: false },
    ],
    ["opened by a program", { user: { id: 1, login: "x[bot]", type: "Bot" } }, { automated: true }],
    ["of somebody who is gone", { user: null }, { requester: { id: null, email: null } }],
    ["assigned to two", { assignees: [SUPPORT, { login: "mara" }] }, { groupId: "sue,mara" }],
  ])("%s", (_, change, expected) => {
    expect(toTicket(aSeenIssue({ issue: anIssue(change) }), POLICY)).toMatchObject(expected);
  });

  test("what the comment records stands on the ticket, while people read the same there", () => {
    const record = {
      priority: "high",
      due: "2026-11-23T12:00:00Z",
      summary: "S",
      why: "W",
      tags: ["sla_in_hours"],
    } as const;
    const issue = anIssue({ labels: label("bug", "sla: pro") });
    const { priority, tags, fields } = toTicket(
      aSeenIssue({ issue, own: commented({ ...record, tags: [...record.tags] }) }),
      POLICY,
    );
    expect({ priority, tags }).toEqual({ priority: "high", tags: ["bug", "sla_tier_pro", "sla_in_hours"] });
    expect(fields).toMatchObject({ due: record.due, summary: "S", why: "W" });
    const edited = toTicket(
      aSeenIssue({ issue, own: commented({ ...record, tags: [...record.tags] }, false) }),
      POLICY,
    );
    expect(edited).toMatchObject({
      priority: null,
      tags: ["bug", "sla_tier_pro"],
      fields: { due: null, summary: null, why: null },
    });
  });
});

test("a record that goes with another severity than the label is behind it: its priority is nobody's choice", () => {
  const own = commented({ severity: 2, priority: "high", due: "2026-11-23T12:00:00Z", tags: ["sla_in_hours"] });
  const ticket = toTicket(aSeenIssue({ issue: anIssue({ labels: label("sev: 3") }), own }), POLICY);
  expect(ticket).toMatchObject({ priority: null, tags: [severityTag(3)], fields: { due: null } });
});

describe("the severity of an issue", () => {
  const read = (labels: readonly string[], form: string, record: Partial<StandingRecord> | null) => {
    const issue = anIssue({ labels: label(...labels), body: body(form) });
    return toTicket(aSeenIssue({ issue, own: record && commented(record) }), POLICY).fields;
  };

  test.each<[string, readonly string[], string, Partial<StandingRecord> | null, number | null, number | null]>([
    ["nobody said anything", [], "_No response_", null, null, null],
    ["the form alone", [], "Major", null, 2, null],
    ["our label, as we left it", ["sev: 2"], "Major", { severity: 2, form: 2 }, 2, 2],
    ["a label instead of ours", ["sev: 1"], "Major", { severity: 2, form: 2 }, 1, 1],
    ["a label beside ours", ["sev: 2", "sev: 3"], "Major", { severity: 2, form: 2 }, 3, null],
    ["two labels, neither ours", ["sev: 4", "sev: 3"], "Major", { severity: 2, form: 2 }, 3, null],
    ["two labels before we came", ["sev: 4", "sev: 3"], "Major", null, 3, null],
    ["a form that was edited since", ["sev: 2"], "Critical", { severity: 2, form: 2 }, 1, 2],
    ["a form that was filled since", ["sev: 3"], "Critical", { severity: 3, form: null }, 1, 3],
    ["a form that was emptied", ["sev: 2"], "_No response_", { severity: 2, form: 2 }, 2, 2],
    ["a label against an older form", ["sev: 3"], "Critical", { severity: 3, form: 1 }, 3, 3],
    ["a label and an edited form: the label", ["sev: 4"], "Critical", { severity: 3, form: 2 }, 4, 4],
    ["our label taken away", [], "Major", { severity: 1, form: 2 }, 2, null],
    ["a label without our comment", ["sev: 4"], "Critical", null, 4, 4],
  ])("%s", (_, labels, form, record, severity, severityShown) => {
    expect(read(labels, form, record)).toMatchObject({ severity, severityShown });
  });

  test("by a label is our own tag, too: how a write half done is known for ours", () => {
    const issue = anIssue({ labels: label("sev: 2") });
    expect(toTicket(aSeenIssue({ issue }), POLICY).tags).toEqual([severityTag(2)]);
  });
});

describe("a public repository", () => {
  const open = { isPrivate: false };

  test("has a place for the severity and for assignees alone", () => {
    expect(toTicket(aSeenIssue(open), POLICY).lacks?.toSorted()).toEqual([
      "add_note",
      "set_due",
      "set_due_date",
      "set_priority",
      "set_summary",
      "set_tags",
      "set_task_due",
      "set_why",
    ]);
  });

  test("has one for the date in the owner's project, and that date counts", () => {
    const { lacks, fields } = toTicket(aSeenIssue({ ...open, project: { itemId: null, date: null } }), POLICY);
    expect(lacks).not.toContain("set_due_date");
    expect(fields.dueDate).toBeNull();
  });

  test("lacks nothing where the policy tells all", () => {
    const policy = policyWith({ issues: { ...POLICY.issues, tellTierInPublic: true } });
    expect(toTicket(aSeenIssue(open), policy).lacks).toEqual(["add_note", "set_task_due"]);
  });

  test.each([
    ["a comment of ours", { own: commented({}) }],
    ["a tier's label", { issue: anIssue({ labels: label("sev: 2", "sla: enterprise") }) }],
  ])("with %s from before is not as it should be", (_, seen) => {
    expect(toTicket(aSeenIssue({ ...open, ...seen }), POLICY).fields.severityShown).toBeNull();
  });

  test("with somebody else's label that looks alike is", () => {
    const issue = anIssue({ labels: label("sev: 2", "sla: gold") });
    expect(toTicket(aSeenIssue({ ...open, issue }), POLICY).fields.severityShown).toBe(2);
  });
});
