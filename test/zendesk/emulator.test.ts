import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../../emulator/emulator.ts";
import { type TicketId, ticketId } from "../../src/core/id.ts";
import type { Change } from "../../src/core/ticket.ts";
import { instant, parseLocalDate } from "../../src/core/time.ts";
import type { Reading } from "../../src/desk/helpdesk.ts";
import { createZendeskClient } from "../../src/zendesk/client.ts";
import type { Credentials, Provisioned, ZendeskConnection } from "../../src/zendesk/connection.ts";
import { diagnose } from "../../src/zendesk/doctor.ts";
import { parseEvent } from "../../src/zendesk/event.ts";
import { connect, disconnect } from "../../src/zendesk/provision.ts";
import { importWebhookKeys, verifySignature } from "../../src/zendesk/signature.ts";
import { createZendesk } from "../../src/zendesk/zendesk.ts";
import { clock, farEnd, json, NOON, networkFailure, ORIGIN, signedIn } from "./given.ts";

const WEBHOOK = "https://tierline.test/webhooks/zendesk/desk-1";
const TIERS = ["growth", "pro", "enterprise"].map((name) => ({ name, title: name.toUpperCase() }));
const CREDENTIALS: Credentials = { kind: "oauth_client", clientId: "tierline", clientSecret: "emulator-secret" };

/** A fresh Zendesk, and everything that connects to it: both sides run for real, only the wire between them is missing. */
function account(credentials: Credentials = CREDENTIALS) {
  const time = clock();
  const delivered: Request[] = [];
  let seed = 1;
  const emulator = createEmulator({
    subdomain: "acme",
    origin: ORIGIN,
    now: time.now,
    random: () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    },
    fetch: async (input, init) => {
      delivered.push(new Request(input, init));
      return new Response("ok");
    },
  });
  const wiring = { fetch: over(emulator), now: time.now };
  const client = createZendeskClient({ origin: ORIGIN, credentials, ...wiring });
  const join = (previous: Provisioned | null = null, dryRun = false) =>
    connect({ client, wanted: { webhookEndpoint: WEBHOOK, tiers: TIERS }, previous, dryRun });

  async function joined(): Promise<ZendeskConnection> {
    const outcome = await join();
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const { provisioned, webhookSecret } = outcome.value;
    if (provisioned === null) throw new Error("nothing was provisioned");
    const webhookSecrets = [{ secret: webhookSecret, notAfter: null }];
    return { subdomain: "acme", origin: ORIGIN, credentials, provisioned, webhookSecrets };
  }
  return { ...time, ...wiring, emulator, client, delivered, join, joined, credentials };
}

const over =
  (emulator: Emulator): typeof fetch =>
  (input, init) =>
    emulator.fetch(new Request(input, init));

/** Loses the write with this number: before it reaches the account, or its answer. */
function breaking(fetch: typeof globalThis.fetch, failing: number, when: "before" | "after"): typeof globalThis.fetch {
  let writes = 0;
  return async (input, init) => {
    const breaks = init?.method === "POST" && String(input).includes("/api/") && writes++ === failing;
    if (breaks && when === "before") throw networkFailure("ECONNRESET");
    const answer = await fetch(input, init);
    if (breaks) throw networkFailure("ECONNRESET");
    return answer;
  };
}

