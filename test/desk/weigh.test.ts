import { describe, expect, test } from "vitest";
import type { TicketId, UserId } from "../../src/core/id.ts";
import { type Instant, after as later, minutes, seconds } from "../../src/core/time.ts";
import type { ChangedOutcome, ChangedTicket } from "../../src/desk/helpdesk.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { missedSince } from "../../src/desk/missed.ts";
import { parkTicket } from "../../src/desk/parked.ts";
import { Sweep } from "../../src/desk/sweep.ts";
import { weigh } from "../../src/desk/weigh.ts";
import { enqueueEvent, enqueueFound, finishWork, takeDue } from "../../src/desk/work.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { factsIn } from "../support/facts.ts";
import { at, POLICY } from "../support/given.ts";

const NOW = at("2026-11-03 10:00");
const CONNECTED = later(NOW, minutes(-60));
const ID = "5158" as TicketId;

const changed = (more: Partial<ChangedTicket> = {}): ChangedTicket => ({
  ticketId: ID,
  changedAt: later(NOW, minutes(-2)),
  finished: false,
  solved: false,
  fingerprint: "new",
  ...more,
});

function tables() {
  const sql = openSqlite(":memory:");
  migrate(sql);
  const weighed = (...tickets: ChangedTicket[]) => weigh(sql, tickets, CONNECTED, NOW);
  const event = (actorId: string, updatedAt: Instant) =>
    enqueueEvent(
      sql,
      { kind: "ticket", ticketId: ID, type: "t", actorId: actorId as UserId, ticketUpdatedAt: updatedAt },
      "us" as UserId,
      later(NOW, seconds(1)),
    );
  const delivered = (receivedAt: Instant) =>
    sql.run(
      `INSERT INTO arrival (happened_at, digest, received_at, type, ticket_id) VALUES (0, 'd', ?, 't', ?)`,
      receivedAt,
      ID,
    );
  const deliveredBefore = (receivedAt: Instant) =>
    sql.run(`INSERT INTO delivery (digest, received_at, type, ticket_id) VALUES ('d', ?, 't', ?)`, receivedAt, ID);
  const known = (seen: string | null, finished = 0) =>
    sql.run(`INSERT INTO ticket (ticket_id, finished, pending, seen) VALUES (?, ?, 0, ?)`, ID, finished, seen);
  return { sql, weighed, event, delivered, deliveredBefore, known };
}

describe("a ticket that the helpdesk says has changed", () => {
  test("is looked at and missed when nobody knows it", () => {
    const { sql, weighed } = tables();
    expect(weighed(changed())).toEqual({ found: 1, missed: 1 });
    expect(takeDue(sql, NOW, 9)).toMatchObject([{ ticketId: ID, foreign: true }]);
    expect(missedSince(sql, NOW)).toEqual([ID]);
  });

  test.each([
    ["as we left it", "new", 0, { found: 0, missed: 0 }],
    ["different", "old", 0, { found: 1, missed: 1 }],
    ["open again, though it was finished", "new", 1, { found: 1, missed: 1 }],
    ["of unknown state", null, 0, { found: 1, missed: 1 }],
  ] as const)("that is %s", (_, seen, finished, outcome) => {
    const { weighed, known } = tables();
    known(seen, finished);
    expect(weighed(changed())).toEqual(outcome);
  });

  test("that is closed needs no look, and nobody waits for it any more", () => {
    const { sql, weighed, known } = tables();
    known("old");
    parkTicket(sql, ID, "refused", "", 8, NOW);
    expect(weighed(changed({ finished: true }))).toEqual({ found: 0, missed: 0 });
    expect(sql.all(`SELECT finished FROM ticket`)).toEqual([{ finished: 1 }]);
    expect(sql.all(`SELECT * FROM parked`)).toEqual([]);
  });

  test.each([
    ["before the account was connected", { changedAt: later(CONNECTED, seconds(-1)) }, 0],
    ["just after that", { changedAt: CONNECTED }, 1],
  ])("%s", (_, more, missed) => {
    expect(tables().weighed(changed(more))).toEqual({ found: 1, missed });
  });

  test.each([
    ["after the change", minutes(-1), 0],
    ["a little before it, by another clock", seconds(-140), 0],
    ["long before it", minutes(-5), 1],
  ])("of which a webhook came %s", (_, when, missed) => {
    const { weighed, delivered } = tables();
    delivered(later(NOW, when));
    expect(weighed(changed())).toEqual({ found: 1, missed });
  });

  test("of which a webhook came to the version before was told of", () => {
    const { weighed, deliveredBefore } = tables();
    deliveredBefore(later(NOW, minutes(-1)));
    expect(weighed(changed())).toEqual({ found: 1, missed: 0 });
  });

  test.each([
    ["since", seconds(-10), 0],
    ["from before", minutes(-10), 1],
  ])("and waits for a person %s", (_, since, found) => {
    const { sql, weighed } = tables();
    parkTicket(sql, ID, "crashed", "", 8, later(NOW, since));
    expect(weighed(changed())).toMatchObject({ found });
  });

  test("and waits as our own echo is looked at all the same, at its own time", () => {
    const { sql, weighed, event } = tables();
    event("us", NOW);
    expect(weighed(changed())).toEqual({ found: 1, missed: 0 });
    expect(takeDue(sql, NOW, 9)).toEqual([]);
    expect(takeDue(sql, later(NOW, seconds(1)), 9)).toMatchObject([{ ticketId: ID, foreign: true }]);
  });

  test("during a look is looked at again after it", () => {
    const { sql, weighed, event } = tables();
    event("them", NOW);
    const [work] = takeDue(sql, later(NOW, seconds(1)), 9);
    if (work === undefined) throw new Error("no work");
    weighed(changed());
    finishWork(sql, work, later(NOW, seconds(2)));
    expect(takeDue(sql, later(NOW, seconds(2)), 9)).toMatchObject([{ ticketId: ID, foreign: true }]);
  });
});

