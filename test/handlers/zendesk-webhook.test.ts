import { describe, expect, test, vi } from "vitest";
import { type Duration, after as later, seconds } from "../../src/core/time.ts";
import { OPERATOR_TOKEN, openWorld, type World } from "../support/world.ts";

const EVENT = JSON.stringify({
  account_id: null,
  id: "cbe4028c-7239-495d-b020-f22348516046",
  type: "zen:event-type:ticket.priority_changed",
  subject: "zen:ticket:5158",
  detail: { id: "5158", actor_id: "77", updated_at: "2026-11-03T10:00:00Z" },
});

const ago = (world: World, length: number) => later(world.clock.now(), -length as Duration);

/** Everything that a request could have changed: the rows of every account, and what was asked of Zendesk. */
async function everything(world: World, accounts: readonly string[]) {
  const rows = await Promise.all(accounts.map((account) => world.rows(account)));
  const known = (await world.tierline.accounts.all()).length;
  return { rows, known, calls: accounts.map((account) => world.zendesk(account).calls.length) };
}

async function post(world: World, path: string, headers: Record<string, string>, body: string) {
  return world.request(path, { method: "POST", headers, body });
}

describe("a webhook that Zendesk did sign", () => {
  test("is answered 200 once it is stored, and its duplicate with the very same words", async () => {
    const world = await openWorld();
    const first = await world.deliver(EVENT);
    const second = await world.deliver(EVENT);
    expect([first.status, first.text]).toEqual([200, "ok"]);
    expect([second.status, second.text]).toEqual([200, "ok"]);
    expect((await world.rows())["work"]).toMatchObject([{ ticket_id: "5158" }]);
  });

  test.each([300, 0, -60])("%i seconds ago is taken", async (age) => {
    const world = await openWorld();
    const headers = world.zendesk().signed(EVENT, ago(world, seconds(age)));
    expect(await world.deliver(EVENT, headers)).toMatchObject({ status: 200 });
  });

  test("with the secret that was reset is taken for a day, with the new one as well, and then no more", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const before = zendesk.webhookSecret;
    for (const webhook of zendesk.emulator.state.webhooks.values())
      webhook.secret = "a-new-signing-secret-of-40-characters-00";
    await world.connect();
    const signedBefore = (body: string) => world.deliver(body, zendesk.signed(body, world.clock.now(), before));
    expect(await signedBefore(EVENT)).toMatchObject({ status: 200 });
    expect(await world.deliver(`${EVENT} `)).toMatchObject({ status: 200 });
    await world.pass(seconds(86_401));
    expect(await signedBefore(`${EVENT}  `)).toMatchObject({ status: 401 });
    expect(await world.deliver(`${EVENT}   `)).toMatchObject({ status: 200 });
  });
});

