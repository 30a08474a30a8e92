import { describe, expect, onTestFinished, test, vi } from "vitest";
import { formatInstant, hours, type Instant, after as later, minutes, seconds } from "../../src/core/time.ts";
import { openWorld, type World } from "../support/world.ts";

const READS = { method: "GET", path: "/api/v2/tickets/*" };
const WRITES = { method: "PUT", path: "/api/v2/tickets/*" };

const overview = async (world: World, subdomain?: string) => (await world.account(subdomain)).overview();
const between = (world: World, from: Instant, to: Instant, subdomain?: string) =>
  world.zendesk(subdomain).calls.filter(({ at }) => at > from && at < to);

describe("when the helpdesk says that it is too much (429)", () => {
  const inSevenSeconds = (at: Instant) => new Date(later(at, seconds(7))).toUTCString();

  test.each([
    { says: "7 seconds", retryAfter: () => "7", waits: seconds(7) },
    { says: "a date", retryAfter: inSevenSeconds, waits: seconds(7) },
    { says: "nothing", retryAfter: () => undefined, waits: minutes(1) },
    { says: "0", retryAfter: () => "0", waits: seconds(1) },
    { says: "a day, which is cut to an hour", retryAfter: () => "99999", waits: hours(1) },
    { says: "something else", retryAfter: () => "soon", waits: minutes(1) },
  ])("and to come back after $says, nobody of this account calls before", async ({ retryAfter, waits }) => {
    for (const [method, kind] of [
      ["GET", "status"],
      ["PUT", "status"],
      ["GET", "html"],
    ] as const) {
      const world = await openWorld();
      const zendesk = world.zendesk();
      const header = retryAfter(later(world.clock.now(), seconds(1)));
      const match = { method, path: "/api/v2/tickets/*" };
      const fault = { kind, status: 429, ...(header === undefined ? {} : { retryAfter: header }) };
      const tickets = [await zendesk.arrives(), await zendesk.arrives(), await zendesk.arrives()];
      await zendesk.meets(fault, { match, times: 1 });
      await world.pass(seconds(1));
      const refused = zendesk.calls.find(({ status }) => status === 429)?.at;
      if (refused === undefined) throw new Error("nothing was refused");
      const again = later(refused, waits);
      expect(await overview(world)).toMatchObject({ pause: { reason: "throttled", until: again } });
      await zendesk.tags(tickets[0] ?? 0, "an_event_meanwhile");
      await world.pass((waits + 2000) as typeof waits);
      expect(between(world, refused, again)).toEqual([]);
      expect(between(world, (again - 1) as Instant, world.clock.now()).length).toBeGreaterThan(0);
      await world.settle();
      expect(tickets.map((ticket) => zendesk.shows(ticket).priority)).toEqual(["normal", "normal", "normal"]);
      expect(await overview(world)).toMatchObject({ pause: null, parked: 0, waiting: 0 });
    }
  });

  test("other accounts go on", async () => {
    const world = await openWorld({ accounts: ["acme", "beta"] });
    await world.zendesk("acme").meets({ kind: "status", status: 429, retryAfter: "60" }, { match: READS, times: 1 });
    const acmes = await world.zendesk("acme").arrives();
    const betas = await world.zendesk("beta").arrives();
    await world.settle();
    expect(world.zendesk("acme").shows(acmes).priority).toBeNull();
    expect(world.zendesk("beta").shows(betas).priority).toBe("normal");
    await world.pass(minutes(2));
    expect(world.zendesk("acme").shows(acmes).priority).toBe("normal");
  });

  test("a pause outlives a restart", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.meets({ kind: "status", status: 429, retryAfter: "600" }, { match: READS, times: 1 });
    const ticket = await zendesk.arrives();
    await world.settle();
    zendesk.spent();
    await world.restart();
    await world.pass(minutes(9));
    expect(zendesk.calls).toEqual([]);
    await world.pass(minutes(2));
    expect(zendesk.shows(ticket).priority).toBe("normal");
  });
});

describe("when the credentials stop working", () => {
  test("a revoked token is replaced once, and the work goes on", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.arrives();
    await world.settle();
    zendesk.emulator.state.tokens.clear();
    zendesk.calls.length = 0;
    const tickets = [await zendesk.arrives(), await zendesk.arrives(), await zendesk.arrives()];
    await world.settle();
    expect(tickets.map((ticket) => zendesk.shows(ticket).priority)).toEqual(["normal", "normal", "normal"]);
    expect(zendesk.calls.filter(({ path }) => path === "/oauth/tokens")).toHaveLength(1);
    expect(await overview(world)).toMatchObject({ pause: null });
  });

  test("a client that is gone pauses the account and keeps every event; connecting again goes on at once", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.arrives();
    await world.settle();
    const { state } = zendesk.emulator;
    state.tokens.clear();
    for (const client of state.oauthClients.values()) client.secret = "rotated-by-the-admin";
    zendesk.calls.length = 0;
    const tickets: number[] = [];
    for (let count = 0; count < 10; count++) tickets.push(await zendesk.arrives());
    await world.settle();
    expect(await overview(world)).toMatchObject({ pause: { reason: "reauth_required" }, waiting: 10, parked: 0 });
    expect(zendesk.calls.length).toBeLessThanOrEqual(12);
    expect(JSON.stringify((await world.operator("GET", "/doctor")).json)).toContain("connect");

    const credentials = { kind: "oauth_client", clientId: "tierline", clientSecret: "rotated-by-the-admin" };
    expect(await world.connect("acme", { credentials })).toMatchObject({ status: 200 });
    await world.settle();
    expect(tickets.every((ticket) => zendesk.shows(ticket).priority === "normal")).toBe(true);
    expect(await overview(world)).toMatchObject({ pause: null, waiting: 0 });
  });

  test("a missing right (403) pauses the account; it is tried again by itself every quarter of an hour", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.meets({ kind: "status", status: 403 }, { match: READS });
    const ticket = await zendesk.arrives();
    await world.settle();
    expect(await overview(world)).toMatchObject({ pause: { reason: "forbidden" }, waiting: 1 });
    for (let event = 0; event < 20; event++) await zendesk.tags(ticket, `event_${event}`);
    await world.pass(hours(1));
    expect(zendesk.spent()).toMatchObject({ reads: 5, writes: 0 });
    await zendesk.recovers();
    await world.pass(minutes(16));
    expect(zendesk.shows(ticket).priority).toBe("normal");
    expect(await overview(world)).toMatchObject({ pause: null, waiting: 0, parked: 0 });
  });
});

