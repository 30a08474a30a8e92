import { describe, expect, test } from "vitest";
import { aContract, POLICY } from "../support/given.ts";
import { openWorld, TERMS } from "../support/world.ts";

const UNTOUCHED = { priority: null, due: null, tags: [], notes: 0 };

describe("which tickets are written to", () => {
  test("a new connection is in shadow: decided, recorded and shown, nothing written", async () => {
    const world = await openWorld({ mode: "shadow" });
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(ticket)).toEqual({ ...UNTOUCHED, severity: null });
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 0, audits: 0 });
    const { json } = await world.operator("GET", "/decisions");
    expect(json).toMatchObject({
      decisions: [{ ticketId: String(ticket), mode: "shadow", written: false, tier: "enterprise", severity: 3 }],
    });
    expect(JSON.stringify(json)).toContain("set_priority");
  });

  test("live writes what was only decided before, and says how many tickets that are", async () => {
    const world = await openWorld({ mode: "shadow" });
    const zendesk = world.zendesk();
    const tickets = [await zendesk.arrives(), await zendesk.arrives({ from: "bob@bolt.example" })];
    await world.settle();
    expect((await world.mode("live")).json).toMatchObject({ mode: "live", queued: 2 });
    await world.settle();
    expect(tickets.map((ticket) => zendesk.shows(ticket).priority)).toEqual(["normal", "normal"]);
    expect((await world.mode("live")).json).toMatchObject({ queued: 0 });
  });

  test.each(["its id", "its external id"])("canary writes the named organization alone, named by %s", async (by) => {
    const world = await openWorld({ mode: "shadow" });
    const zendesk = world.zendesk();
    const name = by === "its id" ? String(zendesk.organizations.get("Acme")) : "crm-1";
    await world.mode("canary", [name]);
    const acmes = await zendesk.arrives();
    const bolts = await zendesk.arrives({ from: "bob@bolt.example" });
    const nobodys = await zendesk.arrives({ from: "stranger@nowhere.example" });
    await world.settle();
    expect(zendesk.shows(acmes).priority).toBe("normal");
    expect(zendesk.shows(bolts)).toMatchObject(UNTOUCHED);
    expect(zendesk.shows(nobodys)).toMatchObject(UNTOUCHED);
    expect(zendesk.spent().writes).toBe(1);
  });

  test("back to shadow is a kill switch: nothing more is written, also of what is already queued", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const first = await zendesk.arrives();
    await world.settle();
    await zendesk.edits(first, { priority: "urgent" });
    const second = await zendesk.arrives();
    await world.quiet();
    await world.mode("shadow");
    zendesk.spent();
    await world.settle();
    expect(zendesk.spent()).toMatchObject({ reads: 2, writes: 0 });
    expect(zendesk.shows(first).severity).toBe(3);
    expect(zendesk.shows(second)).toMatchObject(UNTOUCHED);
    await world.mode("live");
    await world.settle();
    expect(zendesk.shows(first).severity).toBe(1);
    expect(zendesk.shows(second).priority).toBe("normal");
  });

  test("the kill switch also holds for a look that is under way", async () => {
    const contracts = [aContract({ organizationId: null, externalId: "crm-1", namedContacts: ["boss@acme.example"] })];
    const world = await openWorld({ terms: { ...TERMS, policy: POLICY, contracts } });
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    world.meanwhile = async ({ path }) => {
      if (!path.endsWith("/audits")) return;
      world.meanwhile = null;
      await world.mode("shadow");
    };
    await world.settle();
    expect(world.meanwhile).toBeNull();
    expect(zendesk.shows(ticket)).toMatchObject(UNTOUCHED);
    await world.mode("live");
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "normal", notes: 1 });
  });

  test("the mode outlives a restart", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await world.restart();
    const ticket = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(ticket).priority).toBe("normal");
  });
});
