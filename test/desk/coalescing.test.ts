import { describe, expect, test } from "vitest";
import { openWorld } from "../support/world.ts";

describe("what a ticket costs on the API", () => {
  test("a lone new ticket costs one read and one write, its echoes included", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives({ severity: 2 });
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ priority: "high", severity: 2, due: "2026-11-04T13:00:00Z" });
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
    expect(world.sent.length).toBeGreaterThan(2);
  });
});
