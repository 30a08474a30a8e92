import { describe, expect, onTestFinished, test, vi } from "vitest";
import { formatInstant, hours, after as later, minutes, seconds } from "../../src/core/time.ts";
import { Desk } from "../../src/desk/desk.ts";
import { openWorld, type World } from "../support/world.ts";

const EVERY = minutes(5);
const EXPORT = "/api/v2/incremental/tickets/cursor";

/** An account with a past: its tickets were there before Tierline was. */
async function openWithPast(pass = hours(72)) {
  const world = await openWorld({ mode: null, sweepEvery: EVERY });
  const zendesk = world.zendesk();
  const [open, solved, closed] = [await zendesk.arrives(), await zendesk.arrives(), await zendesk.arrives()];
  await zendesk.edits(solved, { status: "solved" });
  await zendesk.edits(closed, { status: "closed" });
  await world.pass(pass);
  await world.connect();
  await world.pass(minutes(11));
  zendesk.calls.length = 0;
  return { world, zendesk, open, solved, closed };
}

const backfill = (world: World, days: number) =>
  world.operator("POST", "/backfill", { since: formatInstant(later(world.clock.now(), hours(-24 * days))) });
const standing = async (world: World) => (await world.operator("GET", "/backfill")).json;
const decided = async (world: World) => (await world.account()).decisions(null, 100).map(({ ticketId }) => ticketId);
const looksAt = (world: World, ticket: number) =>
  world.zendesk().calls.filter(({ path }) => path === `/api/v2/tickets/${ticket}`).length;

describe("tickets that were open before the account was connected", () => {
  test("are left as they are until somebody asks for them", async () => {
    const { world, open } = await openWithPast();
    expect(await decided(world)).toEqual([]);
    expect(looksAt(world, open)).toBe(0);
    expect(await standing(world)).toMatchObject({ backfill: null });
  });

  test("are decided in shadow, and written once the account is live; the solved and the closed are left", async () => {
    const { world, zendesk, open, solved, closed } = await openWithPast();
    expect(await backfill(world, 90)).toMatchObject({ status: 200, json: { backfill: { endedAt: null } } });
    await world.pass(minutes(1));
    expect(await decided(world)).toEqual([String(open)]);
    expect(await standing(world)).toMatchObject({ backfill: { listed: 3, found: 1 }, waiting: 0, mode: "shadow" });
    expect((await standing(world))["backfill"]).toMatchObject({ endedAt: expect.any(String) });
    expect(zendesk.shows(open).priority).toBeNull();
    await world.mode("live");
    await world.pass(minutes(1));
    expect(zendesk.shows(open)).toMatchObject({ priority: "normal", tags: expect.arrayContaining(["sla_sev_3"]) });
    for (const other of [solved, closed]) expect(zendesk.shows(other)).toMatchObject({ priority: null, tags: [] });
  });

  test("whose due date has passed are marked as such, not taken for a breach", async () => {
    const { world, open } = await openWithPast(hours(24 * 20));
    await backfill(world, 90);
    await world.pass(minutes(1));
    const [decision] = (await world.account()).decisions(null, 1);
    expect(decision).toMatchObject({ ticketId: String(open), reasons: expect.arrayContaining(["retroactive"]) });
  });

  test("are nobody's loss: webhooks could not tell of them", async () => {
    const { world } = await openWithPast();
    await backfill(world, 90);
    await world.pass(minutes(11));
    expect((await world.account()).overview().sweep?.missedLately).toEqual([]);
  });

  test("a solved one that its customer opens again is looked at like any other", async () => {
    const { world, zendesk, solved } = await openWithPast();
    await backfill(world, 90);
    await world.pass(minutes(1));
    await zendesk.edits(solved, { status: "open", comment: { body: "Not yet.", public: true } });
    await world.settle();
    expect(await decided(world)).toContain(String(solved));
  });

  test("those that have not changed since are left", async () => {
    const { world } = await openWithPast();
    await backfill(world, 2);
    await world.pass(minutes(1));
    expect(await decided(world)).toEqual([]);
    expect(await standing(world)).toMatchObject({ backfill: { listed: 0, found: 0 } });
  });
});

