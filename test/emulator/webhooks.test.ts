import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sign } from "../../emulator/signature.ts";
import { ADA, type Arrival, createRig, ENDPOINT, makeTicket, type Rig, settled, subscribe } from "./rig.ts";

const short = (arrival: Arrival) => arrival.body.type.replace("zen:event-type:", "");
const types = (rig: Rig) => rig.arrivals.map(short);
const ALL = [
  "created",
  "comment_added",
  "priority_changed",
  "status_changed",
  "tags_changed",
  "custom_field_changed",
  "organization_changed",
  "requester_changed",
  "type_changed",
  "subject_changed",
  "task_due_at_changed",
  "agent_assignment_changed",
  "merged",
  "soft_deleted",
  "undeleted",
].map((type) => `ticket.${type}`);

async function statuses(rig: Rig, webhookId: string): Promise<unknown[]> {
  const answer = await rig.call("GET", `/api/v2/webhooks/${webhookId}/invocations`);
  const { invocations } = Object(answer.json);
  return invocations.map((invocation: { status: string }) => invocation.status);
}

describe("a delivery", () => {
  test("is signed with the secret's own characters over timestamp and body", async () => {
    const rig = createRig();
    const { id, secret } = await subscribe(rig, "ticket.created");
    await makeTicket(rig);
    await settled();
    const [arrival] = rig.arrivals;
    const timestamp = arrival?.headers.get("x-zendesk-webhook-signature-timestamp");
    expect(arrival?.url).toBe(ENDPOINT);
    expect(timestamp).toBe("2026-03-02T10:00:00Z");
    expect(arrival?.headers.get("x-zendesk-webhook-signature")).toBe(
      createHmac("sha256", secret).update(`${timestamp}${arrival?.text}`).digest("base64"),
    );
    expect(arrival?.headers.get("x-zendesk-webhook-id")).toBe(id);
    expect(arrival?.headers.get("x-zendesk-account-id")).toBe(String(arrival?.body.account_id));
    expect(arrival?.headers.get("x-zendesk-webhook-invocation-id")).toMatch(/^[0-9A-Z]{26}$/);
  });

  test("reproduces the published vector of the signature", () => {
    const signature = sign(
      "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
      "2026-01-02T03:04:05Z",
      '{"type":"zen:event-type:ticket.created","id":"evt-1"}',
    );
    expect(signature).toBe("w17xLoIha9cHdoj90vEFnJlfqnnMKG9UWTE6dogf1/c=");
  });

  test("has the envelope of ticket events: ids as texts, upper-case words, nine fractional digits, tags null when none", async () => {
    const rig = createRig();
    await subscribe(rig, "ticket.created");
    await makeTicket(rig, { priority: "low", type: "task" }, ADA);
    await settled();
    const { body } = rig.arrivals[0] ?? expect.fail("nothing arrived");
    expect(body).toMatchObject({
      subject: "zen:ticket:1",
      zendesk_event_version: "2022-11-06",
      time: "2026-03-02T10:00:00.000000000Z",
    });
    expect(body.detail).toMatchObject({
      id: "1",
      status: "NEW",
      priority: "LOW",
      type: "TASK",
      tags: null,
      organization_id: null,
    });
    expect(body.detail["via"]).toEqual({ channel: "web_service" });
    expect(Object.keys(body.detail).sort()).toEqual(
      "actor_id assignee_id brand_id created_at custom_status description external_id form_id group_id id is_public organization_id priority requester_id status subject submitter_id tags type updated_at via".split(
        " ",
      ),
    );
  });

  test("carries the credentials and headers that the webhook was set up with", async () => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    const authentication = { type: "bearer_token", data: { token: "t" }, add_position: "header" };
    await rig.call("PATCH", `/api/v2/webhooks/${id}`, {
      webhook: { authentication, custom_headers: { "x-team": "a" } },
    });
    await makeTicket(rig);
    await settled();
    expect(rig.arrivals[0]?.headers.get("authorization")).toBe("Bearer t");
    expect(rig.arrivals[0]?.headers.get("x-team")).toBe("a");
  });
});

