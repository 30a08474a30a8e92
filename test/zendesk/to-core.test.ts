import { describe, expect, test } from "vitest";
import { showTicketSchema } from "../../src/zendesk/schema.ts";
import { toChannel, toTicket } from "../../src/zendesk/to-core.ts";
import { PROVISIONED } from "./given.ts";

const SHOWN = {
  ticket: {
    id: 5158,
    created_at: "2026-11-22T09:00:00Z",
    updated_at: "2026-11-22T11:59:58Z",
    status: "open",
    subject: "Printer on fire",
    ticket_form_id: 71,
    group_id: 81,
    via: { channel: "email", source: {} },
    priority: "high",
    tags: ["vip", "sla_tier_pro"],
    custom_fields: [
      { id: 101, value: "tierline_severity_2" },
      { id: 102, value: "2026-11-23T09:00:00Z" },
      { id: 103, value: "2026-11-23" },
      { id: 104, value: "Pro, severity 2" },
      { id: 999, value: ["a", "b"] },
    ],
    requester_id: 11,
    organization_id: 21,
    type: "incident",
    due_at: null,
    metric_set: { ticket_id: 5158, reply_time_in_minutes: { calendar: null, business: null } },
  },
  users: [
    { id: 12, email: "other@acme.test" },
    { id: 11, email: "Kim@Acme.test" },
  ],
  organizations: [{ id: 21, name: "Acme", external_id: "crm-1", organization_fields: { support_tier: "pro" } }],
};

type Shown = Record<string, unknown>;
const read = (shown: unknown) => toTicket(showTicketSchema.parse(shown), PROVISIONED);
const readTicket = (changes: Shown, beside: Shown = {}) =>
  read({ ...SHOWN, ...beside, ticket: { ...SHOWN.ticket, ...changes } });

