import { describe, expect, test } from "vitest";
import { after, hours, seconds } from "../../src/core/time.ts";
import { openWorld, type World } from "../support/world.ts";

/** A request that came in as critical, and what an agent made of it, one severity after the other. */
async function judged(world: World, ...severities: readonly (1 | 2 | 3 | 4)[]): Promise<void> {
  const zendesk = world.zendesk();
  const ticket = await zendesk.arrives({ severity: 1 });
  await world.settle();
  for (const severity of severities) {
    await world.pass(seconds(5));
    await zendesk.edits(ticket, { custom_fields: [zendesk.severity(severity)] });
    await world.settle();
  }
}

async function told(world: World): Promise<readonly string[]> {
  const findings = await (await world.account()).doctor();
  return findings.map(({ what }) => what).filter((what) => what.includes("less urgent"));
}

describe("repeated escalations that agents downgrade (contract, Support Request Abuse)", () => {
  test("are counted per organization, each ticket once, and told by doctor from the third on", async () => {
    const world = await openWorld();
    await judged(world, 3);
    await judged(world, 2, 4);
    expect(await told(world)).toEqual([]);
    await judged(world, 3);
    expect(await told(world)).toEqual([expect.stringMatching(/^Organization \d+: agents made 3 of its tickets/)]);
  });

  test("don't count where an agent raised the ticket again, nor where nobody changed it", async () => {
    const world = await openWorld();
    await judged(world, 3);
    await judged(world, 3);
    await judged(world, 3, 1);
    await judged(world);
    expect(await told(world)).toEqual([]);
  });

  test("are forgotten after 90 days", async () => {
    const world = await openWorld();
    for (let count = 0; count < 3; count++) await judged(world, 3);
    expect(await told(world)).toHaveLength(1);
    world.clock.advanceTo(after(world.clock.now(), hours(91 * 24)));
    await world.quiet();
    expect(await told(world)).toEqual([]);
  });
});
