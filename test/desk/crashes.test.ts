import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "../../src/core/time.ts";
import { openWorld, type World } from "../support/world.ts";

const READS = { method: "GET", path: "/api/v2/tickets/*" };

/** An event of our own last write that comes late: Zendesk's, but for the unsigned headers. */
async function lateEcho(world: World, ticket: number): Promise<void> {
  const zendesk = world.zendesk();
  const { memory: _, ...row } = ((await world.rows())["ticket"] ?? [])[0] as { memory: string; written_stamp: number };
  const [admin] = [...zendesk.emulator.state.users.values()].filter(({ role }) => role === "admin");
  const detail = {
    id: String(ticket),
    actor_id: String(admin?.id),
    updated_at: new Date(row.written_stamp).toISOString(),
  };
  const body = JSON.stringify({ id: "late", type: "zen:event-type:ticket.priority_changed", detail });
  expect(await world.deliver(body)).toMatchObject({ status: 200 });
}

describe("when the process dies", () => {
  test("in the middle of a look, the ticket is found again at the next start", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await zendesk.meets({ kind: "timeout" }, { match: READS, times: 1 });
    await world.settle();
    expect(zendesk.shows(ticket).priority).toBeNull();
    await world.crash();
    await world.settle();
    expect(zendesk.shows(ticket).priority).toBe("normal");
  });

  test("so is one for which only our own echo had come meanwhile", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    await zendesk.meets({ kind: "timeout" }, { match: READS, times: 1 });
    await zendesk.edits(ticket, { priority: "urgent" });
    await world.settle();
    await lateEcho(world, ticket);
    await world.crash();
    await world.pass(minutes(2));
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "urgent", severity: 1 });
  });

  test("after an event was acknowledged and before anything was done, it is done at the next start", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets = [await zendesk.arrives(), await zendesk.arrives(), await zendesk.arrives()];
    await world.quiet();
    expect(world.sent.length).toBe(6);
    await world.crash();
    await world.settle();
    expect(tickets.map((ticket) => zendesk.shows(ticket).priority)).toEqual(["normal", "normal", "normal"]);
  });

  test("between the write and its answer, our own values are not taken for a person's", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await zendesk.meets({ kind: "timeout", when: "after" }, { match: { method: "PUT" }, times: 1 });
    await world.settle();
    expect(zendesk.shows(ticket).severity).toBe(3);
    await world.crash();
    await world.settle();
    await zendesk.tags(ticket, "outage");
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ severity: 1, priority: "urgent" });
  });
});

describe("a ticket that can't be worked on because of a fault of ours", () => {
  /** As a bug would leave it: what is remembered of the ticket can't be read. */
  const spoil = async (world: World, ticket: number, recent_writes: string): Promise<void> =>
    void (await world.account()).desk.sql.run(
      `UPDATE ticket SET recent_writes = ? WHERE ticket_id = ?`,
      recent_writes,
      String(ticket),
    );

  test("is parked after a few tries; its neighbours are served as ever; mended and replayed, it is written", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const poisoned = await zendesk.arrives();
    await world.settle();
    await spoil(world, poisoned, "not JSON");
    await zendesk.edits(poisoned, { priority: "urgent" });
    for (let minute = 0; minute < 20; minute++) {
      const neighbour = await zendesk.arrives();
      await world.pass(seconds(5));
      expect(zendesk.shows(neighbour).priority).toBe("normal");
      await world.pass(minutes(1));
    }
    await world.pass(hours(2));
    expect((await world.operator("GET", "/parked")).json).toMatchObject({
      parked: [{ ticketId: String(poisoned), reason: "crashed", detail: "SyntaxError", attempts: 8 }],
    });
    await spoil(world, poisoned, "[]");
    await world.operator("POST", "/parked/replay", { ids: "all" });
    await world.settle();
    expect(zendesk.shows(poisoned)).toMatchObject({ severity: 1 });
    expect((await world.account()).overview()).toMatchObject({ parked: 0, waiting: 0 });
  });
});

describe("when the database can't be written", () => {
  const writable = async (world: World, yes: boolean): Promise<void> =>
    void (await world.account()).desk.sql.run(`PRAGMA query_only = ${yes ? "OFF" : "ON"}`);

  test("nothing is acknowledged; what the sender sends again once it can is done", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await writable(world, false);
    const ticket = await zendesk.arrives();
    await world.settle();
    expect(world.sent.map(({ status }) => status)).toEqual([503, 503]);
    expect(zendesk.calls).toEqual([]);
    await writable(world, true);
    await world.pass(minutes(2));
    expect(zendesk.shows(ticket).priority).toBe("normal");
  });

  test("while tickets are being looked at, they are found again once it can", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    world.meanwhile = async ({ method, path }) => {
      if (method !== "GET" || !path.endsWith(`/${ticket}`)) return;
      world.meanwhile = null;
      await writable(world, false);
    };
    await world.settle();
    expect(world.meanwhile).toBeNull();
    await world.pass(minutes(5));
    await writable(world, true);
    await world.pass(minutes(3));
    expect(zendesk.shows(ticket).priority).toBe("normal");
    expect(zendesk.spent().writes).toBe(1);
  });
});
