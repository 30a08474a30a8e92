import { describe, expect, test } from "vitest";
import { ADA, BEN, createRig, makeTicket, type Rig } from "./rig.ts";

async function show(rig: Rig, id: number, include = "") {
  return (await rig.call("GET", `/api/v2/tickets/${id}${include}`)).json["ticket"];
}
const put = (rig: Rig, id: number, ticket: object, as?: string) =>
  rig.call("PUT", `/api/v2/tickets/${id}`, { ticket }, as);

async function severityField(rig: Rig) {
  return rig.make("/api/v2/ticket_fields", {
    ticket_field: {
      type: "tagger",
      title: "Severity",
      custom_field_options: [
        { name: "Critical", value: "severity_1" },
        { name: "Major", value: "severity_2" },
      ],
    },
  });
}

describe("a new ticket", () => {
  test("has a new requester, whose organization is found by the e-mail's domain", async () => {
    const rig = createRig();
    const organization = await rig.make("/api/v2/organizations", {
      organization: { name: "Example", external_id: "C-1", domain_names: ["example.com"] },
    });
    const id = await makeTicket(rig);
    expect(await show(rig, id)).toMatchObject({
      id: 1,
      organization_id: organization,
      status: "new",
      priority: null,
      type: null,
      due_at: null,
      description: "The smoke is colourful.",
      created_at: "2026-03-02T10:00:00Z",
      updated_at: "2026-03-02T10:00:00Z",
      generated_timestamp: 1772445600,
      via: { channel: "api" },
    });
  });

  test("has ids in the size of Zendesk's: small for tickets, 13 digits for everything else", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const field = await severityField(rig);
    expect([String(id).length, String(field).length]).toEqual([1, 13]);
  });

  test("can name the channel it came by, an extension of the emulator", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { via: { channel: "email" } });
    expect(await show(rig, id)).toMatchObject({ via: { channel: "email" } });
  });

  test("needs a description", async () => {
    const answer = await createRig().call("POST", "/api/v2/tickets", { ticket: { subject: "x" } });
    expect([answer.status, answer.json["error"]]).toEqual([422, "RecordInvalid"]);
  });

  test("that follows up a closed one inherits its tags", async () => {
    const rig = createRig();
    const first = await makeTicket(rig, { tags: ["vip"], status: "closed" });
    const second = await makeTicket(rig, { via_followup_source_id: first });
    expect(await show(rig, second)).toMatchObject({ tags: ["vip"], via: { channel: "closed_ticket" } });
    expect(await show(rig, first)).toMatchObject({ followup_ids: [second] });
  });
});

