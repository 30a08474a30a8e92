import { describe, expect, test } from "vitest";
import type { Job } from "../../emulator/records/job.ts";
import { hours, milliseconds, minutes, seconds } from "../../src/core/time.ts";
import type { Arrival, EmulatedAccount } from "../support/emulated-account.ts";
import { aContract } from "../support/given.ts";
import { openWorld, TERMS, type World } from "../support/world.ts";

const TICKETS = "/api/v2/tickets";
const READ_MANY = `${TICKETS}/show_many`;
const WRITE_MANY = { method: "PUT", path: `${TICKETS}/update_many` };
const JOBS = "/api/v2/job_statuses/show_many";

async function arrive(zendesk: EmulatedAccount, count: number, more: Arrival = {}): Promise<number[]> {
  const tickets: number[] = [];
  while (tickets.length < count) tickets.push(await zendesk.arrives(more));
  return tickets;
}

/** Tierline's calls about tickets since this was last asked: for many at once, and for one. */
function spent(zendesk: EmulatedAccount) {
  const calls = zendesk.calls.splice(0);
  const count = (path: RegExp) => calls.filter((call) => path.test(`${call.method} ${call.path}`)).length;
  return {
    readMany: count(/^GET .*\/tickets\/show_many$/),
    writeMany: count(/^PUT .*\/tickets\/update_many$/),
    asked: count(/^GET .*\/job_statuses\/show_many$/),
    alone: count(/\/tickets\/\d+/),
  };
}

/** Runs once, after the tickets were read together and before anything is written. */
function onceRead(world: World, act: () => Promise<unknown>): void {
  world.meanwhile = async ({ path }) => {
    if (path !== READ_MANY) return;
    world.meanwhile = null;
    await act();
  };
}

const updates = (zendesk: EmulatedAccount, tickets: readonly number[]) =>
  new Set(tickets.map((ticket) => zendesk.updates(ticket)));
const priorities = (zendesk: EmulatedAccount, tickets: readonly number[]) =>
  new Set(tickets.map((ticket) => zendesk.shows(ticket).priority));
const overview = async (world: World) => (await world.account()).overview();
const at = ([...tickets]: readonly number[], index: number): number => tickets[index] ?? Number.NaN;

describe("what many tickets cost on the API", () => {
  test("250 that wait: two calls a hundred, and one now and then for all of their jobs; their echoes nothing", {
    timeout: 20_000,
  }, async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 250);
    await world.settle();
    await world.pass(minutes(2));
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
    expect(spent(zendesk)).toEqual({ readMany: 3, writeMany: 3, asked: 1, alone: 0 });
    expect(updates(zendesk, tickets)).toEqual(new Set([1]));
    expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0, pause: null });
  });

  test("those that are right already cost one call a hundred", { timeout: 20_000 }, async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await arrive(zendesk, 200);
    await world.pass(minutes(1));
    spent(zendesk);
    await world.restart({ ...TERMS, mappingVersion: "m2" });
    await world.pass(minutes(1));
    expect(spent(zendesk)).toEqual({ readMany: 2, writeMany: 0, asked: 0, alone: 0 });
  });

  test.each([
    [10, { readMany: 0, writeMany: 0, asked: 0, alone: 20 }],
    [11, { readMany: 1, writeMany: 1, asked: 1, alone: 0 }],
  ])("%i at once", async (count, expected) => {
    const world = await openWorld();
    const tickets = await arrive(world.zendesk(), count);
    await world.pass(minutes(1));
    expect(priorities(world.zendesk(), tickets)).toEqual(new Set(["normal"]));
    expect(spent(world.zendesk())).toEqual(expected);
  });

  test("a handful of writes among many that are right goes out one by one", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 40);
    await world.pass(minutes(1));
    spent(zendesk);
    for (const ticket of tickets) await zendesk.tags(ticket, "vip");
    for (const ticket of tickets.slice(0, 3)) await zendesk.edits(ticket, { priority: "urgent" });
    await world.pass(minutes(1));
    expect(spent(zendesk)).toEqual({ readMany: 1, writeMany: 0, asked: 0, alone: 3 });
    expect(tickets.map((ticket) => zendesk.shows(ticket).severity)).toEqual([1, 1, 1, ...Array(37).fill(3)]);
  });

  test("a new ticket doesn't wait behind those that waited before, nor for a job", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 300);
    await zendesk.meets({ kind: "slow", ms: 4000 }, { match: { path: READ_MANY } });
    await zendesk.meets({ kind: "job", ends: "never", done: 0 }, { match: WRITE_MANY });
    await world.pass(seconds(3));
    const newcomer = await zendesk.arrives();
    await world.pass(seconds(3));
    expect(zendesk.shows(newcomer).priority).toBe("normal");
    expect(priorities(zendesk, tickets)).toEqual(new Set([null]));
    expect(spent(zendesk)).toMatchObject({ writeMany: 1, alone: 2 });
  });
});

