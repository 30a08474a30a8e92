import { describe, expect, test } from "vitest";
import { after, hours, minutes, seconds } from "../../src/core/time.ts";
import type { EmulatedAccount } from "../support/emulated-account.ts";
import { openWorld, type World } from "../support/world.ts";

const EVERY = minutes(5);
/** Two periods, and the time that the looks themselves take. */
const TWO_SWEEPS = minutes(11);
const EXPORT = "/api/v2/incremental/tickets/cursor";

const sweeping = (more: object = {}) => openWorld({ sweepEvery: EVERY, ...more });
const exports_ = (zendesk: EmulatedAccount) => zendesk.calls.filter(({ path }) => path === EXPORT);
const priorities = (zendesk: EmulatedAccount, tickets: readonly number[]) =>
  new Set(tickets.map((ticket) => zendesk.shows(ticket).priority));
const lines = (world: World, name: string) =>
  world.log.map((line): Record<string, unknown> => JSON.parse(line)).filter(({ event }) => event === name);
const logged = (world: World) => lines(world, "swept");
const missed = (world: World) => logged(world).reduce((sum, line) => sum + Number(line["missed"]), 0);
const overview = async (world: World) => (await world.account()).overview();

async function switchWebhook(zendesk: EmulatedAccount, status: "active" | "inactive"): Promise<void> {
  const [webhook] = zendesk.emulator.state.webhooks.values();
  await zendesk.as(zendesk.admin, "PATCH", `/api/v2/webhooks/${webhook?.id}`, { webhook: { status } });
}

async function doctor(world: World, level: "problem" | "warning" | "ok"): Promise<string> {
  const { json } = await world.operator("GET", "/doctor");
  const findings = json["findings"];
  if (!Array.isArray(findings)) throw new Error("no findings");
  return findings.flatMap((one) => (one.level === level ? [`${one.what} ${one.mend}`] : [])).join("\n");
}

async function metric(world: World, name: string): Promise<number | null> {
  const { text } = await world.operator("GET", "/../metrics");
  const value = new RegExp(`^${name}\\{account="acme",helpdesk="zendesk"\\} (.*)$`, "m").exec(text)?.[1];
  return value === undefined ? null : Number(value);
}