const FAILURES = [
  { kind: "status", status: 500 },
  { kind: "status", status: 502 },
  { kind: "status", status: 503 },
  { kind: "status", status: 504 },
  { kind: "html", status: 503 },
  { kind: "html", status: 200 },
  { kind: "reset" },
  { kind: "truncated", bytes: 20 },
] as const;

describe("when the helpdesk fails", () => {
  test.each(FAILURES)("%o on reading: tried again until it works, written once", async (fault) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.meets(fault, { match: READS, times: 3 });
    const ticket = await zendesk.arrives();
    await world.pass(minutes(3));
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "normal", due: "2026-11-04T13:00:00Z" });
    expect(zendesk.spent()).toMatchObject({ writes: 1 });
    expect(await overview(world)).toMatchObject({ parked: 0, pause: null });
  });

  test.each(FAILURES.flatMap((fault) => (["before", "after"] as const).map((when) => ({ ...fault, when }))))(
    "%o on writing: it converges, and our own values are not taken for a person's",
    async (fault) => {
      const world = await openWorld();
      const zendesk = world.zendesk();
      await zendesk.meets(fault, { match: WRITES, times: 1 });
      const ticket = await zendesk.arrives();
      await world.pass(minutes(1));
      expect(zendesk.shows(ticket)).toMatchObject({ priority: "normal", severity: 3 });
      expect(zendesk.spent().writes).toBeLessThanOrEqual(2);
      expect((await overview(world)).parked).toBe(0);
      // Only a severity that nobody chose by hand follows the policy's rules.
      await zendesk.tags(ticket, "outage");
      await world.pass(minutes(1));
      expect(zendesk.shows(ticket)).toMatchObject({ priority: "urgent", severity: 1 });
    },
  );

  test.each(["GET", "PUT"])("an hour in which every %s fails parks nothing: all is done soon after", async (method) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.meets({ kind: "status", status: 500 }, { match: { method, path: "/api/v2/tickets/*" } });
    const tickets: number[] = [];
    for (let count = 0; count < 8; count++) tickets.push(await zendesk.arrives());
    await world.pass(hours(1));
    expect(await overview(world)).toMatchObject({ parked: 0, waiting: 8, pause: { reason: "unavailable" } });
    expect(zendesk.calls.filter((call) => call.method === method).length).toBeLessThan(80);
    await zendesk.recovers();
    await world.pass(minutes(16));
    expect(tickets.map((ticket) => zendesk.shows(ticket).priority)).toEqual(tickets.map(() => "normal"));
    expect(await overview(world)).toMatchObject({ parked: 0, waiting: 0, pause: null });
  });

  test("one ticket whose every write fails is parked in the end, while the others go on", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const cursed = await zendesk.arrives();
    await zendesk.meets({ kind: "status", status: 500 }, { match: { method: "PUT", ticketId: cursed } });
    for (let minute = 0; minute < 60; minute++) {
      const other = await zendesk.arrives();
      await world.pass(minutes(1));
      expect(zendesk.shows(other).priority).toBe("normal");
    }
    const { json } = await world.operator("GET", "/parked");
    expect(json).toMatchObject({ parked: [{ ticketId: String(cursed), reason: "ambiguous" }] });
  });

  test.each(["before", "after"] as const)("no answer at all, lost %s the write took effect", async (when) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await zendesk.meets({ kind: "timeout", when }, { match: { method: "PUT" }, times: 1 });
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await world.settle();
    vi.advanceTimersByTime(10_000);
    await world.pass(minutes(1));
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "normal", severity: 3 });
    expect(zendesk.spent().writes).toBe(when === "before" ? 2 : 1);
  });
});

test("a half-broken day: a fifth of the calls fail, half of them after taking effect, and every ticket comes right", async () => {
  const world = await openWorld();
  const zendesk = world.zendesk();
  for (const when of ["before", "after"]) {
    await zendesk.meets({ kind: "reset", when }, { match: { path: "/api/v2/tickets/*" }, probability: 0.1 });
  }
  const tickets: number[] = [];
  for (let count = 0; count < 40; count++) {
    tickets.push(await zendesk.arrives({ severity: ((count % 4) + 1) as 1 | 2 | 3 | 4 }));
    await world.pass(seconds(20));
  }
  await zendesk.recovers();
  await world.pass(minutes(30));
  expect(tickets.map((ticket) => zendesk.shows(ticket).severity)).toEqual(tickets.map((_, count) => (count % 4) + 1));
  expect(tickets.every((ticket) => zendesk.shows(ticket).due !== null)).toBe(true);
  expect(await overview(world)).toMatchObject({ parked: 0, waiting: 0, pause: null });
  expect(formatInstant(world.clock.now())).toBe("2026-11-03T10:43:20Z");
});
