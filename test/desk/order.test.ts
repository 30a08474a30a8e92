import { describe, expect, test } from "vitest";
import { seconds } from "../../src/core/time.ts";
import { openWorld, type World } from "../support/world.ts";

/** A ticket arrives; then an agent tags it, moves its severity and asks for something twice. */
async function story(world: World): Promise<number> {
  const zendesk = world.zendesk();
  const ticket = await zendesk.arrives({ severity: 3 });
  await world.settle();
  await zendesk.tags(ticket, "vip");
  await zendesk.edits(ticket, { custom_fields: [zendesk.severity(2)] });
  await world.pass(seconds(2));
  await zendesk.edits(ticket, { custom_fields: [zendesk.severity(1)] });
  await world.pass(seconds(30));
  return ticket;
}

const OUTCOME = { priority: "urgent", severity: 1, due: "2026-11-03T11:00:00Z", notes: 0 };

describe("whatever the network does to the events, a ticket ends in the same state", () => {
  test.each([
    { network: "as it should be", fault: null },
    { network: "every event five times", fault: { kind: "duplicate", copies: 5 } },
    { network: "in any order within five seconds", fault: { kind: "reorder", withinMs: 5000 } },
    { network: "all of them late", fault: { kind: "delay", ms: 8000 } },
  ])("$network", async ({ fault }) => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    if (fault !== null) await zendesk.webhooksMeet(fault);
    const ticket = await story(world);
    expect(zendesk.shows(ticket)).toMatchObject(OUTCOME);
    expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(["vip", "sla_sev_1", "sla_tier_enterprise"]));
    expect(zendesk.spent().writes).toBeLessThanOrEqual(3);
  });

  test("half of the events lost", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    await zendesk.webhooksMeet({ kind: "drop" }, { probability: 0.5 });
    const ticket = await story(world);
    await zendesk.recovers();
    await zendesk.tags(ticket, "one_more_event");
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject(OUTCOME);
  });

  test("every event delivered again afterwards, under new unsigned ids: no call at all", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await story(world);
    const before = zendesk.shows(ticket);
    zendesk.spent();
    const captured = [...world.sent];
    for (const [index, { url, headers, body }] of captured.entries()) {
      const fresh = { ...headers, "x-zendesk-webhook-invocation-id": `replayed-${index}` };
      expect(await world.request(url, { method: "POST", headers: fresh, body })).toMatchObject({ status: 200 });
    }
    await world.settle();
    expect(captured.length).toBeGreaterThan(10);
    expect(zendesk.calls).toEqual([]);
    expect(zendesk.shows(ticket)).toEqual(before);
  });

  test("an event that lies about its ticket: what is written follows the ticket, not the event", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives({ severity: 3 });
    await world.settle();
    const lie = {
      type: "zen:event-type:ticket.priority_changed",
      subject: `zen:ticket:${ticket}`,
      detail: { id: String(ticket), priority: "URGENT", organization_id: "1", tags: ["sla_sev_1"], actor_id: "5" },
      event: { current: "URGENT", previous: "NORMAL" },
    };
    expect(await world.deliver(JSON.stringify(lie))).toMatchObject({ status: 200 });
    zendesk.spent();
    await world.settle();
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 0, audits: 0 });
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "normal", severity: 3 });
  });
});