describe("the events of one action", () => {
  test("of creation are created and comment_added, and share a sequence", async () => {
    const rig = createRig();
    await subscribe(rig, ...ALL);
    await makeTicket(rig);
    await settled();
    expect(types(rig)).toEqual(["ticket.created", "ticket.comment_added"]);
    const sequences = rig.arrivals.map((arrival) => Object(arrival.body.event["meta"]).sequence);
    expect(sequences.map((sequence) => sequence.position)).toEqual([1, 2]);
    expect(new Set(sequences.map((sequence) => sequence.id)).size).toBe(1);
    expect(new Set(rig.arrivals.map((arrival) => arrival.body.id)).size).toBe(2);
  });

  test("of a ticket that came by e-mail are its author's doing, not the caller's", async () => {
    const rig = createRig();
    await subscribe(rig, "ticket.created");
    await makeTicket(rig, { via: { channel: "email" } });
    await settled();
    const { detail } = rig.arrivals[0]?.body ?? expect.fail("nothing arrived");
    expect(detail["actor_id"]).toBe(detail["requester_id"]);
    expect(detail["via"]).toEqual({ channel: "mail" });
  });

  test("of one update say each change, whoever made it: the API user sees its own echo", async () => {
    const rig = createRig();
    const field = await rig.make("/api/v2/ticket_fields", { ticket_field: { type: "text", title: "Due" } });
    const id = await makeTicket(rig, { tags: ["a"] });
    await subscribe(rig, ...ALL);
    const ticket = {
      priority: "high",
      type: "task",
      due_at: "2026-03-03T00:00:00Z",
      tags: ["b"],
      custom_fields: [{ id: field, value: "soon" }],
      comment: { body: "note", public: false },
    };
    await rig.call("PUT", `/api/v2/tickets/${id}`, { ticket });
    await settled();
    const events = Object.fromEntries(
      rig.arrivals.map((arrival) => {
        const { meta: _meta, ...event } = arrival.body.event;
        return [short(arrival), event];
      }),
    );
    expect(events).toMatchObject({
      "ticket.priority_changed": { current: "HIGH", previous: null },
      "ticket.type_changed": { current: "TASK", previous: null },
      "ticket.task_due_at_changed": { current: "2026-03-03T00:00:00Z", previous: null },
      "ticket.tags_changed": { tags_added: ["b"], tags_removed: ["a"] },
      "ticket.custom_field_changed": {
        current: { value: "soon" },
        previous: { value: null },
        custom_field: { id: String(field), title: "Due", type: "text" },
      },
      "ticket.comment_added": { comment: { is_public: false, author: { is_staff: true } } },
    });
    expect(Object.keys(events)).toHaveLength(6);
    const actors = new Set(rig.arrivals.map((arrival) => arrival.body.detail["actor_id"]));
    expect([...actors]).toEqual([String([...rig.emulator.state.users.values()][0]?.id)]);
  });

  test("of an update without effect are none", async () => {
    const rig = createRig();
    const id = await makeTicket(rig, { priority: "low" });
    await subscribe(rig, ...ALL);
    await rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { priority: "low" } });
    await settled();
    expect(rig.arrivals).toEqual([]);
  });

  test("that nobody subscribed to are not sent", async () => {
    const rig = createRig();
    await subscribe(rig, "ticket.priority_changed");
    const id = await makeTicket(rig);
    await rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { priority: "high", subject: "other" } });
    await settled();
    expect(types(rig)).toEqual(["ticket.priority_changed"]);
  });

  test("of a status change are two, because each status has a custom status behind it", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await subscribe(rig, "ticket.status_changed", "ticket.custom_status_changed");
    await rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { status: "pending" } }, ADA);
    await settled();
    expect(types(rig)).toEqual(["ticket.status_changed", "ticket.custom_status_changed"]);
    expect(rig.arrivals[0]?.body.event).toMatchObject({ current: "PENDING", previous: "NEW" });
  });

  test("of deletion and its undoing are soft_deleted and undeleted", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await subscribe(rig, ...ALL);
    await rig.call("DELETE", `/api/v2/tickets/${id}`);
    await rig.call("PUT", `/api/v2/deleted_tickets/${id}/restore`);
    await settled();
    expect(types(rig)).toEqual(["ticket.soft_deleted", "ticket.undeleted"]);
    expect(rig.arrivals[0]?.body.detail["status"]).toBe("DELETED");
  });

  test("of an organization tell its name and external id, never its tags or fields", async () => {
    const rig = createRig();
    await rig.make("/api/v2/organization_fields", { organization_field: { key: "tier", type: "text", title: "Tier" } });
    const kinds = ["created", "name_changed", "external_id_changed", "custom_field_changed", "tags_changed", "deleted"];
    await subscribe(rig, ...kinds.map((kind) => `organization.${kind}`));
    const id = await rig.make("/api/v2/organizations", { organization: { name: "A" } });
    const organization = { name: "B", external_id: "7", tags: ["x"], organization_fields: { tier: "pro" } };
    await rig.call("PUT", `/api/v2/organizations/${id}`, { organization });
    await rig.call("DELETE", `/api/v2/organizations/${id}`);
    await settled();
    expect(new Set(types(rig))).toEqual(new Set(kinds.map((kind) => `organization.${kind}`)));
    const { body } = rig.arrivals.at(-1) ?? expect.fail("nothing arrived");
    expect(body).toMatchObject({ subject: `zen:organization:${id}`, zendesk_event_version: "2022-06-20" });
    expect(Object.keys(body.detail).sort()).toEqual(
      "created_at external_id group_id id name shared_comments shared_tickets updated_at".split(" "),
    );
  });
});