describe("a ticket of Zendesk's, in the core's words", () => {
  test("has everything that a decision asks for", () => {
    expect(read(SHOWN)).toEqual({
      kind: "ticket",
      ticket: {
        id: "5158",
        createdAt: Date.parse("2026-11-22T09:00:00Z"),
        updatedAt: Date.parse("2026-11-22T11:59:58Z"),
        status: "open",
        merged: false,
        subject: "Printer on fire",
        formId: "71",
        groupId: "81",
        channel: "email",
        priority: "high",
        tags: ["vip", "sla_tier_pro"],
        requester: { id: "11", email: "kim@acme.test" },
        organization: { id: "21", externalId: "crm-1", name: "Acme", supportTier: "pro" },
        fields: {
          severity: 2,
          due: "2026-11-23T09:00:00Z",
          dueDate: "2026-11-23",
          summary: "Pro, severity 2",
        },
        task: null,
        firstReply: null,
      },
    });
  });

  test.each<[string, Shown, Shown]>([
    ["no priority", { priority: null }, { priority: null }],
    [
      "an upper-case status and priority",
      { status: "OPEN", priority: "URGENT" },
      { status: "open", priority: "urgent" },
    ],
    ["tags that are null", { tags: null }, { tags: [] }],
    ["no subject", { subject: null }, { subject: "" }],
    [
      "no custom fields",
      { custom_fields: null },
      { fields: { severity: null, due: null, dueDate: null, summary: null } },
    ],
    [
      "empty fields",
      {
        custom_fields: [
          { id: 102, value: "" },
          { id: 101, value: null },
        ],
      },
      { fields: { severity: null, due: null, dueDate: null, summary: null } },
    ],
    [
      "an option that is none of ours",
      { custom_fields: [{ id: 101, value: "sla_sev_1" }] },
      { fields: { severity: null, due: null, dueDate: null, summary: null } },
    ],
    [
      "field ids as text",
      { custom_fields: [{ id: "101", value: "tierline_severity_4" }] },
      { fields: { severity: 4, due: null, dueDate: null, summary: null } },
    ],
    ["a task without a due date", { type: "task" }, { task: { dueAt: null } }],
    [
      "a task with one",
      { type: "task", due_at: "2026-12-01T00:00:00Z" },
      { task: { dueAt: Date.parse("2026-12-01T00:00:00Z") } },
    ],
    ["a due date on no task", { type: "incident", due_at: "2026-12-01T00:00:00Z" }, { task: null }],
    ["no organization", { organization_id: null }, { organization: null }],
    ["the source of a merge", { status: "closed", tags: ["closed_by_merge"] }, { merged: true }],
    ["an open ticket that carries a merge's tag", { status: "open", tags: ["closed_by_merge"] }, { merged: false }],
    ["no requester to be found", { requester_id: 99 }, { requester: { id: "99", email: null } }],
  ])("%s", (_, changes, expected) => {
    const result = readTicket(changes);
    expect(result).toMatchObject({ kind: "ticket", ticket: expected });
  });

  test.each<[string, Shown, Shown, unknown]>([
    [
      "minutes, inside the ticket",
      { metric_set: { reply_time_in_minutes: { calendar: 90 } } },
      {},
      { at: Date.parse("2026-11-22T10:30:00Z"), precision: "minute" },
    ],
    [
      "minutes, beside the ticket",
      { metric_set: undefined },
      {
        metric_sets: [
          { ticket_id: 1, reply_time_in_minutes: { calendar: 1 } },
          { ticket_id: 5158, reply_time_in_minutes: { calendar: 90 } },
        ],
      },
      { at: Date.parse("2026-11-22T10:30:00Z"), precision: "minute" },
    ],
    [
      "a reply within the first minute",
      { metric_set: { reply_time_in_minutes: { calendar: 0 } } },
      {},
      { at: Date.parse("2026-11-22T09:00:00Z"), precision: "minute" },
    ],
    [
      "seconds, for messaging",
      { metric_set: { reply_time_in_minutes: { calendar: 1 }, reply_time_in_seconds: { calendar: 75 } } },
      {},
      { at: Date.parse("2026-11-22T09:01:15Z"), precision: "second" },
    ],
    ["no metrics", { metric_set: null }, {}, null],
  ])("the first reply by Zendesk's metric: %s", (_, changes, beside, firstReply) => {
    expect(readTicket(changes, beside)).toMatchObject({ ticket: { firstReply } });
  });

  test.each(["deleted", "archived", "scrubbed", "DELETED"])("a ticket that is %s is gone", (status) => {
    expect(readTicket({ status })).toEqual({ kind: "gone" });
  });

  test("a ticket whose organization was not sent along is not judged without it", () => {
    expect(readTicket({}, { organizations: [] })).toMatchObject({ kind: "incomplete" });
  });

  test.each([
    ["an id that lost its digits", { id: 2 ** 53 }],
    ["no creation", { created_at: undefined }],
    ["a creation without an offset", { created_at: "2026-11-22 09:00:00" }],
    ["a status that is no text", { status: 3 }],
    ["tags that are numbers", { tags: [1] }],
  ])("%s is refused, not guessed", (_, changes) => {
    expect(showTicketSchema.safeParse({ ...SHOWN, ticket: { ...SHOWN.ticket, ...changes } }).success).toBe(false);
  });
});

describe("the channel", () => {
  test.each([
    ["email", "email"],
    ["mail", "email"],
    ["MAIL", "email"],
    [4, "email"],
    ["chat", "chat"],
    ["native_messaging", "chat"],
    [29, "chat"],
    ["voice", "phone"],
    ["phone_call_inbound", "phone"],
    ["voicemail", "phone"],
    [34, "phone"],
    ["web", null],
    ["web_form", null],
    ["web_widget", null],
    ["api", null],
    ["whatsapp", null],
    ["rule", null],
    ["constructor", null],
    [null, null],
  ])("%j is %s", (via, channel) => {
    expect(toChannel(via)).toBe(channel);
  });
});