describe("a backfill", () => {
  test("goes on after a crash where it was, over several pages", async () => {
    const world = await openWorld({ mode: null, sweepEvery: EVERY });
    const zendesk = world.zendesk();
    for (let count = 0; count < 600; count++) await zendesk.arrives();
    await world.pass(hours(48));
    await world.connect();
    await world.pass(minutes(1));
    await backfill(world, 90);
    let pages = 0;
    world.meanwhile = async ({ path }) => {
      if (path !== EXPORT || ++pages !== 2) return;
      world.meanwhile = null;
      await world.crash();
    };
    await world.pass(minutes(10));
    expect(await standing(world)).toMatchObject({ backfill: { listed: 600, found: 600 }, waiting: 0 });
    expect(new Set(await (await world.account()).decisions(null, 700).map(({ ticketId }) => ticketId)).size).toBe(600);
  });

  test("that is asked for while one is under way joins it, unless it goes further back", async () => {
    const { world, zendesk } = await openWithPast();
    const [first, same] = [await backfill(world, 30), await backfill(world, 20)];
    expect(same.json["backfill"]).toEqual(first.json["backfill"]);
    const further = await backfill(world, 90);
    expect(further.json["backfill"]).not.toEqual(first.json["backfill"]);
    await world.pass(minutes(1));
    expect(zendesk.calls.filter(({ path }) => path === EXPORT)).toHaveLength(1);
    expect(await standing(world)).toMatchObject({ backfill: further.json["backfill"] && { listed: 3 } });
  });

  test("that begins while a page of the sweep is read is not forgotten by it", async () => {
    const { world, open } = await openWithPast();
    world.meanwhile = async ({ path }) => {
      if (path !== EXPORT) return;
      world.meanwhile = null;
      await backfill(world, 90);
    };
    await world.pass(minutes(6));
    expect(await decided(world)).toEqual([String(open)]);
  });

  test("that begins while a page is slow to come waits for its end, and asks nothing over and over", async () => {
    const { world, zendesk, open } = await openWithPast();
    await zendesk.meets({ kind: "slow", ms: 8000 }, { match: { path: EXPORT }, times: 1 });
    let sweeping = false;
    world.clock.at(later(world.clock.now(), seconds(243)), () => {
      sweeping = zendesk.calls.length === 0;
      void backfill(world, 90);
    });
    const wakes = vi.spyOn(Desk.prototype, "wake");
    onTestFinished(() => wakes.mockRestore());
    await world.pass(minutes(5));
    expect(sweeping).toBe(true);
    expect(wakes.mock.calls.length).toBeLessThan(20);
    expect(zendesk.calls.filter(({ path }) => path === EXPORT)).toHaveLength(2);
    expect(await decided(world)).toEqual([String(open)]);
  });

  test("is told of by doctor while it is under way, and stands in the audit trail", async () => {
    const { world } = await openWithPast();
    await backfill(world, 90);
    expect((await world.operator("GET", "/doctor")).text).toContain(
      "Backfill under way: of what changed since 2026-08-",
    );
    const { entries } = (await world.account()).admin.audit({ action: "account.backfilled", limit: 10 });
    expect(entries).toMatchObject([{ subject: "account acme", actor: { kind: "operator" } }]);
  });

  test.each([[{ since: "yesterday" }], [{ since: "2026-08-01" }], [{}], [{ since: "2026-08-01T00:00:00Z", days: 3 }]])(
    "is refused for %j",
    async (body) => {
      const world = await openWorld({ sweepEvery: EVERY });
      expect(await world.operator("POST", "/backfill", body)).toMatchObject({
        status: 400,
        json: { reason: "bad_request" },
      });
    },
  );

  test("is refused where the helpdesk is never asked", async () => {
    const world = await openWorld({});
    expect(await backfill(world, 90)).toMatchObject({ status: 422, json: { reason: "no_sweep" } });
  });

  test("of issues goes through every repository of the owner", async () => {
    const world = await openWorld({ owners: ["acme"], accounts: [], mode: null, sweepEvery: EVERY });
    const [issue, done] = [world.github().opens("2"), world.github().opens("2", "sdk")];
    world.github().as("sue").close(done, "completed");
    await world.pass(hours(72));
    await world.connectOwner();
    await world.operator("POST", "/mode", { owner: "acme", mode: "live" });
    await world.pass(minutes(6));
    expect(issue.labels).toEqual([]);
    const since = formatInstant(later(world.clock.now(), hours(-24 * 90)));
    await world.operator("POST", "/backfill", { owner: "acme", since });
    await world.pass(minutes(1));
    expect(issue.labels.map(({ name }) => name)).toContain("sev: 2");
    expect(done.labels).toEqual([]);
  });
});