describe("tickets whose webhooks never came", () => {
  test.each([1, 0.5, 0.1])(
    "with %d of all webhooks dropped, every ticket is right within two sweeps",
    async (share) => {
      const world = await sweeping();
      const zendesk = world.zendesk();
      await zendesk.webhooksMeet({ kind: "drop" }, { probability: share });
      const tickets: number[] = [];
      for (let count = 0; count < 20; count++) {
        tickets.push(await zendesk.arrives());
        await world.pass(seconds(17));
      }
      for (const ticket of tickets) await zendesk.tags(ticket, "outage");
      await world.pass(TWO_SWEEPS);
      expect(tickets.map((ticket) => zendesk.shows(ticket))).toEqual(
        tickets.map(() => expect.objectContaining({ priority: "urgent", severity: 1 })),
      );
      expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0 });
      if (share === 1) expect(missed(world)).toBeGreaterThanOrEqual(20);
    },
  );

  test("an agent's edit, a new requester and an agent's first reply are all found", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    const [edited, moved, answered] = [await zendesk.arrives(), await zendesk.arrives(), await zendesk.arrives()];
    await world.settle();
    await zendesk.webhooksMeet({ kind: "drop" });
    await world.pass(minutes(20));
    await zendesk.edits(edited, { custom_fields: [zendesk.severity(1)] });
    const bob = [...zendesk.emulator.state.users.values()].find(({ email }) => email === "bob@bolt.example");
    await zendesk.edits(moved, { organization_id: zendesk.organizations.get("Bolt"), requester_id: bob?.id });
    await zendesk.edits(answered, { comment: { body: "We are on it.", public: true } });
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(edited)).toMatchObject({ priority: "urgent", severity: 1 });
    expect(zendesk.shows(moved).tags).toContain("sla_tier_growth");
    const [decided] = (await world.account())
      .decisions(null, 10)
      .filter(({ ticketId }) => ticketId === String(answered));
    expect(decided).toMatchObject({ state: "met" });
    expect(missed(world)).toBe(3);
  });

  test("an edit in the very second of our own write is found, though the stamp hides it", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    let ticket = 0;
    world.meanwhile = async ({ method }) => {
      if (method !== "PUT") return;
      world.meanwhile = null;
      await zendesk.webhooksMeet({ kind: "drop" });
      await zendesk.tags(ticket, "outage");
    };
    ticket = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(ticket).priority).toBe("normal");
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(ticket).priority).toBe("urgent");
  });

  test("300 tickets of one second are more than a page, and none is skipped", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await zendesk.webhooksMeet({ kind: "drop" });
    const tickets: number[] = [];
    for (let count = 0; count < 300; count++) tickets.push(await zendesk.arrives());
    await world.pass(TWO_SWEEPS);
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
    expect(logged(world)).toContainEqual(expect.objectContaining({ outcome: "more", count: 250 }));
    expect(missed(world)).toBe(300);
  });

  test("what changed in the last minute isn't exported yet, and comes with the next sweep", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await zendesk.webhooksMeet({ kind: "drop" });
    const tickets: number[] = [];
    // From well before the first sweep to well after it.
    await world.pass(minutes(3));
    for (let round = 0; round < 60; round++) {
      tickets.push(await zendesk.arrives());
      await world.pass(seconds(3));
    }
    const young = tickets.filter((ticket) => zendesk.shows(ticket).priority === null);
    expect(young.length).toBeGreaterThanOrEqual(40);
    expect(young.length).toBeLessThan(60);
    await world.pass(TWO_SWEEPS);
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
  });

  test("what the helpdesk commits late, behind what was already gone through, is found: sweeps overlap", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await zendesk.webhooksMeet({ kind: "drop" });
    await world.pass(minutes(6));
    const late = zendesk.emulator.state.tickets.get(await zendesk.arrives());
    if (late === undefined) throw new Error("no ticket");
    late.generatedAt -= minutes(3);
    await world.pass(minutes(5));
    expect(zendesk.shows(late.id).priority).toBe("normal");
    // And looked at as soon as it was found.
    const [looked] = zendesk.calls.filter(({ path }) => path === `/api/v2/tickets/${late.id}`);
    expect(looked?.at).toBe(exports_(zendesk).at(-1)?.at);
  });

  test("an outage of our own for a day is made good, in pages of which no minute sees more than ten", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await world.pass(minutes(6));
    await world.stop();
    const tickets: number[] = [];
    for (let hour = 0; hour < 24; hour++) {
      for (let count = 0; count < 24; count++) tickets.push(await zendesk.arrives());
      await world.pass(hours(1));
    }
    zendesk.calls.length = 0;
    await world.start();
    await world.pass(hours(1));
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
    const times = exports_(zendesk).map(({ at }) => at);
    const busiest = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < after(from, minutes(1))).length),
    );
    expect(busiest).toBeLessThanOrEqual(5);
    expect(zendesk.calls.every(({ status }) => status === 200 || status === 201)).toBe(true);
  });
});

describe("what was swept stays swept", () => {
  test("across a restart, and a crash between two pages", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await zendesk.webhooksMeet({ kind: "drop" });
    const tickets: number[] = [];
    for (let count = 0; count < 300; count++) tickets.push(await zendesk.arrives());
    await world.pass(minutes(2));
    world.meanwhile = async ({ path }) => {
      if (path !== EXPORT) return;
      world.meanwhile = null;
      await world.crash();
    };
    await world.pass(minutes(4));
    await world.crash();
    await world.restart();
    await world.pass(TWO_SWEEPS);
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
    // Each once: what the crash cut off was weighed again, and nothing twice.
    expect(new Set(tickets.map((ticket) => zendesk.updates(ticket)))).toEqual(new Set([1]));
    expect((await world.rows())["missed"]).toHaveLength(300);
  });

  test("an account of before the first connect is not gone through from its beginning", async () => {
    const world = await openWorld({ sweepEvery: EVERY, mode: null });
    const zendesk = world.zendesk();
    const old = await zendesk.arrives();
    await world.pass(hours(1));
    await world.connect();
    await world.mode("live");
    zendesk.spent();
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(old).priority).toBeNull();
    expect(missed(world)).toBe(0);
  });

  test("neither is what changed while the account was disconnected", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await world.pass(minutes(6));
    await world.operator("POST", "/disconnect", {});
    zendesk.calls.length = 0;
    await world.pass(minutes(20));
    expect(exports_(zendesk)).toEqual([]);
    const meanwhile = await zendesk.arrives();
    await world.pass(minutes(20));
    await world.connect();
    await world.mode("live");
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(meanwhile).priority).toBeNull();
    expect(exports_(zendesk).length).toBeGreaterThan(0);
  });
});

