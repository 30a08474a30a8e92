import { describe, expect, test } from "vitest";
import { minutes, seconds } from "../../src/core/time.ts";
import { aContract } from "../support/given.ts";
import { openWorld, TERMS, type World } from "../support/world.ts";

/** Ada is not a named contact of Acme: the policy asks for a note to the agent. */
const NOTED = {
  ...TERMS,
  contracts: [aContract({ organizationId: null, externalId: "crm-1", namedContacts: ["boss@acme.example"] })],
};

async function agentEdits(world: World, ticket: number): Promise<void> {
  const zendesk = world.zendesk();
  await zendesk.edits(ticket, { custom_fields: [zendesk.severity(1)] });
  await world.pass(minutes(2));
}

describe("an internal note is written once, whatever happens", () => {
  test("with the other changes in one update, after one look whether it is there; never asked again", async () => {
    const world = await openWorld({ terms: NOTED });
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    await world.settle();
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 1, priority: "normal" });
    expect(zendesk.spent()).toEqual({ reads: 1, writes: 1, audits: 1 });
    await agentEdits(world, ticket);
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 1, severity: 1 });
    expect(zendesk.spent()).toMatchObject({ audits: 0 });
  });

  test.each([
    { lost: "the answer to the write", fault: { kind: "reset", when: "after" } },
    { lost: "the write itself", fault: { kind: "reset", when: "before" } },
    { lost: "the answer, behind an error page", fault: { kind: "html", when: "after" } },
    { lost: "the end of the answer", fault: { kind: "truncated", bytes: 200 } },
  ])("when $lost is lost", async ({ fault }) => {
    const world = await openWorld({ terms: NOTED });
    const zendesk = world.zendesk();
    await zendesk.meets(fault, { match: { method: "PUT" }, times: 1 });
    const ticket = await zendesk.arrives();
    await world.pass(minutes(2));
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 1, priority: "normal" });
    await agentEdits(world, ticket);
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 1, severity: 1 });
  });

  test("when our whole database is lost afterwards", async () => {
    const world = await openWorld({ terms: NOTED });
    const ticket = await world.zendesk().arrives();
    await world.settle();
    await startOver(world);
    await agentEdits(world, ticket);
    expect(world.zendesk().shows(ticket)).toMatchObject({ notes: 1, severity: 1 });
  });

  test("when it is lost together with the write's answer", async () => {
    const world = await openWorld({ terms: NOTED });
    const zendesk = world.zendesk();
    await zendesk.meets({ kind: "reset", when: "after" }, { match: { method: "PUT" }, times: 1 });
    const ticket = await zendesk.arrives();
    await world.pass(seconds(1));
    await startOver(world);
    await agentEdits(world, ticket);
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 1, severity: 1 });
  });

  test("when whether it is there can't be found out: nothing is written until it can", async () => {
    const world = await openWorld({ terms: NOTED });
    const zendesk = world.zendesk();
    await zendesk.meets({ kind: "status", status: 500 }, { match: { path: "/api/v2/tickets/*/audits" } });
    const ticket = await zendesk.arrives();
    await world.pass(minutes(2));
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 0, priority: null });
    await zendesk.recovers();
    await world.pass(minutes(2));
    expect(zendesk.shows(ticket)).toMatchObject({ notes: 1, priority: "normal" });
  });

  test("a person's note of the same words is no note of ours", async () => {
    const world = await openWorld({ terms: NOTED, mode: "shadow" });
    const zendesk = world.zendesk();
    const ticket = await zendesk.arrives();
    const body = NOTED.policy.notes.get("contact_unlisted");
    await zendesk.edits(ticket, { comment: { body, public: false } });
    await world.settle();
    await world.mode("live");
    await world.settle();
    expect(zendesk.shows(ticket).notes).toBe(2);
  });
});

async function startOver(world: World): Promise<void> {
  await world.loseDisk();
  await world.connect();
  await world.mode("live");
}