describe("a webhook that Zendesk did not sign changes nothing, and learns nothing", () => {
  type Forge = (world: World) => Promise<{ path?: string; headers?: Record<string, string>; body?: string }>;
  const flipped = (text: string, index: number) =>
    text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);

  const FORGERIES: Record<string, Forge> = {
    "no signature at all": async () => ({ headers: { "content-type": "application/json" } }),
    "no timestamp": async (world) => {
      const { "x-zendesk-webhook-signature-timestamp": _, ...headers } = world.zendesk().signed(EVENT);
      return { headers };
    },
    "an empty signature": async (world) => ({
      headers: { ...world.zendesk().signed(EVENT), "x-zendesk-webhook-signature": "" },
    }),
    "a tampered body": async () => ({ body: EVENT.replace("5158", "5159") }),
    "a body that only looks the same": async () => ({ body: ` ${EVENT}` }),
    "a tampered signature": async (world) => {
      const headers = world.zendesk().signed(EVENT);
      const signature = headers["x-zendesk-webhook-signature"] ?? "";
      return { headers: { ...headers, "x-zendesk-webhook-signature": flipped(signature, 5) } };
    },
    "a signature from 301 seconds ago": async (world) => ({
      headers: world.zendesk().signed(EVENT, ago(world, seconds(301))),
    }),
    "a signature from 61 seconds ahead": async (world) => ({
      headers: world.zendesk().signed(EVENT, ago(world, seconds(-61))),
    }),
    "a timestamp moved after signing": async (world) => ({
      headers: { ...world.zendesk().signed(EVENT), "x-zendesk-webhook-signature-timestamp": "2026-11-03T10:00:01Z" },
    }),
    "another account's secret": async (world) => ({
      headers: world.zendesk().signed(EVENT, world.clock.now(), world.zendesk("beta").webhookSecret),
    }),
    "the address of another account": async (world) => ({ path: await world.webhookPath("beta") }),
    "the address of an account that never connected": async (world) => ({ path: await world.webhookPath("stranger") }),
    "a made-up address": async () => ({ path: `/webhooks/zendesk/${"A".repeat(64)}` }),
    "an address with one character changed": async (world) => ({ path: flipped(await world.webhookPath(), 40) }),
    "an address that is no id": async () => ({ path: "/webhooks/zendesk/..%2F..%2Fetc" }),
  };

  test("one constant answer to each, byte for byte, and not a row or a call more than before", async () => {
    const accounts = ["acme", "beta"];
    const world = await openWorld({ accounts });
    const before = await everything(world, accounts);
    const answers = new Map<string, string>();
    for (const [name, forge] of Object.entries(FORGERIES)) {
      const forged = await forge(world);
      const { path = await world.webhookPath(), headers = world.zendesk().signed(EVENT), body = EVENT } = forged;
      const answer = await post(world, path, headers, body);
      answers.set(name, `${answer.status} ${answer.text} ${JSON.stringify([...answer.headers])}`);
    }
    await world.settle();
    const [one] = answers.values();
    expect(one).toMatch(/^401 unauthorized /);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries([...answers.keys()].map((name) => [name, one])));
    expect(await everything(world, accounts)).toEqual(before);
    // The same request with nothing forged is taken, so the refusals above are not for another reason.
    expect(await world.deliver(EVENT)).toMatchObject({ status: 200 });
  });

  test("a thousand of them leave no trace but a count by reason", async () => {
    const world = await openWorld();
    const before = await everything(world, ["acme"]);
    const headers = world.zendesk().signed(EVENT);
    const statuses = new Set<number>();
    for (let index = 0; index < 1000; index++) {
      const body = `${EVENT}${" ".repeat(1 + (index % 40))}`;
      statuses.add((await world.deliver(body, headers)).status);
    }
    expect([...statuses]).toEqual([401]);
    expect(await everything(world, ["acme"])).toEqual(before);
    const metrics = await world.request("/metrics", { headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } });
    expect(metrics.text).toContain('tierline_rejected_signatures_total{helpdesk="zendesk",reason="mismatch"} 1000\n');
  });
});

describe("a request that is no webhook is refused before its signature is looked at", () => {
  test.each([
    { what: "2 MB", status: 413, body: "x".repeat(2_000_000), headers: {} },
    { what: "a length that lies", status: 413, body: EVENT, headers: { "content-length": "2000000" } },
    { what: "gzip", status: 415, body: EVENT, headers: { "content-encoding": "gzip" } },
    { what: "brotli", status: 415, body: EVENT, headers: { "content-encoding": "br" } },
    { what: "a form", status: 415, body: EVENT, headers: { "content-type": "application/x-www-form-urlencoded" } },
    { what: "text", status: 415, body: EVENT, headers: { "content-type": "text/plain" } },
  ])("$what: $status", async ({ status, body, headers }) => {
    const world = await openWorld();
    const before = await everything(world, ["acme"]);
    expect(await world.deliver(body, { ...world.zendesk().signed(body), ...headers })).toMatchObject({ status });
    expect(await everything(world, ["acme"])).toEqual(before);
  });

  test.each(["GET", "PUT", "DELETE", "PATCH"])("%s is not found", async (method) => {
    const world = await openWorld();
    expect(await world.request(await world.webhookPath(), { method })).toMatchObject({ status: 404 });
  });
});