describe("what the sweep costs", () => {
  test("a quiet hour is twelve calls and no look", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await world.pass(hours(1));
    expect(exports_(zendesk)).toHaveLength(12);
    expect(zendesk.spent()).toEqual({ reads: 0, writes: 0, audits: 0 });
  });

  test("no look more than the webhooks asked for, however often a ticket changes, and nothing counts as missed", async () => {
    const spent = [];
    for (const sweepEvery of [hours(100), EVERY]) {
      const world = await openWorld({ sweepEvery });
      const zendesk = world.zendesk();
      const tickets: number[] = [];
      for (let round = 0; round < 6; round++) {
        tickets.push(await zendesk.arrives(), await zendesk.arrives({ severity: 2 }));
        await world.pass(minutes(3));
        for (const ticket of tickets) await zendesk.tags(ticket, `round_${round}`);
        await world.pass(minutes(3));
      }
      await zendesk.edits(tickets[0] ?? 0, { comment: { body: "We are on it.", public: true } });
      await world.pass(TWO_SWEEPS);
      spent.push(zendesk.spent());
      expect(missed(world)).toBe(0);
    }
    expect(spent[1]).toEqual(spent[0]);
  });

  test("what no decision depends on – assignee, status, group, closing, deleting – costs no look and counts as nothing", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    const tickets = [await zendesk.arrives(), await zendesk.arrives(), await zendesk.arrives()];
    const [assigned, closed, deleted] = tickets;
    await world.settle();
    await world.pass(minutes(10));
    zendesk.spent();
    await zendesk.edits(assigned ?? 0, { status: "pending", subject: "Push messages arrive late" });
    await zendesk.edits(closed ?? 0, { status: "closed" });
    await zendesk.as(zendesk.admin, "DELETE", `/api/v2/tickets/${deleted}`);
    await world.pass(TWO_SWEEPS);
    expect(zendesk.spent()).toMatchObject({ reads: 0, writes: 0 });
    expect(missed(world)).toBe(0);
    const { ticket } = await world.rows();
    expect(ticket?.map((row) => Reflect.get(row, "finished"))).toEqual([0, 1, 1]);
  });

  test("nothing that the export says of people is kept", async () => {
    const world = await sweeping();
    await world.zendesk().webhooksMeet({ kind: "drop" });
    await world.zendesk().arrives({ subject: "Pelican crossing", comment: { body: "Marabou stork" } });
    await world.pass(TWO_SWEEPS);
    expect(world.zendesk().spent()).toMatchObject({ writes: 1 });
    for (const word of ["Pelican", "Marabou", "ada@acme.example"]) {
      expect(world.bytesOnDisk()).not.toContain(word);
      expect(world.log.join("\n")).not.toContain(word);
    }
  });
});

describe("when the export fails", () => {
  test.each([
    { kind: "status", status: 500 },
    { kind: "html", status: 503 },
    { kind: "reset" },
    { kind: "truncated", bytes: 40 },
    { kind: "status", status: 429, retryAfter: "90" },
  ])("by %o: webhooks are worked off all the while, and the lost ones after it", async (fault) => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await zendesk.meets(fault, { match: { path: EXPORT } });
    await switchWebhook(zendesk, "inactive");
    const lost = await zendesk.arrives();
    await switchWebhook(zendesk, "active");
    await world.pass(minutes(30));
    const told = await zendesk.arrives({ severity: 1 });
    await world.pass(minutes(2));
    expect(zendesk.shows(told).priority).toBe("urgent");
    expect(zendesk.shows(lost).priority).toBeNull();
    expect(exports_(zendesk).length).toBeLessThanOrEqual(32);
    expect(await doctor(world, "warning")).toContain("can't be searched for since 2026-11-03T10:05:00Z");
    await zendesk.recovers();
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(lost).priority).toBe("normal");
    expect(await doctor(world, "warning")).not.toContain("can't be searched for");
  });

  test("because the endpoint's own limit is used up by others: the rest of the account goes on", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await world.pass(seconds(295));
    const start = Math.floor(world.clock.now() / 1000) - 600;
    for (let call = 0; call < 10; call++) await zendesk.as(zendesk.admin, "GET", `${EXPORT}.json?start_time=${start}`);
    await world.pass(seconds(6));
    expect(exports_(zendesk).map(({ status }) => status)).toEqual([429]);
    const told = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(told).priority).toBe("normal");
    expect(await overview(world)).toMatchObject({ pause: null, sweep: { trouble: { kind: "throttled" } } });
    await world.pass(minutes(5));
    expect(await overview(world)).toMatchObject({ sweep: { trouble: null } });
  });

  test("because it is for administrators only (403): doctor says so, and nothing else stops", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await zendesk.meets({ kind: "status", status: 403 }, { match: { path: EXPORT } });
    await world.pass(minutes(16));
    expect(exports_(zendesk)).toHaveLength(3);
    expect(await doctor(world, "problem")).toMatch(/can't be searched for since .*403.*for administrators only/);
    const told = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(told).priority).toBe("normal");
    expect(await overview(world)).toMatchObject({ pause: null });
    expect(logged(world).at(-1)).toMatchObject({ level: "warn", outcome: "forbidden" });
    await zendesk.recovers();
    await world.connect();
    await world.settle();
    expect(await overview(world)).toMatchObject({ sweep: { trouble: null, endedAt: world.clock.now() } });
  });
});