describe("a ticket that changes between our reading of many and their job", () => {
  test("keeps what a person did, and its neighbours are written", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 40);
    const [edited, tagged, closed, deleted] = [at(tickets, 3), at(tickets, 7), at(tickets, 11), at(tickets, 15)];
    onceRead(world, async () => {
      await zendesk.edits(edited, { priority: "urgent" });
      await zendesk.tags(tagged, "agents_own");
      await zendesk.edits(closed, { status: "closed" });
      await zendesk.as(zendesk.admin, "DELETE", `${TICKETS}/${deleted}`);
    });
    await world.pass(minutes(1));
    const others = tickets.filter((ticket) => ![edited, tagged, closed, deleted].includes(ticket));
    expect(priorities(zendesk, [...others, tagged])).toEqual(new Set(["normal"]));
    expect(zendesk.shows(edited)).toMatchObject({ priority: "urgent", severity: 1, due: "2026-11-03T11:00:00Z" });
    expect(zendesk.shows(tagged).tags).toEqual(expect.arrayContaining(["agents_own", "sla_tier_enterprise"]));
    expect(updates(zendesk, [...others, tagged, edited])).toEqual(new Set([1]));
    expect(updates(zendesk, [closed, deleted])).toEqual(new Set([0]));
    // The one call for many, then four tickets alone: two are written, one is found closed, one gone.
    expect(spent(zendesk)).toEqual({ readMany: 1, writeMany: 1, asked: 1, alone: 6 });
    expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0 });
  });

  test("is parked with the helpdesk's own reason when it is refused alone as well", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 20);
    const refused = at(tickets, 5);
    const body = { error: "RecordInvalid", details: { base: [{ description: "Order number: is required" }] } };
    await zendesk.meets(
      { kind: "status", status: 422, body },
      { match: { method: "PUT", path: `${TICKETS}/${refused}` } },
    );
    onceRead(world, () => zendesk.tags(refused, "agents_own"));
    await world.pass(minutes(1));
    expect((await world.operator("GET", "/parked")).json["parked"]).toMatchObject([
      { ticketId: String(refused), reason: "refused", detail: expect.stringContaining("Order number") },
    ]);
    const others = tickets.filter((ticket) => ticket !== refused);
    expect(priorities(zendesk, others)).toEqual(new Set(["normal"]));
  });

  test("and was changed after its job had written it, is looked at again", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 20);
    await world.pass(seconds(3));
    expect(spent(zendesk)).toMatchObject({ writeMany: 1, asked: 0 });
    await zendesk.edits(at(tickets, 2), { priority: "urgent" });
    await world.pass(minutes(1));
    expect(zendesk.shows(at(tickets, 2))).toMatchObject({ priority: "urgent", severity: 1 });
    expect(spent(zendesk)).toMatchObject({ alone: 2 });
  });

  test("one that was deleted before is not in the answer, and is asked for alone", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 20);
    await zendesk.as(zendesk.admin, "DELETE", `${TICKETS}/${at(tickets, 0)}`);
    await world.pass(minutes(1));
    expect(spent(zendesk)).toEqual({ readMany: 1, writeMany: 1, asked: 1, alone: 1 });
    expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0 });
  });
});