/** The emulator's own panel, and the API as an agent uses it. */
async function ask(emulator: Emulator, method: string, path: string, body?: unknown): Promise<unknown> {
  const basic = btoa(`${emulator.seed.admin.email}/token:${emulator.seed.apiToken}`);
  const headers = { authorization: `Basic ${basic}`, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await emulator.fetch(new Request(ORIGIN + path, init));
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}

const fault = (emulator: Emulator, rule: object) => ask(emulator, "POST", "/emulator/faults", rule);
const writes = ({ counts }: Emulator) =>
  Object.entries(counts).filter(([call]) => /^(POST|PUT|PATCH|DELETE) \/api/.test(call));
const writeCount = (emulator: Emulator) => writes(emulator).reduce((sum, [, count]) => sum + count, 0);

async function newTicket(emulator: Emulator, ticket: object = {}): Promise<TicketId> {
  const requester = { name: "Kim", email: "kim@customer.test" };
  const subject = "Printer on fire";
  await ask(emulator, "POST", "/api/v2/tickets", {
    ticket: { subject, comment: { body: "Help" }, requester, ...ticket },
  });
  const id = ticketId(Math.max(...emulator.state.tickets.keys()));
  if (id === null) throw new Error("no ticket");
  return id;
}

describe("connecting an account", () => {
  test("makes four ticket fields, one organization field, one view and one webhook, and tells what it did", async () => {
    const { join, emulator } = account();
    const outcome = await join();
    const steps = outcome.ok ? outcome.value.steps : [];
    expect(steps.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      "checked credentials",
      'created ticket field "Support severity"',
      'created ticket field "First response due"',
      'created ticket field "First response due date"',
      'created ticket field "Support summary"',
      'created organization field "support_tier"',
      'created view "Due next"',
      'created webhook "Tierline"',
      "checked signing secret",
    ]);
    expect(emulator.state.views.size).toBe(1);
    expect([...emulator.state.webhooks.values()]).toMatchObject([{ endpoint: WEBHOOK, status: "active" }]);
  });

  test("shows the secret in no step", async () => {
    const { join } = account();
    const outcome = await join();
    if (!outcome.ok || outcome.value.webhookSecret === null) throw new Error("not connected");
    expect(JSON.stringify(outcome.value.steps)).not.toContain(outcome.value.webhookSecret);
  });

  test("a second time changes nothing, whether the first is remembered or forgotten", async () => {
    const { join, joined, emulator } = account();
    const { provisioned, webhookSecrets } = await joined();
    const before = writeCount(emulator);
    for (const previous of [provisioned, null]) {
      const again = await join(previous);
      expect(again).toMatchObject({ ok: true, value: { provisioned, webhookSecret: webhookSecrets[0]?.secret } });
      expect(again.ok && again.value.steps.every(({ kind }) => kind === "kept" || kind === "checked")).toBe(true);
    }
    expect(writeCount(emulator)).toBe(before);
  });

  test("as a dry run it only looks", async () => {
    const { join, emulator } = account();
    const outcome = await join(null, true);
    expect(outcome).toMatchObject({ ok: true, value: { provisioned: null, webhookSecret: null } });
    expect(outcome.ok && outcome.value.steps.filter(({ kind }) => kind === "would_create")).toHaveLength(7);
    expect(writes(emulator)).toEqual([]);
  });

  test.each(["before", "after"] as const)(
    "when the connection breaks %s any one of its writes, the next run finishes and makes nothing twice",
    async (when) => {
      for (let failing = 0; failing < 7; failing++) {
        const { emulator, fetch, now, joined } = account();
        const client = createZendeskClient({
          origin: ORIGIN,
          credentials: CREDENTIALS,
          now,
          fetch: breaking(fetch, failing, when),
        });
        const wanted = { webhookEndpoint: WEBHOOK, tiers: TIERS };
        const broken = await connect({ client, wanted, previous: null, dryRun: false });
        expect(broken).toMatchObject({
          ok: false,
          failure: { reason: "unavailable", mend: expect.stringContaining("again") },
        });
        expect(!broken.ok && broken.failure.steps.filter(({ kind }) => kind === "created")).toHaveLength(failing);

        const { provisioned } = await joined();
        expect(JSON.stringify(provisioned)).not.toContain("adopted");
        const { ticketFields, organizationFields, views, webhooks } = emulator.state;
        const titles = [...ticketFields.values()].map(({ title }) => title);
        expect(new Set(titles).size).toBe(titles.length);
        expect([organizationFields.size, views.size, webhooks.size]).toEqual([1, 1, 1]);
      }
    },
  );

  test("adopts what the account already has, and disconnect leaves that alone", async () => {
    const { join, emulator, client } = account();
    await ask(emulator, "POST", "/api/v2/ticket_fields", {
      ticket_field: { title: "First response due", type: "text" },
    });
    const field = { key: "support_tier", type: "text", title: "Their tier" };
    await ask(emulator, "POST", "/api/v2/organization_fields", { organization_field: field });
    const outcome = await join();
    if (!outcome.ok || outcome.value.provisioned === null) throw new Error("not connected");
    const { provisioned, steps } = outcome.value;
    expect(provisioned.fields.due.origin).toBe("adopted");
    expect(provisioned.organizationField.origin).toBe("adopted");
    expect(steps.filter(({ kind }) => kind === "adopted")).toHaveLength(2);

    const left = await disconnect({ client, provisioned, dryRun: false });
    expect(left.ok && left.value.steps.filter(({ kind }) => kind === "left")).toHaveLength(2);
    const titles = [...emulator.state.ticketFields.values()].map(({ title }) => title);
    expect(titles).toContain("First response due");
    expect(titles).not.toContain("Support severity");
  });

  test.each([
    ["another type", { title: "First response due", type: "integer" }, "is of type integer where Tierline needs text"],
    [
      "other options",
      { title: "Support severity", type: "tagger", custom_field_options: [{ name: "Bad", value: "bad" }] },
      "lacks the options tierline_severity_1",
    ],
  ])("stops at a field of that name with %s, and says what to do", async (_, ticket_field, message) => {
    const { join, emulator } = account();
    await ask(emulator, "POST", "/api/v2/ticket_fields", { ticket_field });
    const before = emulator.state.ticketFields.size;
    expect(await join()).toMatchObject({
      ok: false,
      failure: {
        reason: "mismatch",
        message: expect.stringContaining(message),
        mend: expect.stringContaining("Rename"),
      },
    });
    expect(emulator.state.ticketFields.size - before).toBeLessThanOrEqual(1);
  });

  test("mends a webhook that was switched off, moved, or lost an event", async () => {
    const { join, joined, emulator } = account();
    const { provisioned } = await joined();
    const webhook = {
      status: "inactive",
      endpoint: "https://elsewhere.test",
      subscriptions: ["zen:event-type:user.created"],
    };
    await ask(emulator, "PATCH", `/api/v2/webhooks/${provisioned.webhook.id}`, { webhook });
    const again = await join(provisioned);
    expect(again.ok && again.value.steps.filter(({ kind }) => kind === "repaired")).toHaveLength(1);
    const mended = emulator.state.webhooks.get(provisioned.webhook.id);
    expect(mended).toMatchObject({ status: "active", endpoint: WEBHOOK });
    expect(mended?.subscriptions).toContain("zen:event-type:ticket.created");
    expect(mended?.subscriptions).toContain("zen:event-type:user.created");
  });

  test("wakes up fields that somebody deactivated", async () => {
    const { join, joined, emulator } = account();
    const { provisioned } = await joined();
    await ask(emulator, "PUT", `/api/v2/ticket_fields/${provisioned.fields.due.id}`, {
      ticket_field: { active: false },
    });
    const again = await join(provisioned);
    expect(again.ok && again.value.steps.filter(({ kind }) => kind === "repaired")).toHaveLength(1);
    expect(emulator.state.ticketFields.get(Number(provisioned.fields.due.id))?.active).toBe(true);
  });

  test("warns of a tier that the organization field does not offer", async () => {
    const { client, joined } = account();
    const { provisioned } = await joined();
    const tiers = [...TIERS, { name: "platinum", title: "Platinum" }];
    const again = await connect({
      client,
      wanted: { webhookEndpoint: WEBHOOK, tiers },
      previous: provisioned,
      dryRun: false,
    });
    expect(again.ok && again.value.steps.find(({ kind }) => kind === "warning")?.detail).toContain("platinum");
  });

  test("refuses wrong credentials, and an agent who is no administrator", async () => {
    const wrong = account({ kind: "oauth_client", clientId: "tierline", clientSecret: "wrong" });
    expect(await wrong.join()).toMatchObject({ ok: false, failure: { reason: "unauthorized" } });
    const agent = account({ kind: "api_token", email: "ada@acme.test", token: "emulator" });
    expect(await agent.join()).toMatchObject({
      ok: false,
      failure: {
        reason: "not_admin",
        message: expect.stringContaining("agent"),
        mend: expect.stringContaining("administrator"),
      },
    });
    expect(writes(agent.emulator)).toEqual([]);
  });

  test("is not taken in by Zendesk's answer to anybody, which is an anonymous user", async () => {
    const anonymous = { user: { id: null, name: "Anonymous user", role: "end-user" } };
    const { fetch } = farEnd(signedIn(() => json(anonymous)));
    const client = createZendeskClient({ origin: ORIGIN, credentials: CREDENTIALS, fetch, now: () => NOON });
    const wanted = { webhookEndpoint: WEBHOOK, tiers: TIERS };
    expect(await connect({ client, wanted, previous: null, dryRun: false })).toMatchObject({
      ok: false,
      failure: { reason: "unauthorized", steps: [] },
    });
  });
});