describe("the watchdog", () => {
  test("says that webhooks don't arrive, how many tickets and which, in doctor, metrics and log", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    const told = await zendesk.arrives();
    await world.pass(minutes(10));
    expect(await doctor(world, "ok")).toContain("All changes of tickets were gone through at 2026-11-03T10:10:00Z");
    expect(await metric(world, "tierline_sweep_missed_events_total")).toBe(0);

    await zendesk.webhooksMeet({ kind: "drop" });
    const tickets = [await zendesk.arrives(), await zendesk.arrives()];
    await world.pass(TWO_SWEEPS);
    const named = `2 tickets changed without a webhook in the last hour (${tickets.reverse().join(", ")})`;
    expect(await doctor(world, "warning")).toContain(`Some webhooks were lost: ${named}`);
    expect(await metric(world, "tierline_sweep_missed_events_total")).toBe(2);
    expect(await metric(world, "tierline_sweep_last_success_timestamp_seconds")).toBe(world.clock.now() / 1000 - 60);
    expect(logged(world)).toContainEqual(
      expect.objectContaining({ level: "warn", found: 2, missed: 2, outcome: "ended" }),
    );

    await world.pass(hours(1));
    expect(await doctor(world, "warning")).not.toContain("without a webhook");
    await zendesk.tags(told, "outage");
    await world.pass(TWO_SWEEPS);
    expect(await doctor(world, "problem")).toContain("Webhooks are not arriving: 1 ticket changed without a webhook");
  });

  test("a webhook that an admin switched off is told by doctor and switched on by connect; nothing is lost", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await switchWebhook(zendesk, "inactive");
    const lost = await zendesk.arrives();
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(lost).priority).toBe("normal");
    expect(await doctor(world, "problem")).toMatch(/webhook .* is inactive\. Run connect again/);
    const watched = lines(world, "watched");
    expect(watched).toEqual([expect.objectContaining({ level: "warn", outcome: "faulty", reasons: ["is inactive"] })]);
    expect(await metric(world, "tierline_webhook_faults")).toBe(1);
    expect((await world.connect()).text).toContain("is inactive");
    expect(await doctor(world, "problem")).not.toContain("inactive");
    const told = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(told).priority).toBe("normal");
    await world.pass(hours(2));
    expect(await metric(world, "tierline_webhook_faults")).toBe(0);
  });

  test("asks after the webhook once an hour while nothing is missed; failed deliveries are told", async () => {
    const world = await sweeping();
    const zendesk = world.zendesk();
    await world.pass(hours(3));
    const asked = zendesk.calls.filter(({ path }) => /\/webhooks\/\w+$/.test(path)).map(({ at }) => at);
    expect(asked).toHaveLength(3);
    await world.stop();
    const ticket = await zendesk.arrives();
    await world.pass(minutes(2));
    await world.start();
    await world.pass(TWO_SWEEPS);
    expect(zendesk.shows(ticket).priority).toBe("normal");
    expect(lines(world, "watched").at(-1)).toMatchObject({ level: "warn", outcome: "right", reasons: [] });
    expect(Number(lines(world, "watched").at(-1)?.["count"])).toBeGreaterThan(0);
    expect(await doctor(world, "warning")).toContain("deliveries failed");
  });
});