describe("an update", () => {
  test("answers the ticket and the audit, with the caller's metadata in it", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const answer = await put(rig, id, { priority: "high", metadata: { tierline: { decision: "7" } } });
    expect(answer.json).toMatchObject({
      ticket: { priority: "high" },
      audit: {
        ticket_id: id,
        via: { channel: "api" },
        metadata: { custom: { tierline: { decision: "7" } } },
        events: [{ type: "Change", field_name: "priority", value: "high", previous_value: null }],
      },
    });
    const audits = await rig.call("GET", `/api/v2/tickets/${id}/audits`);
    expect(audits.json).toMatchObject({
      audits: [{}, { metadata: { custom: { tierline: { decision: "7" } } } }],
      count: 2,
    });
  });

  test("that changes nothing leaves updated_at alone", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { priority: "low" });
    await rig.clock.advance(5000);
    const answer = await put(rig, id, { priority: "low" });
    expect(answer.json).toMatchObject({ ticket: { updated_at: "2026-03-02T10:00:00Z" }, audit: { events: [] } });
  });

  test.each([true, false, "true"])(
    "with safe_update %j and an old stamp is a conflict and changes nothing",
    async (safe_update) => {
      const rig = createRig();
      const id = await makeTicket(rig);
      await rig.clock.advance(2000);
      await put(rig, id, { subject: "Agent's words" }, ADA);
      const answer = await put(rig, id, { priority: "high", safe_update, updated_stamp: "2026-03-02T10:00:00Z" });
      expect(answer.status).toBe(409);
      expect(await show(rig, id)).toMatchObject({ priority: null, subject: "Agent's words" });
    },
  );

  test("of the same second passes safe_update, because stamps have a grain of one second", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await rig.clock.advance(400);
    await put(rig, id, { subject: "Agent's words" }, ADA);
    const answer = await put(rig, id, { priority: "high", safe_update: true, updated_stamp: "2026-03-02T10:00:00Z" });
    expect(answer.status).toBe(200);
  });

  test("of a closed ticket is refused with the recorded body", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { status: "closed" });
    const answer = await put(rig, id, { priority: "high" });
    expect([answer.status, answer.json]).toEqual([
      422,
      {
        error: "RecordInvalid",
        description: "Record validation errors",
        details: { status: [{ description: "Status closed prevents ticket update" }] },
      },
    ]);
  });

  test("of a deleted ticket finds nothing, until it is restored", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    expect((await rig.call("DELETE", `/api/v2/tickets/${id}`)).status).toBe(204);
    expect((await put(rig, id, { priority: "high" })).status).toBe(404);
    await rig.call("PUT", `/api/v2/deleted_tickets/${id}/restore`);
    expect((await put(rig, id, { priority: "high" })).status).toBe(200);
  });

  test.each([
    ["an unknown priority", { priority: "critical" }, "priority"],
    ["an unknown status", { status: "done" }, "status"],
    ["an unknown type", { type: "wish" }, "type"],
    ["an unknown group", { group_id: 4711 }, "group"],
    ["an organization that is not the requester's", { organization_id: 4711 }, "organization"],
    ["a due date that is no date, on a task", { type: "task", due_at: "soon" }, "due_at"],
  ])("with %s is refused as a whole", async (_name, ticket, field) => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const answer = await put(rig, id, { subject: "new words", ...ticket });
    expect([answer.status, Object.keys(Object(answer.json["details"]))]).toEqual([422, [field]]);
    expect(await show(rig, id)).toMatchObject({ subject: "Printer on fire" });
  });

  test("with a due date counts on tasks only, and is ignored in silence elsewhere", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const due_at = "2026-03-03T09:00:00+01:00";
    expect((await put(rig, id, { due_at })).json).toMatchObject({ ticket: { due_at: null } });
    expect((await put(rig, id, { type: "task", due_at })).json).toMatchObject({
      ticket: { due_at: "2026-03-03T08:00:00Z" },
    });
    expect((await put(rig, id, { type: "incident" })).json).toMatchObject({ ticket: { due_at: null } });
  });

  test("that assigns a new ticket opens it", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    expect((await put(rig, id, { assignee_email: ADA })).json).toMatchObject({ ticket: { status: "open" } });
  });

  test("that solves a ticket needs its required fields", async () => {
    const rig = createRig();
    const field = await rig.make("/api/v2/ticket_fields", { ticket_field: { title: "Cause", required: true } });
    const id = await makeTicket(rig);
    const answer = await put(rig, id, { status: "solved" });
    expect(answer.json["details"]).toMatchObject({ base: [{ ticket_field_id: field }] });
    const solved = await put(rig, id, { status: "solved", custom_fields: [{ id: field, value: "wear" }] });
    expect(solved.json).toMatchObject({ ticket: { status: "solved" } });
  });

  test("that changes the requester takes the new requester's organization", async () => {
    const rig = createRig();
    const organization = await rig.make("/api/v2/organizations", {
      organization: { name: "Other", domain_names: ["other.test"] },
    });
    const requester_id = await rig.make("/api/v2/users", { user: { name: "Omar", email: "omar@other.test" } });
    const id = await makeTicket(rig);
    expect((await put(rig, id, { requester_id })).json).toMatchObject({
      ticket: { requester_id, organization_id: organization },
    });
  });

  test("adds and removes followers one by one", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const [, ada, ben] = [...rig.emulator.state.users.keys()];
    await put(rig, id, { followers: [{ user_id: ada, action: "put" }, { user_email: BEN }] });
    const answer = await put(rig, id, { followers: [{ user_id: ada, action: "delete" }] });
    expect(answer.json).toMatchObject({ ticket: { follower_ids: [ben], collaborator_ids: [ben] } });
  });

  test("through additional_tags does nothing on a single ticket", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { tags: ["a"] });
    expect((await put(rig, id, { additional_tags: ["b"] })).json).toMatchObject({ ticket: { tags: ["a"] } });
  });
});

