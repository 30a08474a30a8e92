import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent } from "../../src/zendesk/event.ts";

const parse = (event: unknown) => parseEvent(new TextEncoder().encode(JSON.stringify(event)));

/** `zendesk.md` §1.2: a ticket event as Zendesk sends it, with nine fractional digits. */
const CREATED = {
  account_id: 22129848,
  id: "cbe4028c-0000-4000-8000-000000000001",
  type: "zen:event-type:ticket.created",
  subject: "zen:ticket:5158",
  time: "2025-01-08T10:12:07.672717030Z",
  zendesk_event_version: "2022-11-06",
  detail: {
    actor_id: "8447388090494",
    assignee_id: null,
    brand_id: "8447346621310",
    created_at: "2025-01-08T10:12:07Z",
    custom_status: "8447320465790",
    description: "The customer's words",
    external_id: null,
    form_id: "8646151517822",
    group_id: "8447320466430",
    id: "5158",
    is_public: true,
    organization_id: "8447346622462",
    priority: "LOW",
    requester_id: "1",
    status: "OPEN",
    subject: "Printer on fire",
    submitter_id: "1",
    tags: ["a"],
    type: "TASK",
    updated_at: "2025-01-08T10:12:07Z",
    via: { channel: "web_service" },
  },
  event: {},
};
const withDetail = (detail: Record<string, unknown>) => ({ ...CREATED, detail: { ...CREATED.detail, ...detail } });
const TICKET = { kind: "ticket", ticketId: "5158", type: "ticket.created" };

describe("a ticket event", () => {
  test("names the ticket, who acted, and how new it is", () => {
    expect(parse(CREATED)).toEqual({
      delivery: { ...TICKET, actorId: "8447388090494", ticketUpdatedAt: Date.parse("2025-01-08T10:12:07Z") },
      happenedAt: Date.parse("2025-01-08T10:12:07.672Z"),
      accountId: "22129848",
      type: "ticket.created",
    });
  });

  test.each([
    ["ids as numbers", withDetail({ id: 5158, actor_id: 7 }), { ...TICKET, actorId: "7" }],
    ["tags that are null", withDetail({ tags: null, priority: null, type: null }), TICKET],
    ["lower-case enumerations", withDetail({ status: "open", priority: "low" }), TICKET],
    [
      "nine fractional digits",
      withDetail({ updated_at: "2025-01-08T10:12:07.672717030Z" }),
      { ticketUpdatedAt: 1736331127672 },
    ],
    ["a time that can't be read", withDetail({ updated_at: "yesterday" }), { ...TICKET, ticketUpdatedAt: null }],
    ["no actor", withDetail({ actor_id: null }), { ...TICKET, actorId: null }],
    ["the system as actor", withDetail({ actor_id: "-1" }), { ...TICKET, actorId: null }],
    ["the id only in the subject", { ...CREATED, detail: {} }, TICKET],
    ["no detail at all", { ...CREATED, detail: null }, TICKET],
    ["a detail of another form", { ...CREATED, detail: ["?"] }, TICKET],
    ["an upper-case type", { ...CREATED, type: "ZEN:EVENT-TYPE:TICKET.CREATED" }, TICKET],
    [
      "fields that nobody knows",
      { ...CREATED, brand_new: { deep: [1] }, event: { meta: { sequence: { id: "1" } } } },
      TICKET,
    ],
    ["the account id as text", { ...CREATED, account_id: "22129848" }, TICKET],
    ["an event id that is a ULID", { ...CREATED, id: "01HZZZZZZZZZZZZZZZZZZZZZZZ" }, TICKET],
  ])("is understood with %s", (_, event, delivery) => {
    expect(parse(event).delivery).toMatchObject(delivery);
  });

  test.each([
    "status_changed",
    "priority_changed",
    "tags_changed",
    "custom_field_changed",
    "comment_added",
    "merged",
    "soft_deleted",
    "undeleted",
    "some_event_of_next_year",
  ])("ticket.%s says to look at the ticket", (name) => {
    const type = `ticket.${name}`;
    expect(parse({ ...CREATED, type: `zen:event-type:${type}` }).delivery).toMatchObject({
      kind: "ticket",
      type,
      ticketId: "5158",
    });
  });

  test("a merge speaks of the source ticket, not of the target", () => {
    const merged = { ...CREATED, type: "zen:event-type:ticket.merged", event: { target_ticket_id: "9999" } };
    expect(parse(merged).delivery).toMatchObject({ kind: "ticket", ticketId: "5158" });
  });

  test("an id whose digits a JSON number has lost is taken from the subject, never rounded", () => {
    const text = JSON.stringify(CREATED)
      .replace('"id":"5158"', '"id":9007199254740993')
      .replace("zen:ticket:5158", "zen:ticket:9007199254740993");
    expect(parseEvent(new TextEncoder().encode(text)).delivery).toMatchObject({ ticketId: "9007199254740993" });
  });
});