describe("disconnecting", () => {
  test("takes back what connect made, keeps the tiers, and can be followed by a new connect", async () => {
    const { client, joined, join, emulator } = account();
    const before = emulator.state.ticketFields.size;
    const { provisioned } = await joined();
    const dry = await disconnect({ client, provisioned, dryRun: true });
    expect(dry.ok && dry.value.steps.map(({ kind }) => kind)).toEqual(Array(7).fill("would_remove"));
    expect(emulator.state.webhooks.size).toBe(1);

    const left = await disconnect({ client, provisioned, dryRun: false });
    expect(left.ok && left.value.steps.map(({ what }) => what)[0]).toBe("webhook");
    expect([emulator.state.webhooks.size, emulator.state.views.size]).toEqual([0, 0]);
    expect(emulator.state.ticketFields.size).toBe(before);
    expect([...emulator.state.organizationFields.values()]).toMatchObject([{ key: "support_tier", active: false }]);

    const back = await join(provisioned);
    expect(back).toMatchObject({ ok: true });
    expect([...emulator.state.organizationFields.values()]).toMatchObject([{ key: "support_tier", active: true }]);
  });

  test("goes on where it broke off", async () => {
    const { client, joined, emulator } = account();
    const { provisioned } = await joined();
    await fault(emulator, {
      match: { method: "DELETE", path: "/api/v2/views/*" },
      fault: { kind: "status", status: 500 },
      times: 1,
    });
    expect(await disconnect({ client, provisioned, dryRun: false })).toMatchObject({
      ok: false,
      failure: { reason: "unavailable", steps: [{ kind: "removed", what: "webhook" }] },
    });
    const again = await disconnect({ client, provisioned, dryRun: false });
    expect(again.ok && again.value.steps.slice(0, 2)).toMatchObject([
      { kind: "already_gone", what: "webhook" },
      { kind: "removed", what: "view" },
    ]);
  });
});