describe("the answer of the endpoint", () => {
  test.each([
    ["200", 200, {}, 1, "success"],
    ["500, which is not in the contract", 500, {}, 1, "server error"],
    ["404", 404, {}, 1, "client error"],
    ["409, up to three times", 409, {}, 4, "client error"],
    ["503 with a short Retry-After", 503, { "retry-after": "30" }, 4, "server error"],
    ["503 without Retry-After", 503, {}, 1, "server error"],
    ["429 with a short Retry-After", 429, { "retry-after": "1" }, 4, "throttled"],
    ["429 with a long Retry-After", 429, { "retry-after": "60" }, 1, "throttled"],
  ])("%s", async (_name, status, headers, attempts, logged) => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    rig.respond = () => new Response(null, { status, headers });
    await makeTicket(rig);
    await rig.clock.advance(10 * 60_000);
    expect(rig.arrivals).toHaveLength(attempts);
    expect(await statuses(rig, id)).toEqual([logged]);
  });

  test("that stops being a 409 ends the retries", async () => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    rig.respond = () => new Response(null, { status: rig.arrivals.length < 3 ? 409 : 200 });
    await makeTicket(rig);
    await rig.clock.advance(60_000);
    expect(rig.arrivals).toHaveLength(3);
    expect(await statuses(rig, id)).toEqual(["success"]);
    expect(new Set(rig.arrivals.map((arrival) => arrival.headers.get("x-zendesk-webhook-invocation-id"))).size).toBe(1);
    expect(new Set(rig.arrivals.map((arrival) => arrival.body.id)).size).toBe(1);
  });

  test("that doesn't come within 12 seconds is a timeout, tried up to five times more", async () => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    rig.respond = () => new Promise(() => {});
    await makeTicket(rig);
    await rig.clock.advance(11_999);
    expect(await statuses(rig, id)).toEqual(["accepted"]);
    await rig.clock.advance(10 * 60_000);
    expect(rig.arrivals).toHaveLength(6);
    expect(await statuses(rig, id)).toEqual(["timeout"]);
  });

  test("that never comes because the connection failed is logged as failed", async () => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    rig.respond = () => Promise.reject(new TypeError("fetch failed"));
    await makeTicket(rig);
    await settled();
    expect(await statuses(rig, id)).toEqual(["failed"]);
  });
});

describe("the circuit breaker", () => {
  test("stops sending after too many errors, loses what comes meanwhile, and lets one probe out after the pause", async () => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    rig.respond = () => new Response(null, { status: 500 });
    for (let ticket = 0; ticket < 12; ticket += 1) {
      await makeTicket(rig);
      await settled();
    }
    expect(rig.arrivals).toHaveLength(10);
    expect((await statuses(rig, id)).slice(10)).toEqual(["circuit broken", "circuit broken"]);

    rig.respond = () => new Response(null, { status: 200 });
    await rig.clock.advance(5000);
    await makeTicket(rig);
    await settled();
    await makeTicket(rig);
    await settled();
    expect((await statuses(rig, id)).slice(12)).toEqual(["success", "success"]);
  });

  test("stays closed while fewer than 70 % are errors", async () => {
    const rig = createRig();
    await subscribe(rig, "ticket.created");
    rig.respond = () => new Response(null, { status: rig.arrivals.length % 2 === 0 ? 200 : 500 });
    for (let ticket = 0; ticket < 30; ticket += 1) {
      await makeTicket(rig);
      await settled();
    }
    expect(rig.arrivals).toHaveLength(30);
  });
});