describe("a job that doesn't say what became of its tickets", () => {
  const DONE = [0, 15, 30];

  test.each(
    DONE.flatMap((done) => (["failed", "killed", "vanished", "never"] as const).map((ends) => ({ ends, done }))),
  )("$ends after $done of 30: each is looked at again and written once", async (fault) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await zendesk.meets({ kind: "job", ...fault }, { match: WRITE_MANY, times: 1 });
    await world.pass(minutes(12));
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
    expect(updates(zendesk, tickets)).toEqual(new Set([1]));
    expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0, pause: null });
  });

  test.each(DONE)(
    "the process dies while it runs, after %i of 30: our own values are not taken for a person's",
    async (done) => {
      const world = await openWorld();
      const zendesk = world.zendesk();
      const tickets = await arrive(zendesk, 30);
      await zendesk.meets({ kind: "job", ends: "never", done }, { match: WRITE_MANY, times: 1 });
      await world.pass(seconds(2));
      expect(spent(zendesk)).toMatchObject({ writeMany: 1 });
      await world.crash();
      await world.pass(minutes(2));
      expect(updates(zendesk, tickets)).toEqual(new Set([1]));
      // Only a severity that nobody chose by hand follows the policy's rules.
      for (const ticket of tickets) await zendesk.tags(ticket, "outage");
      await world.pass(minutes(2));
      expect(priorities(zendesk, tickets)).toEqual(new Set(["urgent"]));
      expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0 });
    },
  );

  test("is asked after without hurry while it runs, and what waits meanwhile is not asked for again", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await zendesk.meets({ kind: "job", ends: "never", done: 30 }, { match: WRITE_MANY, times: 1 });
    await world.pass(minutes(5));
    const { asked, ...rest } = spent(zendesk);
    expect(rest).toEqual({ readMany: 1, writeMany: 1, alone: 0 });
    expect(asked).toBeLessThanOrEqual(60);
    await zendesk.edits(at(tickets, 0), { priority: "urgent" });
    await world.pass(minutes(7));
    expect(zendesk.shows(at(tickets, 0))).toMatchObject({ severity: 1 });
  });

  test("is not taken for lost when it was started while we asked after another", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 20);
    await zendesk.meets({ kind: "slow", ms: 3000 }, { match: { path: JOBS }, times: 1 });
    await world.pass(seconds(5));
    tickets.push(...(await arrive(zendesk, 20)));
    await world.pass(minutes(1));
    expect(updates(zendesk, tickets)).toEqual(new Set([1]));
    expect(spent(zendesk)).toEqual({ readMany: 2, writeMany: 2, asked: 2, alone: 0 });
  });

  test("can't be asked after: its tickets are looked at again when it has had its time, and nobody else waits", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await zendesk.meets({ kind: "status", status: 403 }, { match: { path: JOBS } });
    await world.pass(minutes(1));
    const other = await zendesk.arrives();
    await world.pass(seconds(5));
    expect(zendesk.shows(other).priority).toBe("normal");
    expect(await overview(world)).toMatchObject({ pause: null });
    await world.pass(minutes(12));
    expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0 });
    expect(updates(zendesk, tickets)).toEqual(new Set([1]));
  });
});

describe("when calls for many fail", () => {
  const inTime = async (world: World, tickets: readonly number[], time = minutes(5)) => {
    await world.pass(time);
    expect(priorities(world.zendesk(), tickets)).toEqual(new Set(["normal"]));
    expect(updates(world.zendesk(), tickets)).toEqual(new Set([1]));
    expect(await overview(world)).toMatchObject({ waiting: 0, parked: 0, pause: null });
  };

  test.each([
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
    { kind: "status", status: 500, when: "before" },
    { kind: "status", status: 502, when: "after" },
    { kind: "html", status: 200, when: "after" },
    { kind: "truncated", bytes: 30 },
  ])("$kind, $when a job was started: each ticket is written once all the same", async (fault) => {
    const world = await openWorld();
    const tickets = await arrive(world.zendesk(), 30);
    await world.zendesk().meets(fault, { match: WRITE_MANY, times: 1 });
    await inTime(world, tickets);
  });

  test.each(["GET", "PUT"])("every %s for many, for good: tickets go one by one", async (method) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await zendesk.meets({ kind: "status", status: 500 }, { match: { method, path: `${TICKETS}/*_many` } });
    await inTime(world, tickets);
    expect(spent(zendesk)).toMatchObject({ alone: 60 });
  });

  test.each([400, 403, 404, 422])("refused with %i: tickets go one by one at once", async (status) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await zendesk.meets({ kind: "status", status }, { match: WRITE_MANY });
    await inTime(world, tickets, seconds(30));
    expect(spent(zendesk)).toMatchObject({ writeMany: 1 });
  });

  test("as many jobs run as the account may have: tickets go one by one until there is room, and nobody pauses", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const { jobs } = zendesk.emulator.state;
    const foreign: Omit<Job, "id"> = {
      ...{ job_type: "Bulk Delete", total: 1, status: "working" },
      ...{ progress: null, message: null, results: null },
    };
    for (let job = 0; job < 30; job++) jobs.set(`f${job}`, { id: `f${job}`, ...foreign });
    const tickets = await arrive(zendesk, 20);
    await inTime(world, tickets, seconds(10));
    expect(spent(zendesk)).toMatchObject({ writeMany: 1, alone: 40 });
    jobs.clear();
    await world.pass(minutes(2));
    const more = await arrive(zendesk, 20);
    await inTime(world, more, seconds(10));
    expect(spent(zendesk)).toMatchObject({ writeMany: 1, alone: 0 });
  });

  test.each([READ_MANY, WRITE_MANY.path, JOBS])(
    "%s is too much (429): the account pauses, and no other does",
    async (path) => {
      const world = await openWorld({ accounts: ["acme", "beta"] });
      const zendesk = world.zendesk("acme");
      const tickets = await arrive(zendesk, 30);
      await zendesk.meets({ kind: "status", status: 429, retryAfter: "40" }, { match: { path }, times: 1 });
      await world.pass(seconds(8));
      const refused = zendesk.calls.findIndex(({ status }) => status === 429);
      expect(refused).toBeGreaterThanOrEqual(0);
      const other = await world.zendesk("beta").arrives();
      await zendesk.arrives();
      await world.pass(seconds(30));
      expect(zendesk.calls.slice(refused + 1)).toEqual([]);
      expect(world.zendesk("beta").shows(other).priority).toBe("normal");
      await world.pass(minutes(1));
      expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
      expect(updates(zendesk, tickets)).toEqual(new Set([1]));
    },
  );

  test("connected anew while a job runs: its tickets are looked at again", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await zendesk.meets({ kind: "job", ends: "never", done: 12 }, { match: WRITE_MANY, times: 1 });
    await world.pass(seconds(3));
    await world.connect();
    await inTime(world, tickets, seconds(30));
  });
});