describe("tags", () => {
  test.each([
    ["PUT", "add", 200, ["a", "b", "c"]],
    ["POST", "replace", 201, ["b", "c"]],
    ["DELETE", "remove", 204, ["a"]],
  ])("by %s %s", async (method, _verb, status, tags) => {
    const rig = createRig();
    const id = await makeTicket(rig, { tags: ["A", "b", "b"] });
    const answer = await rig.call(method, `/api/v2/tickets/${id}/tags`, { tags: ["b", "C"] });
    expect(answer.status).toBe(status);
    expect((await rig.call("GET", `/api/v2/tickets/${id}/tags`)).json).toEqual({ tags });
  });

  test("of an update replace all", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { tags: ["a"] });
    expect((await put(rig, id, { tags: ["Zed", "b"] })).json).toMatchObject({ ticket: { tags: ["b", "zed"] } });
  });

  test.each(["PUT", "DELETE"])("by %s are guarded by safe_update too", async (method) => {
    const rig = createRig();
    const id = await makeTicket(rig, { tags: ["a"] });
    const guard = { safe_update: "true", updated_stamp: "2020-01-01T00:00:00Z" };
    expect((await rig.call(method, `/api/v2/tickets/${id}/tags`, { tags: ["a", "b"], ...guard })).status).toBe(409);
  });
});

describe("custom fields", () => {
  test("of type drop-down are tags, and the tags are the drop-down", async () => {
    const rig = createRig();
    const id = await severityField(rig);
    const ticket = await makeTicket(rig, { tags: ["vip"] });
    const value = (of: string | null) => [{ id, value: of }];

    const set = await put(rig, ticket, { custom_fields: value("severity_1") });
    expect(set.json).toMatchObject({ ticket: { tags: ["severity_1", "vip"], custom_fields: value("severity_1") } });
    const moved = await put(rig, ticket, { custom_fields: value("severity_2") });
    expect(moved.json).toMatchObject({ ticket: { tags: ["severity_2", "vip"] } });
    const retagged = await put(rig, ticket, { tags: ["severity_1"] });
    expect(retagged.json).toMatchObject({ ticket: { custom_fields: value("severity_1") } });
    await rig.call("DELETE", `/api/v2/tickets/${ticket}/tags`, { tags: ["severity_1"] });
    expect(await show(rig, ticket)).toMatchObject({ tags: [], custom_fields: value(null) });
  });

  test("that are sent along with tags win over them", async () => {
    const rig = createRig();
    const id = await severityField(rig);
    const ticket = await makeTicket(rig, { custom_fields: [{ id, value: "severity_1" }] });
    const answer = await put(rig, ticket, { tags: ["severity_1", "x"], custom_fields: [{ id, value: "severity_2" }] });
    expect(answer.json).toMatchObject({
      ticket: { tags: ["severity_2", "x"], custom_fields: [{ id, value: "severity_2" }] },
    });
  });

  test.each([
    ["date", "2026-02-28", "2026-02-28"],
    ["integer", 7, "7"],
    ["decimal", "1.5", "1.5"],
    ["checkbox", true, true],
    ["text", "2026-03-02T16:00:00Z", "2026-03-02T16:00:00Z"],
    ["text", "", null],
  ])("of type %s take %j", async (type, given, value) => {
    const rig = createRig();
    const id = await rig.make("/api/v2/ticket_fields", { ticket_field: { type, title: "Field" } });
    const ticket = await makeTicket(rig);
    expect((await put(rig, ticket, { custom_fields: [{ id, value: given }] })).json).toMatchObject({
      ticket: { custom_fields: [{ id, value }] },
    });
  });

  test.each([
    ["date", "2026-02-30"],
    ["date", "2026-02-28T10:00:00Z"],
    ["integer", "1.5"],
    ["decimal", "much"],
    ["tagger", "severity_9"],
  ])("of type %s refuse %j", async (type, value) => {
    const rig = createRig();
    const custom_field_options = [{ name: "One", value: "severity_1" }];
    const id = await rig.make("/api/v2/ticket_fields", {
      ticket_field: { type, title: "Field", custom_field_options },
    });
    const ticket = await makeTicket(rig);
    const answer = await put(rig, ticket, { custom_fields: [{ id, value }] });
    expect([answer.status, answer.json["details"]]).toMatchObject([422, { base: [{ ticket_field_id: id }] }]);
  });

  test("have no date-time type", async () => {
    const answer = await createRig().call("POST", "/api/v2/ticket_fields", {
      ticket_field: { type: "datetime", title: "Due" },
    });
    expect(answer.status).toBe(422);
  });
});

