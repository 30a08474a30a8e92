import { expect, test } from "vitest";
import { type TicketId, ticketId, userId } from "../../src/core/id.ts";
import { after, minutes, seconds } from "../../src/core/time.ts";
import { migrate } from "../../src/desk/migrations.ts";
import {
  dueAtOnce,
  enqueueEvent,
  enqueueKnown,
  finishWork,
  listDue,
  nextWorkAt,
  takeDue,
} from "../../src/desk/work.ts";
import { openSqlite, type SqlFile } from "../../src/node/sqlite.ts";
import { at } from "../support/given.ts";

const NOW = at("2026-11-03 10:00");
const US = userId(900);

function opened(): SqlFile {
  const sql = openSqlite(":memory:");
  migrate(sql);
  return sql;
}

function id(number: number): TicketId {
  const found = ticketId(number);
  if (found === null) throw new Error("not an id");
  return found;
}

function event(sql: SqlFile, number: number, dueAt = NOW, own = false): void {
  const actorId = own ? US : userId(5);
  enqueueEvent(sql, { kind: "ticket", ticketId: id(number), type: "t", actorId, ticketUpdatedAt: NOW }, US, dueAt);
}

test("a ticket that is looked at for minutes is taken by nobody else, and what came meanwhile is kept", () => {
  const sql = opened();
  event(sql, 1);
  const [work] = takeDue(sql, NOW, 10);
  if (work === undefined) throw new Error("nothing was taken");
  const underWay = new Set([work.ticketId]);
  event(sql, 1, after(NOW, seconds(5)));
  for (let minute = 1; minute <= 5; minute += 1) {
    expect(takeDue(sql, after(NOW, minutes(minute)), 10, underWay)).toEqual([]);
    expect(nextWorkAt(sql)).toBeGreaterThan(after(NOW, minutes(minute)));
  }
  // Our own echo after the person's edit doesn't make an echo of both.
  event(sql, 1, after(NOW, minutes(5)), true);
  finishWork(sql, work, after(NOW, minutes(6)));
  expect(takeDue(sql, after(NOW, minutes(6)), 10)).toMatchObject([{ ticketId: id(1), foreign: true }]);
});

test("neither an event, nor another mapping, nor the end of a pause brings a ticket forward that is looked at just now", () => {
  const sql = opened();
  event(sql, 1);
  const leased = takeDue(sql, NOW, 10).length && nextWorkAt(sql);
  sql.run(`INSERT INTO ticket (ticket_id, finished, pending) VALUES (?, 0, 0)`, id(1));
  event(sql, 1, after(NOW, seconds(1)));
  enqueueKnown(sql, NOW, "1 = 1");
  dueAtOnce(sql, NOW);
  expect(nextWorkAt(sql)).toBe(leased);
});

test("what came due since a time is told apart from what waited before", () => {
  const sql = opened();
  for (const number of [1, 2, 3]) event(sql, number, NOW);
  event(sql, 4, after(NOW, seconds(1)));
  const later = after(NOW, seconds(2));
  expect(listDue(sql, NOW, later, 10).map(({ ticketId }) => ticketId)).toEqual([id(4)]);
  expect(nextWorkAt(sql, NOW)).toBe(after(NOW, seconds(1)));
  expect(listDue(sql, null, later, 2)).toHaveLength(2);
  expect(nextWorkAt(sql, later)).toBeNull();
});
