import { describe, expect, test } from "vitest";
import { aContract, ENTERPRISE, GROWTH, POLICY, PRO, policyWithTier, target, tierOf } from "../support/given.ts";
import { openWorld, TERMS, type World } from "../support/world.ts";

async function openAndClosed(world: World): Promise<{ open: number; closed: number }> {
  const zendesk = world.zendesk();
  const [open, closed] = [await zendesk.arrives(), await zendesk.arrives()];
  await world.settle();
  await zendesk.edits(closed, { status: "closed", comment: { body: "Done.", public: true } });
  await world.settle();
  zendesk.spent();
  return { open, closed };
}

describe("when what Tierline goes by changes, open tickets follow", () => {
  test("a new policy: every open ticket is looked at again, a closed one is not", async () => {
    const world = await openWorld();
    const { open } = await openAndClosed(world);
    const targets = { ...tierOf(POLICY, ENTERPRISE).targets, 3: target("1 hour, 24x7") };
    const policy = { ...policyWithTier(ENTERPRISE, { targets }), version: "v2" };
    await world.restart({ ...TERMS, policy });
    await world.settle();
    expect(world.zendesk().shows(open).due).toBe("2026-11-03T11:00:00Z");
    expect(world.zendesk().spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
  });

  test("a new mapping: the same", async () => {
    const world = await openWorld();
    const { open } = await openAndClosed(world);
    const contracts = [aContract({ organizationId: null, externalId: "crm-1", tier: PRO })];
    await world.restart({ ...TERMS, contracts, mappingVersion: "m2" });
    await world.settle();
    expect(world.zendesk().shows(open).tags).toEqual(expect.arrayContaining(["sla_tier_pro"]));
    expect(world.zendesk().spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
  });

  test("a restart with the same policy and mapping asks nothing", async () => {
    const world = await openWorld();
    await openAndClosed(world);
    await world.restart();
    await world.settle();
    expect(world.zendesk().calls).toEqual([]);
  });

  test("an organization's tier changes in the helpdesk: its tickets are looked at, nobody else's", async () => {
    const world = await openWorld({ terms: { ...TERMS, contracts: [] } });
    const zendesk = world.zendesk();
    const acmes = await zendesk.arrives();
    const bolts = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    expect(zendesk.shows(acmes).tags).toEqual(expect.arrayContaining([`sla_tier_${GROWTH}`, "sla_unmapped"]));
    const untouched = zendesk.shows(bolts);
    zendesk.spent();
    await zendesk.as(zendesk.admin, "PUT", `/api/v2/organizations/${zendesk.organizations.get("Acme")}`, {
      organization: { organization_fields: { support_tier: "pro" } },
    });
    await world.settle();
    expect(zendesk.shows(acmes).tags).toEqual(expect.arrayContaining(["sla_tier_pro"]));
    expect(zendesk.shows(acmes).tags).not.toContain("sla_unmapped");
    expect(zendesk.shows(bolts)).toEqual(untouched);
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 1, audits: 0 });
  });
});