/** A Desk's sweep over an export that a test writes itself. */
function aSweep(pages: (call: number) => ChangedOutcome) {
  const { sql } = tables();
  let now: Instant = NOW;
  const asked: Instant[] = [];
  const unused = () => Promise.reject(new Error("not asked for here"));
  const changes = async () => {
    asked.push(now);
    return pages(asked.length);
  };
  const webhook = async () => ({ kind: "known", faults: [], failed: 0 }) as const;
  const helpdesk = { read: unused, write: unused, hasNote: unused, changed: changes, webhook, bulk: null };
  const open = () => {
    const sweep = new Sweep({
      sql,
      facts: factsIn(sql),
      now: () => now,
      random: () => 0.5,
      soon: (body) => body(),
      wakeAt: () => undefined,
      settle: seconds(1),
      report: () => undefined,
      sweep: { every: minutes(5), report: () => undefined },
    });
    sweep.equip({ helpdesk, policy: POLICY, ownUser: null });
    return sweep;
  };
  const pass = async (sweep: Sweep, time: number) => {
    for (const until = now + time; sweep.nextAt !== null && sweep.nextAt <= until; await sweep.run()) {
      now = sweep.nextAt > now ? sweep.nextAt : now;
    }
  };
  return { sql, asked, open, pass };
}

const more: ChangedOutcome = { kind: "changed", tickets: [], next: "on", upTo: NOW };

describe("the pages of a sweep", () => {
  test("come five a minute, half of what Zendesk allows", async () => {
    const { asked, open, pass } = aSweep(() => more);
    await pass(open(), minutes(10));
    expect(asked[0]).toBe(later(NOW, minutes(5)));
    expect(asked.length).toBeGreaterThanOrEqual(25);
    expect(asked.length).toBeLessThanOrEqual(26);
  });

  test("come no faster when the process dies with every one of them", async () => {
    const { asked, open, pass } = aSweep(() => {
      throw new Error("the process dies");
    });
    await pass(open(), minutes(5)).catch(() => undefined);
    for (let start = 0; start < 50; start++) await pass(open(), 1000).catch(() => undefined);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  test("wait while many tickets wait; the first of a sweep does not", async () => {
    const { sql, asked, open, pass } = aSweep(() => more);
    for (let ticket = 1; ticket <= 201; ticket++) enqueueFound(sql, String(ticket) as TicketId, NOW);
    const sweep = open();
    await pass(sweep, minutes(7));
    expect(asked).toHaveLength(1);
    sql.run(`DELETE FROM work WHERE ticket_id = '1'`);
    await pass(sweep, minutes(1));
    expect(asked.length).toBeGreaterThan(3);
  });
});
