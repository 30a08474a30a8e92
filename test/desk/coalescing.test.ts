import { describe, expect, test } from "vitest";
import { after as later, milliseconds, seconds } from "../../src/core/time.ts";
import { openWorld } from "../support/world.ts";

describe("what a ticket costs on the API", () => {
  test("a lone new ticket costs one read and one write, its echoes included", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives({ severity: 2 });
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "high", severity: 2, due: "2026-11-04T13:00:00Z" });
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
    expect(world.log.filter((line) => line.includes('"outcome":"echo"'))).toHaveLength(1);
  });

  test("ten edits within a second cost one read, and no write when nothing follows from them", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    zendesk.spent();
    for (let edit = 1; edit <= 10; edit++) {
      await zendesk.tags(ticket, `edit_${edit}`);
      await world.pass(milliseconds(90));
    }
    await world.settle();
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 0, audits: 0 });
    expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(["edit_1", "edit_10", "sla_tier_enterprise"]));
  });

  test("ten edits that matter cost one read and one write", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    zendesk.spent();
    for (let edit = 0; edit < 10; edit++) {
      await zendesk.edits(ticket, { priority: edit % 2 === 0 ? "low" : "urgent" });
    }
    await world.settle();
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "urgent", severity: 1 });
  });

  test("an edit that changes nothing for us adds no row to the ticket's history", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    const { decision: before } = await world.rows();
    await zendesk.tags(ticket, "vip");
    await world.settle();
    expect((await world.rows())["decision"]).toEqual(before);
    await zendesk.edits(ticket, { priority: "urgent" });
    await world.settle();
    expect((await world.rows())["decision"]).toHaveLength((before?.length ?? 0) + 1);
  });
});

describe("events that must not be missed", () => {
  test("a person who uses our own account and edits later than our write is no echo", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    await world.pass(seconds(5));
    zendesk.spent();
    await zendesk.edits(ticket, { priority: "urgent" }, zendesk.admin);
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ severity: 1, due: "2026-11-03T11:00:00Z" });
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
  });

  test("an edit that arrives while its ticket is being looked at is looked at afterwards", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    world.meanwhile = async ({ method }) => {
      if (method !== "PUT") return;
      world.meanwhile = null;
      world.clock.advanceTo(later(world.clock.now(), seconds(3)));
      await zendesk.edits(ticket, { priority: "urgent" });
      await world.quiet();
    };
    await world.settle();
    expect(world.meanwhile).toBeNull();
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "urgent", severity: 1, due: "2026-11-03T11:00:00Z" });
  });

  test("a tag added in the very second of our read survives: the write waits until the stamp tells", async () => {
    const world = await openWorld({ settle: milliseconds(0) });
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    world.meanwhile = async ({ method, path }) => {
      if (method !== "GET" || !path.endsWith(`/${ticket}`)) return;
      world.meanwhile = null;
      await zendesk.tags(ticket, "agents_own");
    };
    await world.settle();
    expect(world.meanwhile).toBeNull();
    expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(["agents_own", "sla_tier_enterprise"]));
    expect(zendesk.spent().writes).toBe(1);
  });
});