describe("an organization event", () => {
  const event = {
    type: "zen:event-type:organization.custom_field_changed",
    account_id: 10973248,
    subject: "zen:organization:6607619104125",
    id: "a540ab78-0000-4000-8000-000000000001",
    time: "2099-07-07T03:44:13Z",
    zendesk_event_version: "2022-06-20",
    detail: { id: "6607619104125", name: "Acme", group_id: null, external_id: null, shared_tickets: false },
    event: {},
  };

  test("names the organization", () => {
    expect(parse(event).delivery).toEqual({
      kind: "organization",
      organizationId: "6607619104125",
      type: "organization.custom_field_changed",
    });
  });

  test('"0" is Zendesk\'s word for no organization', () => {
    expect(parse({ ...event, subject: null, detail: { id: "0" } }).delivery).toMatchObject({ kind: "unusable" });
  });
});

describe("events of no concern", () => {
  test.each([
    "user.created",
    "user.organization_membership_created",
    "messaging_ticket.message_added",
    "article.published",
  ])("%s is acknowledged", (type) => {
    expect(parse({ ...CREATED, type: `zen:event-type:${type}` })).toMatchObject({
      type,
      delivery: { kind: "acknowledged", type },
    });
  });
});

describe("what can't be used", () => {
  const SECRET_WORDS = "patient-name";
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  test.each([
    ["no JSON", `{"${SECRET_WORDS}"`],
    ["an empty body", ""],
    ["a byte order mark", `\ufeff${JSON.stringify(CREATED)}`],
    ["a list", `["${SECRET_WORDS}"]`],
    ["a string", `"${SECRET_WORDS}"`],
    ["null", "null"],
    ["no type", `{"detail":{"id":"5158","subject":"${SECRET_WORDS}"}}`],
    ["a type of another form", `{"type":"${SECRET_WORDS}"}`],
    ["a type with control characters", `{"type":"zen:event-type:ticket.created\\n${SECRET_WORDS}"}`],
    ["a type without end", `{"type":"zen:event-type:ticket.${"x".repeat(100)}"}`],
    ["a ticket without an id", `{"type":"zen:event-type:ticket.created","detail":{"id":"${SECRET_WORDS}"}}`],
    ["an id that leaves the path", '{"type":"zen:event-type:ticket.created","detail":{"id":"../users/1"}}'],
    ["an id below zero", '{"type":"zen:event-type:ticket.created","detail":{"id":-5}}'],
    ["thirty-three levels", deep(33)],
    ["a hundred thousand levels", deep(100_000)],
    ["three thousand keys", JSON.stringify(Object.fromEntries(Array.from({ length: 3000 }, (_, key) => [key, 1])))],
  ])("%s is kept for a person, without a word of it", (_, text) => {
    const { delivery } = parseEvent(new TextEncoder().encode(text));
    expect(delivery.kind).toBe("unusable");
    expect(JSON.stringify(delivery)).not.toContain(SECRET_WORDS);
  });

  test("invalid UTF-8 is kept for a person", () => {
    expect(parseEvent(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d])).delivery.kind).toBe("unusable");
  });

  test("prototypes stay untouched, whatever the keys are called", () => {
    const text =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type":"zen:event-type:ticket.created","detail":{"__proto__":{"id":"6"},"id":"5"}}';
    expect(parseEvent(new TextEncoder().encode(text)).delivery).toMatchObject({ ticketId: "5" });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
  });

  test("nothing that is JSON makes it throw", () => {
    const part = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(part, part, part, part, (type, id, subject, detail) => {
        parse({ type, id, account_id: id, subject, detail });
        parse({ ...CREATED, id, subject, detail });
        parse(withDetail({ id, actor_id: subject, updated_at: type }));
      }),
      { numRuns: 2000 },
    );
  });

  test("no bytes make it throw", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseEvent(bytes)));
  });
});