describe("the first reply", () => {
  const replyTime = async (rig: Rig, id: number) => {
    const ticket = await show(rig, id, "?include=metric_sets");
    return ticket;
  };

  test("is the first public comment by an agent, in whole minutes", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const none = { metric_set: { replies: 0, reply_time_in_minutes: { calendar: null, business: null } } };
    await rig.clock.advance(10 * 60_000);
    await put(rig, id, { comment: { body: "a note", public: false } }, ADA);
    expect(await replyTime(rig, id)).toMatchObject(none);
    await rig.clock.advance(10 * 60_000 + 59_000);
    await put(rig, id, { comment: { body: "Hello" } }, ADA);
    await rig.clock.advance(60_000);
    await put(rig, id, { comment: { body: "Again" } }, BEN);
    expect(await replyTime(rig, id)).toMatchObject({
      metric_set: { replies: 2, reply_time_in_minutes: { calendar: 20 }, reply_time_in_seconds: { calendar: null } },
    });
  });

  test("is known to the second for messaging tickets only", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { via: { channel: "native_messaging" } });
    await rig.clock.advance(75_000);
    await put(rig, id, { comment: { body: "Hello" } }, ADA);
    expect(await replyTime(rig, id)).toMatchObject({ metric_set: { reply_time_in_seconds: { calendar: 75 } } });
  });

  test("can be listed beside the tickets instead, the other place that clients have read it from", async () => {
    const rig = createRig({ metricSets: "listed" });
    const id = await makeTicket(rig);
    const answer = await rig.call("GET", `/api/v2/tickets/show_many?ids=${id},99&include=metric_sets`);
    expect(answer.json).toMatchObject({ tickets: [{ id }], metric_sets: [{ ticket_id: id }], count: 1 });
    expect(answer.json["tickets"]).not.toHaveProperty("0.metric_set");
  });
});

describe("comments", () => {
  test("are public unless said otherwise, and tell who wrote them", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await put(rig, id, { comment: { html_body: "<p>note</p>", public: false } }, BEN);
    const answer = await rig.call("GET", `/api/v2/tickets/${id}/comments`);
    expect(answer.json).toMatchObject({
      comments: [
        { public: true, body: "The smoke is colourful." },
        { public: false, body: "note", via: { channel: "api" } },
      ],
      count: 2,
    });
  });

  test("of a requester open a solved ticket again", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { status: "solved" });
    const { requester_id } = Object(await show(rig, id));
    const answer = await put(rig, id, { comment: { body: "Still burning", author_id: requester_id } });
    expect(answer.json).toMatchObject({ ticket: { status: "open" } });
  });
});

test("side-loads bring the users, organizations and groups of the tickets", async () => {
  const rig = createRig();
  const organization = await rig.make("/api/v2/organizations", {
    organization: { name: "E", domain_names: ["example.com"] },
  });
  const id = await makeTicket(rig, { assignee_email: ADA });
  const answer = await rig.call("GET", `/api/v2/tickets/${id}?include=users,organizations,groups`);
  expect(answer.json).toMatchObject({
    users: [{ email: "rita@example.com" }, { email: ADA }],
    organizations: [{ id: organization }],
    groups: [{ name: "Support" }],
  });
});

test("an end user may not use the agents' API", async () => {
  const rig = createRig();
  const id = await makeTicket(rig);
  expect((await rig.call("GET", `/api/v2/tickets/${id}`, undefined, "rita@example.com")).status).toBe(403);
});