describe("the doctor", () => {
  async function patient(credentials?: Credentials) {
    const given = account(credentials);
    const connection = await given.joined();
    const examine = (overrides: object = {}) =>
      diagnose({ client: given.client, connection, webhookEndpoint: WEBHOOK, now: given.now(), ...overrides });
    const problems = async (overrides?: object) =>
      (await examine(overrides)).filter(({ level }) => level !== "ok").map(({ what }) => what);
    return { ...given, connection, examine, problems };
  }

  test("finds nothing wrong with a healthy account, in calls that only read", async () => {
    const { examine, emulator } = await patient();
    const before = writeCount(emulator);
    const findings = await examine({ lastEventAt: NOON });
    expect(findings.filter(({ level }) => level !== "ok")).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(12);
    expect(writeCount(emulator)).toBe(before);
  });

  test.each<[string, (provisioned: Provisioned) => [string, string, object?], string]>([
    ["a deleted field", ({ fields }) => ["DELETE", `/api/v2/ticket_fields/${fields.due.id}`], "was deleted in Zendesk"],
    [
      "an inactive field",
      ({ fields }) => ["PUT", `/api/v2/ticket_fields/${fields.due.id}`, { ticket_field: { active: false } }],
      "is inactive",
    ],
    [
      "a missing option",
      ({ fields }) => [
        "PUT",
        `/api/v2/ticket_fields/${fields.severity.id}`,
        { ticket_field: { custom_field_options: [{ name: "1", value: "tierline_severity_1" }] } },
      ],
      "lacks the options tierline_severity_2",
    ],
    [
      "an inactive organization field",
      ({ organizationField }) => [
        "PUT",
        `/api/v2/organization_fields/${organizationField.id}`,
        { organization_field: { active: false } },
      ],
      "is inactive",
    ],
    ["a deleted view", ({ view }) => ["DELETE", `/api/v2/views/${view.id}`], "was deleted"],
    ["a deleted webhook", ({ webhook }) => ["DELETE", `/api/v2/webhooks/${webhook.id}`], "was deleted"],
    [
      "a webhook switched off",
      ({ webhook }) => ["PATCH", `/api/v2/webhooks/${webhook.id}`, { webhook: { status: "inactive" } }],
      "is inactive",
    ],
    [
      "a webhook to elsewhere",
      ({ webhook }) => ["PATCH", `/api/v2/webhooks/${webhook.id}`, { webhook: { endpoint: "https://x.test" } }],
      "delivers to https://x.test",
    ],
    [
      "a missing event",
      ({ webhook }) => [
        "PATCH",
        `/api/v2/webhooks/${webhook.id}`,
        { webhook: { subscriptions: ["zen:event-type:ticket.created"] } },
      ],
      "lacks ticket.comment_added (an agent's public reply",
    ],
    ["a reset secret", ({ webhook }) => ["POST", `/api/v2/webhooks/${webhook.id}/signing_secret`], "secret was reset"],
  ])("names %s, and every finding says how to mend it", async (_, deed, words) => {
    const { connection, emulator, examine } = await patient();
    const [method, path, body] = deed(connection.provisioned);
    await ask(emulator, method, path, body);
    const problems = (await examine()).filter(({ level }) => level === "problem");
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toContain(words);
    expect(problems[0]?.mend).not.toBe("");
  });

  test("what the doctor finds, connect mends", async () => {
    const { connection, emulator, join, client, now } = await patient();
    const { fields, webhook, view } = connection.provisioned;
    await ask(emulator, "DELETE", `/api/v2/ticket_fields/${fields.summary.id}`);
    await ask(emulator, "DELETE", `/api/v2/views/${view.id}`);
    await ask(emulator, "PATCH", `/api/v2/webhooks/${webhook.id}`, { webhook: { status: "inactive" } });
    const mended = await join(connection.provisioned);
    if (!mended.ok || mended.value.provisioned === null) throw new Error("not connected");
    const healed = { ...connection, provisioned: mended.value.provisioned };
    const findings = await diagnose({ client, connection: healed, webhookEndpoint: WEBHOOK, now: now() });
    expect(findings.filter(({ level }) => level !== "ok")).toEqual([]);
  });

  test("stops at credentials that no longer work", async () => {
    const { emulator, problems } = await patient();
    emulator.state.tokens.clear();
    emulator.state.oauthClients.clear();
    expect(await problems()).toEqual([expect.stringContaining("Could not sign in")]);
  });

  test("warns of API tokens' end, of clocks that differ, of silence and of failed deliveries", async () => {
    const { problems, emulator, connection } = await patient({
      kind: "api_token",
      email: "integration@acme.test",
      token: "emulator",
    });
    expect(await problems({ now: instant(NOON + 45_000) })).toEqual([
      expect.stringContaining("2027-04-30"),
      expect.stringContaining("differs from Zendesk's by 45 seconds"),
    ]);
    expect(await problems({ lastEventAt: null })).toContain("No webhook has arrived yet.");
    const quiet = await problems({ lastEventAt: instant(NOON - 25 * 3_600_000) });
    expect(quiet).toContain("No webhook since 2026-11-21T11:00:00Z.");

    const failed = {
      webhookId: connection.provisioned.webhook.id,
      eventType: "zen:event-type:ticket.created",
      startedAt: NOON,
      completedAt: NOON,
      attempts: [],
    };
    emulator.state.invocations.set("i1", { ...failed, id: "i1", status: "server error" });
    expect(await problems()).toContain("1 of Zendesk's latest 1 deliveries failed (server error).");
  });
});