describe("what holds for one ticket holds for many", () => {
  test("in shadow nothing is written; what was decided is, once it may be", async () => {
    const world = await openWorld({ mode: "shadow" });
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await world.pass(minutes(1));
    expect(spent(zendesk)).toEqual({ readMany: 1, writeMany: 0, asked: 0, alone: 0 });
    await world.mode("live");
    await world.pass(minutes(1));
    expect(priorities(zendesk, tickets)).toEqual(new Set(["normal"]));
  });

  test("the kill switch thrown while they are read stops the job", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await arrive(zendesk, 30);
    onceRead(world, () => world.mode("shadow"));
    await world.pass(minutes(1));
    expect(spent(zendesk)).toEqual({ readMany: 1, writeMany: 0, asked: 0, alone: 0 });
  });

  test("a tag added in the very second of our reading survives: the job waits until the stamp tells", async () => {
    const world = await openWorld({ settle: milliseconds(0) });
    const zendesk = world.zendesk();
    onceRead(world, async () => {
      for (const ticket of tickets) await zendesk.tags(ticket, "agents_own");
    });
    const tickets = await arrive(zendesk, 30);
    await world.pass(minutes(1));
    expect(world.meanwhile).toBeNull();
    for (const ticket of tickets)
      expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(["agents_own", "sla_tier_enterprise"]));
  });

  test("a note is asked for before it goes out, and goes out once", async () => {
    const contract = aContract({ organizationId: null, externalId: "crm-1", namedContacts: ["boss@acme.example"] });
    const world = await openWorld({ terms: { ...TERMS, contracts: [contract] } });
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 15);
    await world.pass(minutes(1));
    expect(new Set(tickets.map((ticket) => zendesk.shows(ticket).notes))).toEqual(new Set([1]));
    // One reading for all, then each asked for its note and written.
    expect(spent(zendesk)).toEqual({ readMany: 1, writeMany: 0, asked: 0, alone: 30 });
  });

  test("a ticket that can't be worked on for a fault of ours keeps none of its neighbours from being written", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 30);
    await world.pass(minutes(1));
    const poisoned = String(tickets[4]);
    (await world.account()).desk.sql.run(`UPDATE ticket SET recent_writes = 'not JSON' WHERE ticket_id = ?`, poisoned);
    for (const ticket of tickets) await zendesk.edits(ticket, { priority: "urgent" });
    await world.pass(hours(2));
    expect((await world.operator("GET", "/parked")).json["parked"]).toMatchObject([
      { ticketId: poisoned, reason: "crashed" },
    ]);
    expect(tickets.filter((ticket) => zendesk.shows(ticket).severity !== 1)).toEqual([tickets[4]]);
  });
});

describe("the sweep and what jobs wrote", () => {
  test("finds everything as it was left: no further look", async () => {
    const world = await openWorld({ sweepEvery: minutes(5) });
    const zendesk = world.zendesk();
    await arrive(zendesk, 25, { severity: 2 });
    await arrive(zendesk, 25);
    await world.pass(minutes(1));
    spent(zendesk);
    await world.pass(minutes(20));
    expect(spent(zendesk)).toEqual({ readMany: 0, writeMany: 0, asked: 0, alone: 0 });
  });

  test("finds the field that didn't take, whatever the job said: parked with its name, and not written over and over", async () => {
    const world = await openWorld({ sweepEvery: minutes(5) });
    const zendesk = world.zendesk();
    const tickets = await arrive(zendesk, 25);
    await zendesk.meets({ kind: "ignored", properties: ["priority"] }, { match: { method: "PUT" } });
    await world.pass(hours(1));
    const { json } = await world.operator("GET", "/parked");
    expect(json["parked"]).toHaveLength(25);
    expect(json["parked"]).toMatchObject(tickets.map(() => ({ reason: "ignored", detail: "priority stayed empty" })));
    expect(spent(zendesk)).toMatchObject({ writeMany: 1, alone: 25 });
  });
});
