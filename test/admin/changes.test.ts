import { describe, expect, test } from "vitest";
import { hours, minutes } from "../../src/core/time.ts";
import { Administrator, administered, EDITABLE, promisePath } from "../support/administrators.ts";
import { OPERATOR_TOKEN, openWorld } from "../support/world.ts";

const toPro = (id: string) => ({
  kind: "organizations",
  edits: [{ op: "set", id, organization: { tier: "pro" } }],
  note: "Renewed",
});

describe("a change of the mapping", () => {
  test("says what it would do before it does it, and then does just that", async () => {
    const { world, admin, zendesk } = await administered();
    const acme = [await zendesk.arrives(), await zendesk.arrives({ severity: 1 })];
    const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    const { id } = await admin.finds("Bolt");
    const proposed = await admin.proposes(toPro(id));
    expect(proposed).toMatchObject({
      state: "proposed",
      what: "organizations",
      counts: { open: 3, weighed: 1, differ: 1, turnLate: 0, rows: 1 },
      organizations: [{ id, before: { tier: "growth" }, after: { tier: "pro" } }],
      tickets: [{ ticketId: String(bolt), organization: "Bolt", before: { tier: "growth" }, after: { tier: "pro" } }],
      progress: null,
      outdated: null,
    });
    await world.settle();
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_growth");
    const before = acme.map((ticket) => zendesk.updates(ticket));

    await admin.applies(proposed);
    await world.settle();
    const { due, tags } = zendesk.shows(bolt);
    expect(tags).toContain("sla_tier_pro");
    expect(due).toBe(proposed.tickets[0]?.after.due);
    expect(acme.map((ticket) => zendesk.updates(ticket))).toEqual(before);
    expect(await admin.sees(proposed)).toMatchObject({ state: "applied", progress: { total: 1, done: 1 } });
  });

  test("is undone by its opposite, which is previewed like any other", async () => {
    const { world, admin, zendesk } = await administered();
    const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    const before = zendesk.shows(bolt);
    const { id } = await admin.finds("Bolt");
    const change = await admin.applies(await admin.proposes(toPro(id)));
    await world.settle();
    const opposite = await admin.undoes(change);
    expect(opposite).toMatchObject({ state: "proposed", undoes: change.id, counts: { differ: 1 } });
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_pro");
    await admin.applies(opposite);
    await world.settle();
    expect(zendesk.shows(bolt)).toEqual(before);
    expect(await admin.sees(change)).toMatchObject({ state: "undone", undoUntil: null });
    expect((await admin.asks("POST", `/changes/${change.id}/undo`)).json).toMatchObject({ reason: "already" });
  });

  test("can be undone for thirty days and no longer", async () => {
    const { world, admin } = await administered();
    const { id } = await admin.finds("Bolt");
    const change = await admin.applies(await admin.proposes(toPro(id)));
    await world.pass(hours(30 * 24));
    expect((await admin.undoes(change)).state).toBe("proposed");
    await world.pass(minutes(1));
    expect((await admin.asks("POST", `/changes/${change.id}/undo`)).json).toMatchObject({
      status: 409,
      reason: "too_late",
    });
  });

  test("that somebody else was faster with is refused, and nothing of it is made", async () => {
    const { admin } = await administered();
    const [bolt, acme] = [await admin.finds("Bolt"), await admin.finds("Acme")];
    const both = {
      kind: "organizations",
      edits: [bolt, acme].map(({ id }) => ({ op: "set", id, organization: { tier: "pro" } })),
    };
    const [one, other] = [await admin.proposes(both), await admin.proposes(toPro(bolt.id))];
    await admin.applies(other);
    expect(await admin.sees(one)).toMatchObject({ outdated: { rows: [bolt.id], policy: false } });
    const refused = await admin.asks("POST", `/changes/${one.id}/apply`);
    expect(refused.json).toMatchObject({ status: 409, reason: "outdated", problems: [{ where: bolt.id }] });
    expect((await admin.asks("GET", `/organizations/${acme.id}`)).json).toMatchObject({ tier: "enterprise" });
    expect((await admin.asks("POST", `/changes/${other.id}/apply`)).json).toMatchObject({ reason: "already" });
  });

  test("applied twice at the same moment is made once", async () => {
    const { admin } = await administered();
    const { id } = await admin.finds("Bolt");
    const change = await admin.proposes(toPro(id));
    const answers = await Promise.all([1, 2, 3].map(() => admin.asks("POST", `/changes/${change.id}/apply`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const { json } = await admin.asks("GET", "/audit?action=change.applied");
    expect(json["entries"]).toHaveLength(1);
  });

  test("is refused while the mapping files own the mapping", async () => {
    const world = await openWorld({ terms: EDITABLE });
    const admin = new Administrator(world, OPERATOR_TOKEN);
    const { id } = await admin.finds("Bolt");
    expect((await admin.asks("POST", "/changes", toPro(id))).json).toMatchObject({
      status: 409,
      reason: "owned_by_files",
    });
  });

  test("of many tickets can be paused on its way and goes on where it was", async () => {
    const { world, admin, zendesk } = await administered({ settle: minutes(0) });
    for (let ticket = 0; ticket < 230; ticket += 1) await zendesk.arrives({ from: "bob@bolt.example" });
    await world.pass(minutes(20));
    const { id } = await admin.finds("Bolt");
    const change = await admin.applies(await admin.proposes(toPro(id)));
    expect(change.counts.differ).toBe(230);
    await admin.asks("POST", `/changes/${change.id}/pause`);
    await world.pass(minutes(20));
    const held = await admin.sees(change);
    expect(held.paused).toBe(true);
    expect(held.progress?.done).toBeLessThan(230);
    expect((await admin.asks("GET", "/health")).json["changes"]).toMatchObject([{ id: change.id, paused: true }]);
    // A new ticket wakes the Desk, and nothing of the change goes on by it.
    await zendesk.arrives();
    await world.pass(minutes(5));
    expect((await admin.sees(change)).progress).toEqual(held.progress);
    await admin.asks("POST", `/changes/${change.id}/resume`);
    await world.pass(minutes(30));
    expect((await admin.sees(change)).progress).toEqual({ total: 230, done: 230 });
  }, 30_000);

  test("reaches the ticket that was decided while it was worked out, and the one of which nothing is kept", async () => {
    const { world, admin, zendesk } = await administered();
    const kept = await zendesk.arrives({ from: "bob@bolt.example" });
    const lost = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    (await world.account()).desk.sql.run(`DELETE FROM facts WHERE ticket_id = ?`, String(lost));
    const { id } = await admin.finds("Bolt");
    const change = await admin.proposes(toPro(id));
    expect(change.counts).toMatchObject({ open: 1, differ: 1 });
    await admin.applies(change);
    await world.settle();
    for (const ticket of [kept, lost]) expect(zendesk.shows(ticket).tags).toContain("sla_tier_pro");
  });
});

describe("a change of the policy", () => {
  const slower = { kind: "policy", edits: [{ path: promisePath("growth", 3), value: "5 business days" }] };

  test("moves due dates, and the tickets that it doesn't concern are not even looked at", async () => {
    const { world, admin, zendesk } = await administered();
    const [acme, bolt] = [await zendesk.arrives(), await zendesk.arrives({ from: "bob@bolt.example" })];
    await world.settle();
    const before = zendesk.shows(bolt).due;
    const change = await admin.proposes(slower);
    expect(change).toMatchObject({
      what: "policy",
      counts: { open: 2, weighed: 2, differ: 1 },
      policy: [{ path: promisePath("growth", 3), before: "2 - 4 business days", after: "5 business days" }],
    });
    zendesk.spent();
    await admin.applies(change);
    await world.settle();
    expect(zendesk.shows(bolt).due).toBe(change.tickets[0]?.after.due);
    expect(zendesk.shows(bolt).due).not.toBe(before);
    expect(zendesk.spent()).toMatchObject({ reads: 1, writes: 1 });
    expect(zendesk.updates(acme)).toBe(1);
    await admin.applies(await admin.proposes({ kind: "restore", version: 1 }));
    await world.settle();
    expect(zendesk.shows(bolt).due).toBe(before);
  });

  test("tells which tickets would be late at once", async () => {
    const { world, admin, zendesk } = await administered();
    const ticket = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    await world.pass(hours(8));
    const faster = { kind: "policy", edits: [{ path: promisePath("growth", 3), value: "1 business hour" }] };
    const { counts, tickets } = await admin.proposes(faster);
    expect(counts).toMatchObject({ turnLate: 1 });
    expect(tickets).toMatchObject([{ ticketId: String(ticket), turnsLate: true }]);
  });

  test("stays after a restart, and what the files say then doesn't count until it is handed back", async () => {
    const { world, admin, zendesk } = await administered();
    await admin.applies(await admin.proposes(slower));
    const { id } = await admin.finds("Bolt");
    await admin.applies(await admin.proposes(toPro(id)));
    const [acme] = EDITABLE.contracts;
    const other = { ...EDITABLE, contracts: acme === undefined ? [] : [acme], mappingVersion: "m2" };
    await world.restart(other);
    const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_pro");
    expect((await admin.asks("GET", "/policy")).json).toMatchObject({ owner: "admin", number: 2 });

    await admin.asks("POST", "/owner", { owner: "files" });
    await world.settle();
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_growth");
    expect((await admin.asks("GET", "/organizations")).json).toMatchObject({ total: 1, owner: "files" });
    expect((await admin.asks("GET", "/policy")).json).toMatchObject({ version: EDITABLE.policy.version, number: null });
  });

  test("two administrators at the same policy: the second has to look again", async () => {
    const { admin } = await administered();
    const first = await admin.proposes(slower);
    const other = { kind: "policy", edits: [{ path: promisePath("pro", 4), value: "3 business days" }] };
    const second = await admin.proposes(other);
    await admin.applies(first);
    const refused = await admin.asks("POST", `/changes/${second.id}/apply`);
    expect(refused.json).toMatchObject({ status: 409, reason: "outdated" });
    expect(await admin.sees(second)).toMatchObject({ outdated: { rows: [], policy: true } });
    await admin.applies(await admin.proposes(other));
    expect((await admin.asks("GET", "/policy")).json["document"]).toMatchObject({
      policy: {
        support_levels: {
          growth: { initial_response_time: { severity_3: "5 business days" } },
          pro: { initial_response_time: { severity_4: "3 business days" } },
        },
      },
    });
  });
});

test("a proposal that nobody makes is forgotten after a month, with its rows", async () => {
  const { world, admin, zendesk } = await administered();
  const { id } = await admin.finds("Bolt");
  const [left, made] = [await admin.proposes(toPro(id)), await admin.proposes(toPro(id))];
  await admin.applies(made);
  await world.pass(hours(31 * 24));
  await zendesk.arrives();
  await world.settle();
  expect((await admin.asks("GET", `/changes/${left.id}`)).status).toBe(404);
  const { change, change_edit } = await world.rows();
  expect([change?.length, change_edit?.length]).toEqual([1, 1]);
});

test("taking over decides nothing otherwise: no ticket is looked at", async () => {
  const world = await openWorld({ terms: EDITABLE });
  const zendesk = world.zendesk();
  await zendesk.arrives();
  await world.settle();
  zendesk.spent();
  await new Administrator(world, OPERATOR_TOKEN).takesOver();
  await world.settle();
  expect(zendesk.spent()).toEqual({ reads: 0, writes: 0, audits: 0 });
});

test("nothing of a person stands in clear in what is kept of open tickets", async () => {
  const { world, admin, zendesk } = await administered();
  await zendesk.arrives({ subject: "Pelican crossing", from: "ada@acme.example" });
  await world.settle();
  expect((await admin.asks("GET", "/health")).json["openTickets"]).toBe(1);
  for (const word of ["Pelican", "ada@acme.example"]) expect(world.bytesOnDisk()).not.toContain(word);
});

test("a ticket whose write is on its way when the change is made comes right all the same", async () => {
  const { world, admin, zendesk } = await administered();
  const { id } = await admin.finds("Bolt");
  const change = await admin.proposes(toPro(id));
  let made = false;
  world.meanwhile = async ({ method, path }) => {
    if (made || method !== "PUT" || !/^\/api\/v2\/tickets\/\d+$/.test(path)) return;
    made = true;
    await admin.applies(change);
  };
  const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
  await world.settle();
  expect(made).toBe(true);
  expect(zendesk.shows(bolt).tags).toContain("sla_tier_pro");
});