describe("one ticket's way", () => {
  async function desk() {
    const given = account();
    const connection = await given.joined();
    const zendesk = createZendesk({ connection, fetch: given.fetch, now: given.now });
    const id = await newTicket(given.emulator, { priority: "normal", tags: ["vip"] });
    async function look(): Promise<Reading> {
      given.pass(1000);
      const outcome = await zendesk.read(id);
      if (outcome.kind !== "read") throw new Error(outcome.kind);
      return outcome.reading;
    }
    return { ...given, connection, ...zendesk, id, look };
  }

  const date = parseLocalDate("2026-11-23");
  const due = instant(Date.parse("2026-11-23T09:00:00Z"));
  const everything: readonly Change[] = [
    { kind: "set_priority", priority: "urgent" },
    { kind: "set_severity", severity: 1 },
    { kind: "set_due", due },
    { kind: "set_due_date", date },
    { kind: "set_summary", text: "Enterprise, severity 1" },
    { kind: "set_tags", add: ["sla_tier_enterprise", "sla_sev_1"], remove: [] },
    { kind: "add_note", note: "unmapped", body: "Nobody knows this organization." },
  ];

  test("what is written in one call is what is read back, and a second plan would be empty", async () => {
    const { look, write, emulator } = await desk();
    const before = emulator.counts["PUT /api/v2/tickets/{id}"] ?? 0;
    expect(await write(await look(), everything)).toMatchObject({ kind: "written" });
    const { ticket } = await look();
    expect(ticket).toMatchObject({
      priority: "urgent",
      fields: { severity: 1, due: "2026-11-23T09:00:00Z", dueDate: "2026-11-23", summary: "Enterprise, severity 1" },
      requester: { email: "kim@customer.test" },
    });
    expect([...ticket.tags].sort()).toEqual(["sla_sev_1", "sla_tier_enterprise", "tierline_severity_1", "vip"]);
    expect(emulator.counts["PUT /api/v2/tickets/{id}"]).toBe(before + 1);
  });

  test("another severity replaces the old one's tag, whether or not other tags change with it", async () => {
    const { look, write } = await desk();
    await write(await look(), everything);
    await write(await look(), [{ kind: "set_severity", severity: 3 }]);
    expect((await look()).ticket.tags).toContain("tierline_severity_3");
    await write(await look(), [
      { kind: "set_severity", severity: 2 },
      { kind: "set_tags", add: ["sla_sev_2"], remove: ["sla_sev_1"] },
    ]);
    const { ticket } = await look();
    expect(ticket.fields.severity).toBe(2);
    expect([...ticket.tags].sort()).toEqual(["sla_sev_2", "sla_tier_enterprise", "tierline_severity_2", "vip"]);
  });

  test("a stamp is settled only when its second is over", async () => {
    const { read, id, pass } = await desk();
    expect(await read(id)).toMatchObject({ reading: { settled: false } });
    pass(1000);
    expect(await read(id)).toMatchObject({ reading: { settled: true } });
  });

  test("an agent's edit after the reading is never overwritten", async () => {
    const { look, write, emulator, id, pass } = await desk();
    const basis = await look();
    pass(1000);
    await ask(emulator, "PUT", `/api/v2/tickets/${id}`, {
      ticket: { priority: "high", tags: ["vip", "agent_was_here"] },
    });
    expect(await write(basis, everything)).toEqual({ kind: "conflict" });
    expect((await look()).ticket).toMatchObject({ priority: "high", tags: ["agent_was_here", "vip"] });
  });

  test("a note is found by its mark, and only after it was written", async () => {
    const { look, write, hasNote, id } = await desk();
    expect(await hasNote(id, "unmapped")).toEqual({ kind: "known", written: false });
    await write(await look(), everything);
    expect(await hasNote(id, "unmapped")).toEqual({ kind: "known", written: true });
    expect(await hasNote(id, "not_covered")).toEqual({ kind: "known", written: false });
  });

  test.each([
    ["before", false],
    ["after", true],
  ])(
    "when the answer is lost %s the write took effect, the note says whether to write again",
    async (when, written) => {
      const { look, write, hasNote, emulator, id } = await desk();
      const basis = await look();
      await fault(emulator, { match: { method: "PUT" }, fault: { kind: "reset", when }, times: 1 });
      expect(await write(basis, everything)).toMatchObject({ kind: "ambiguous" });
      expect(await hasNote(id, "unmapped")).toEqual({ kind: "known", written });
    },
  );

  test("each field that Zendesk drops in silence is noticed", async () => {
    for (const property of ["priority", "custom_fields", "tags", "comment"]) {
      const { look, write, emulator } = await desk();
      const basis = await look();
      await fault(emulator, { match: { method: "PUT" }, fault: { kind: "ignored", properties: [property] }, times: 1 });
      expect(await write(basis, everything), property).toMatchObject({ kind: "ignored" });
    }
  });

  test("closed and deleted tickets are told apart", async () => {
    const { look, write, read, emulator, id } = await desk();
    await ask(emulator, "PUT", `/api/v2/tickets/${id}`, { ticket: { status: "closed" } });
    expect(await write(await look(), everything)).toEqual({ kind: "closed" });
    const other = await newTicket(emulator);
    await ask(emulator, "DELETE", `/api/v2/tickets/${other}`);
    expect(await read(other)).toEqual({ kind: "gone" });
  });

  test("a revoked token is renewed without anybody noticing", async () => {
    const { look, write, emulator } = await desk();
    const basis = await look();
    emulator.state.tokens.clear();
    expect(await write(basis, everything)).toMatchObject({ kind: "written" });
    expect(emulator.counts["POST /oauth/tokens"]).toBeGreaterThan(1);
  });

  test("the webhook that a write causes is signed with the secret that connect fetched, and names the ticket", async () => {
    const { connection, delivered, emulator, id, look, write, now } = await desk();
    await write(await look(), everything);
    await emulator.idle();
    const keys = await importWebhookKeys(connection.webhookSecrets);
    if (!keys.ok) throw new Error(keys.failure.reason);
    expect(delivered.length).toBeGreaterThan(0);
    for (const request of delivered) {
      const timestamp = request.headers.get("x-zendesk-webhook-signature-timestamp");
      const signature = request.headers.get("x-zendesk-webhook-signature");
      const body = new Uint8Array(await request.arrayBuffer());
      expect(await verifySignature(keys.value, { timestamp, signature }, body, now())).toEqual({
        ok: true,
        value: null,
      });
      const { delivery, accountId } = parseEvent(body);
      expect(delivery).toMatchObject({
        kind: "ticket",
        ticketId: id,
        actorId: connection.provisioned.integrationUserId,
      });
      expect(accountId).toBe(String(emulator.state.accountId));
    }
  });
});