const CANARY = "the customer's very own words";

describe("a signed webhook that can't be used is acknowledged, and kept for a person", () => {
  test.each([
    { what: "broken JSON", body: `{"subject": "${CANARY}"`, detail: "the body is not JSON" },
    { what: "no JSON at all", body: CANARY, detail: "the body is not JSON" },
    { what: "100,000 brackets", body: `${"[".repeat(100_000)}${CANARY}`, detail: "the body's JSON is too_deep" },
    { what: "a list", body: JSON.stringify([CANARY]), detail: "the body is not a JSON object" },
    { what: "no type", body: JSON.stringify({ detail: { subject: CANARY } }), detail: "no event type" },
    {
      what: "a ticket event without a ticket",
      body: JSON.stringify({ type: "zen:event-type:ticket.created", detail: { id: "x", subject: CANARY } }),
      detail: "ticket.created names no ticket",
    },
    { what: "bytes that are no text", body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), detail: "invalid_utf8" },
  ])("$what", async ({ body, detail }) => {
    const world = await openWorld();
    world.zendesk().spent();
    expect(await world.deliver(body)).toMatchObject({ status: 200, text: "ok" });
    expect(await world.deliver(body)).toMatchObject({ status: 200, text: "ok" });
    await world.settle();
    const { parked } = (await world.operator("GET", "/parked")).json;
    expect(parked).toMatchObject([
      { kind: "delivery", reason: "unusable", detail: expect.stringContaining(detail), ticketId: null },
    ]);
    expect(world.zendesk().calls).toEqual([]);
    expect(world.bytesOnDisk()).not.toContain(CANARY);
    const shown = await world.operator("GET", `/parked/body?id=${(parked as { id: string }[])[0]?.id}`);
    if (typeof body === "string") expect(shown.json).toMatchObject({ body });
  });

  test("an event that Tierline has no use for is acknowledged and nothing else", async () => {
    const world = await openWorld();
    expect(await world.deliver(JSON.stringify({ type: "zen:event-type:user.created" }))).toMatchObject({ status: 200 });
    const { work, parked } = await world.rows();
    expect({ work, parked }).toEqual({ work: [], parked: [] });
  });
});

describe("when it can't be stored", () => {
  test("503 and when to come back, and nothing is acknowledged", async () => {
    const world = await openWorld();
    const { sql } = (await world.account()).desk;
    sql.run(`PRAGMA query_only = ON`);
    const answer = await world.deliver(EVENT);
    expect([answer.status, answer.headers.get("retry-after"), answer.text]).toEqual([503, "30", "try again later"]);
    sql.run(`PRAGMA query_only = OFF`);
    const { delivery, work } = await world.rows();
    expect({ delivery, work }).toEqual({ delivery: [], work: [] });
    expect(await world.deliver(EVENT)).toMatchObject({ status: 200 });
  });
});

test("a Desk that holds too many deliveries for one commit: 503 and when to come back", async () => {
  const world = await openWorld();
  const account = await world.account();
  const accept = vi.spyOn(account.desk, "accept").mockResolvedValue("overloaded");
  const answer = await world.deliver(EVENT);
  expect(accept).toHaveBeenCalledTimes(1);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
});

test("after disconnecting, its webhooks are refused like a stranger's", async () => {
  const world = await openWorld();
  const headers = world.zendesk().signed(EVENT);
  const path = await world.webhookPath();
  expect(await world.operator("POST", "/disconnect", {})).toMatchObject({ status: 200 });
  expect(await post(world, path, headers, EVENT)).toMatchObject({ status: 401, text: "unauthorized" });
});
