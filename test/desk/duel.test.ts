import { describe, expect, test } from "vitest";
import { after as later, minutes, seconds } from "../../src/core/time.ts";
import { openWorld } from "../support/world.ts";

describe("another automation that undoes what we write", () => {
  test("gets at most six writes in ten minutes out of us, and a few more later; when it stops, the ticket comes right", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const rival = `ben@acme.test`;
    const ticket = await zendesk.arrives();
    let duelling = true;
    world.meanwhile = async ({ method }) => {
      if (method !== "PUT" || !duelling) return;
      world.clock.at(
        later(world.clock.now(), seconds(2)),
        () => void zendesk.edits(ticket, { tags: ["rivals"] }, rival),
      );
    };
    await world.pass(minutes(10));
    const { writes, reads } = zendesk.spent();
    expect(writes).toBeGreaterThanOrEqual(3);
    expect(writes).toBeLessThanOrEqual(6);
    expect(reads).toBeLessThan(20);
    expect((await world.account()).overview()).toMatchObject({ parked: 0, pause: null });

    await world.pass(minutes(10));
    expect(zendesk.spent().writes).toBeLessThanOrEqual(6);
    duelling = false;
    await world.pass(minutes(15));
    expect(zendesk.shows(ticket).tags).toEqual(expect.arrayContaining(["rivals", "sla_tier_enterprise"]));
  });

  test("doesn't keep other tickets waiting", async () => {
    const world = await openWorld();
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    world.meanwhile = async ({ method, path }) => {
      if (method !== "PUT" || !path.endsWith(`/${ticket}`)) return;
      world.clock.at(
        later(world.clock.now(), seconds(2)),
        () => void zendesk.edits(ticket, { tags: [] }, "ben@acme.test"),
      );
    };
    await world.pass(minutes(1));
    const other = await zendesk.arrives();
    await world.pass(seconds(3));
    expect(zendesk.shows(other).priority).toBe("normal");
  });
});