describe("webhook faults", () => {
  test.each([
    ["drop", { kind: "drop" }, 0],
    ["duplicate", { kind: "duplicate", copies: 3 }, 3],
    ["delay", { kind: "delay", ms: 5000 }, 1],
  ])("%s", async (_name, fault, expected) => {
    const rig = createRig();
    await subscribe(rig, "ticket.created");
    const set = await rig.call("POST", "/emulator/webhook_faults", { fault, times: 1 });
    expect(set.status).toBe(201);
    await makeTicket(rig);
    await rig.clock.advance(10_000);
    expect(rig.arrivals).toHaveLength(expected);
    expect(new Set(rig.arrivals.map((arrival) => arrival.body.id)).size).toBeLessThanOrEqual(1);
    await makeTicket(rig);
    await rig.clock.advance(1);
    expect(rig.arrivals).toHaveLength(expected + 1);
  });

  test("reorder", async () => {
    const rig = createRig();
    await subscribe(rig, "ticket.created");
    await rig.call("POST", "/emulator/webhook_faults", { fault: { kind: "reorder" } });
    for (let ticket = 0; ticket < 10; ticket += 1) await makeTicket(rig);
    await rig.clock.advance(5000);
    const order = rig.arrivals.map((arrival) => Number(arrival.body.detail["id"]));
    expect(order).toHaveLength(10);
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });
});

describe("the webhook API", () => {
  test("creates, lists, shows, changes, deletes, and never shows the secret in passing", async () => {
    const rig = createRig();
    const { id, secret } = await subscribe(rig, "ticket.created");
    const shown = await rig.call("GET", `/api/v2/webhooks/${id}`);
    expect(id).toMatch(/^[0-9A-Z]{26}$/);
    expect(shown.text).not.toContain(secret);
    expect((await rig.call("PATCH", `/api/v2/webhooks/${id}`, { webhook: { status: "inactive" } })).status).toBe(204);
    await makeTicket(rig);
    await settled();
    expect(rig.arrivals).toEqual([]);
    expect((await rig.call("GET", "/api/v2/webhooks?filter[status]=inactive")).json).toMatchObject({
      webhooks: [{ id }],
      meta: { has_more: false },
    });
    expect((await rig.call("DELETE", `/api/v2/webhooks/${id}`)).status).toBe(204);
    expect((await rig.call("GET", `/api/v2/webhooks/${id}`)).status).toBe(404);
  });

  test("resets the secret", async () => {
    const rig = createRig();
    const { id, secret } = await subscribe(rig, "ticket.created");
    const answer = await rig.call("POST", `/api/v2/webhooks/${id}/signing_secret`);
    expect(answer).toMatchObject({ status: 201, json: { signing_secret: { algorithm: "SHA256" } } });
    expect(answer.text).not.toContain(secret);
  });

  test("sends tests signed with the public test secret while the webhook doesn't exist", async () => {
    const rig = createRig();
    await rig.call("POST", "/api/v2/webhooks/test", { webhook: { endpoint: ENDPOINT } });
    const [arrival] = rig.arrivals;
    const timestamp = arrival?.headers.get("x-zendesk-webhook-signature-timestamp");
    expect(arrival?.headers.get("x-zendesk-webhook-signature")).toBe(
      createHmac("sha256", "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==")
        .update(`${timestamp}${arrival?.text}`)
        .digest("base64"),
    );
  });

  test("is for admins", async () => {
    expect((await createRig().call("GET", "/api/v2/webhooks", undefined, ADA)).status).toBe(403);
  });

  test.each([
    ["PUT for events", { http_method: "PUT" }],
    ["XML for events", { request_format: "xml" }],
    ["a made-up type", { subscriptions: ["ticket.updated"] }],
    ["both kinds of connection", { subscriptions: ["conditional_ticket_events", "zen:event-type:ticket.created"] }],
  ])("refuses %s", async (_name, wrong) => {
    const webhook = { name: "W", status: "active", endpoint: ENDPOINT, http_method: "POST", request_format: "json" };
    const subscriptions = ["zen:event-type:ticket.created"];
    const answer = await createRig().call("POST", "/api/v2/webhooks", {
      webhook: { ...webhook, subscriptions, ...wrong },
    });
    expect(answer.status).toBe(422);
  });

  test("logs each attempt of an invocation, filtered by status", async () => {
    const rig = createRig();
    const { id } = await subscribe(rig, "ticket.created");
    rig.respond = () => new Response(null, { status: 409 });
    await makeTicket(rig);
    await rig.clock.advance(60_000);
    const filtered = (status: string) => rig.call("GET", `/api/v2/webhooks/${id}/invocations?filter[status]=${status}`);
    expect((await filtered("success")).json["invocations"]).toEqual([]);
    const [invocation] = Object((await filtered("client error")).json).invocations;
    const attempts = await rig.call("GET", `/api/v2/webhooks/${id}/invocations/${invocation.id}/attempts`);
    expect(attempts.json["attempts"]).toHaveLength(4);
  });
});

test("idle resolves when the last delivery is done", async () => {
  const rig = createRig();
  await subscribe(rig, "ticket.created");
  await makeTicket(rig);
  await rig.emulator.idle();
  expect(rig.arrivals).toHaveLength(1);
});
