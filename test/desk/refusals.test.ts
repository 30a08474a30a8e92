import { describe, expect, test } from "vitest";
import { minutes } from "../../src/core/time.ts";
import { POLICY } from "../support/given.ts";
import { openWorld, TERMS, type World } from "../support/world.ts";

/** Runs once, between our reading the ticket and our writing to it. */
function betweenReadAndWrite(world: World, act: () => Promise<void>): void {
  world.meanwhile = async ({ method, path }) => {
    if (method !== "GET" || !/\/tickets\/\d+$/.test(path)) return;
    world.meanwhile = null;
    await act();
  };
}

const parked = async (world: World) => (await world.operator("GET", "/parked")).json["parked"];

describe("a ticket that takes no more changes is left alone for good", () => {
  test("closed between our read and our write: one attempt, never again", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    betweenReadAndWrite(world, () => zendesk.edits(ticket, { status: "closed" }));
    await world.settle();
    await world.pass(minutes(60));
    expect(zendesk.spent().writes).toBe(1);
    expect(await parked(world)).toEqual([]);
  });

  test("closed before we come: read, never written", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await zendesk.edits(ticket, { status: "closed" });
    await world.settle();
    await world.pass(minutes(60));
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 0, audits: 0 });
  });

  test.each(["before our read", "between our read and our write"])("deleted %s: no further attempt", async (when) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    const remove = async () => void (await zendesk.as(zendesk.admin, "DELETE", `/api/v2/tickets/${ticket}`));
    if (when === "before our read") await remove();
    else betweenReadAndWrite(world, remove);
    await world.settle();
    await world.pass(minutes(60));
    expect(zendesk.spent()).toEqual({ reads: 1, writes: when === "before our read" ? 0 : 1, audits: 0 });
    expect(await parked(world)).toEqual([]);
    expect((await world.account()).overview().waiting).toBe(0);
  });
});

describe("an agent's edit between our read and our write", () => {
  test("wins: it is found by the conflict, read, and built upon", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives({ severity: 3 });
    betweenReadAndWrite(world, async () => {
      await zendesk.tags(ticket, "agents_own");
      await zendesk.edits(ticket, { custom_fields: [zendesk.severity(1)] });
    });
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ severity: 1, priority: "urgent", due: "2026-11-03T11:00:00Z" });
    expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(["agents_own", "sla_sev_1"]));
    expect(zendesk.spent()).toMatchObject({ writes: 2 });
  });

  test("ten tickets, each edited under our hands three times: no tag of an agent is lost", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const tickets: number[] = [];
    for (let count = 0; count < 10; count++) tickets.push(await zendesk.arrives());
    const edits = new Map<string, number>();
    world.meanwhile = async ({ method, path }) => {
      const id = /^\/api\/v2\/tickets\/(\d+)$/.exec(path)?.[1];
      const edit = (edits.get(id ?? "") ?? 0) + 1;
      if (method !== "GET" || id === undefined || edit > 3) return;
      edits.set(id, edit);
      await zendesk.tags(Number(id), `agent_${edit}`);
    };
    await world.pass(minutes(5));
    for (const ticket of tickets) {
      const own = ["agent_1", "agent_2", "agent_3", "sla_tier_enterprise"];
      expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(own));
    }
  });
});

describe("an update that the helpdesk refuses waits for a person, with its reason", () => {
  const body = {
    error: "RecordInvalid",
    details: { base: [{ description: "Order number: is required when solving" }] },
  };
  const refusal = { kind: "status", status: 422, body };

  async function refusedTicket(world: World): Promise<number> {
    const zendesk = world.zendesk();
    await zendesk.meets(refusal, { match: { method: "PUT" } });
    const ticket = await zendesk.arrives();
    await world.settle();
    await world.pass(minutes(60));
    return ticket;
  }

  test("one attempt, no hot loop; it is listed", async () => {
    const world = await openWorld();
    const ticket = await refusedTicket(world);
    expect(world.zendesk().spent()).toMatchObject({ reads: 1, writes: 1 });
    expect(await parked(world)).toMatchObject([
      { kind: "ticket", ticketId: String(ticket), reason: "refused", detail: expect.stringContaining("is required") },
    ]);
  });

  test("a replay tries again, once, and leaves it parked when it is refused again", async () => {
    const world = await openWorld();
    await refusedTicket(world);
    expect((await world.operator("POST", "/parked/replay", { ids: "all" })).json).toMatchObject({ replayed: 1 });
    await world.pass(minutes(60));
    expect(world.zendesk().spent()).toMatchObject({ reads: 2, writes: 2 });
    expect(await parked(world)).toMatchObject([{ reason: "refused" }]);
  });

  test("mended and replayed by its number, it is written and gone from the list", async () => {
    const world = await openWorld();
    const ticket = await refusedTicket(world);
    await world.zendesk().recovers();
    const [item] = (await parked(world)) as { id: string }[];
    expect((await world.operator("POST", "/parked/replay", { ids: [item?.id] })).json).toMatchObject({ replayed: 1 });
    await world.settle();
    expect(world.zendesk().shows(ticket).priority).toBe("normal");
    expect(await parked(world)).toEqual([]);
  });

  test("so does an agent's edit of the ticket, by itself", async () => {
    const world = await openWorld();
    const ticket = await refusedTicket(world);
    await world.zendesk().recovers();
    await world.zendesk().tags(ticket, "order_number_filled_in");
    await world.settle();
    expect(world.zendesk().shows(ticket).priority).toBe("normal");
    expect(await parked(world)).toEqual([]);
  });

  test("so does a new policy", async () => {
    const world = await openWorld();
    const ticket = await refusedTicket(world);
    await world.zendesk().recovers();
    await world.restart({ ...TERMS, policy: { ...POLICY, version: "v2" } });
    await world.settle();
    expect(world.zendesk().shows(ticket).priority).toBe("normal");
    expect(await parked(world)).toEqual([]);
  });

  test("a value that is accepted and silently not taken is parked too, and names the field", async () => {
    const world = await openWorld();
    await world.zendesk().meets({ kind: "ignored", properties: ["priority"] }, { match: { method: "PUT" } });
    await world.zendesk().arrives();
    await world.pass(minutes(60));
    expect(await parked(world)).toMatchObject([{ reason: "ignored", detail: "priority stayed empty" }]);
    expect(world.zendesk().spent().writes).toBe(1);
  });
});
