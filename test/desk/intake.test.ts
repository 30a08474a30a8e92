import { describe, expect, test, vi } from "vitest";
import { ticketId } from "../../src/core/id.ts";
import { type Instant, minutes, seconds } from "../../src/core/time.ts";
import { backoff } from "../../src/desk/backoff.ts";
import { Desk } from "../../src/desk/desk.ts";
import { type DeliveryEntry, pruneInbox } from "../../src/desk/inbox.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { factsIn } from "../support/facts.ts";
import { at, on } from "../support/given.ts";

const NOW = at("2026-11-03 10:00");

/** A Desk whose turns of the event loop the test ends itself. */
function aDesk() {
  const sql = openSqlite(":memory:");
  const turns: (() => void)[] = [];
  const wishes: (Instant | null)[] = [];
  const desk = new Desk({
    sql,
    facts: factsIn(sql),
    now: () => NOW,
    random: () => 0.5,
    soon: (body) => turns.push(body),
    wakeAt: (when) => wishes.push(when),
    settle: seconds(1),
    report: () => undefined,
    sweep: null,
  });
  const transaction = vi.spyOn(sql, "transaction");
  const endTurn = () => {
    for (const body of turns.splice(0)) body();
  };
  return { sql, desk, endTurn, wishes, transaction };
}

function delivery(number: number, ticket = number): DeliveryEntry {
  const id = ticketId(ticket);
  if (id === null) throw new Error("not a ticket's number");
  const event = { kind: "ticket", ticketId: id, type: "ticket.created", actorId: null, ticketUpdatedAt: null } as const;
  return { digest: `digest-${number}`, happenedAt: NOW, receivedAt: NOW, delivery: event, sealedBody: null };
}

describe("taking deliveries in", () => {
  test("all that come in one turn share one transaction, and none is acknowledged before it", async () => {
    const { desk, endTurn, transaction } = aDesk();
    const answers: string[] = [];
    const all = Array.from({ length: 50 }, (_, number) =>
      desk.accept(delivery(number + 1)).then((a) => answers.push(a)),
    );
    await Promise.resolve();
    expect(answers).toEqual([]);
    endTurn();
    await Promise.all(all);
    expect(answers).toEqual(Array.from({ length: 50 }, () => "accepted"));
    expect(transaction).toHaveBeenCalledTimes(1);
  });

  test("the same body twice is one delivery, in one turn and in two", async () => {
    const { desk, endTurn, sql } = aDesk();
    const twice = [desk.accept(delivery(1)), desk.accept(delivery(1))];
    endTurn();
    expect(await Promise.all(twice)).toEqual(["accepted", "duplicate"]);
    const again = desk.accept(delivery(1));
    endTurn();
    expect(await again).toBe("duplicate");
    expect(sql.all(`SELECT * FROM arrival`)).toHaveLength(1);
  });

  test("what a version before took in is a duplicate, for as long as it is kept", async () => {
    const { desk, endTurn, sql } = aDesk();
    sql.run(`INSERT INTO delivery (digest, received_at, type) VALUES ('digest-1', ?, 'ticket.created')`, NOW);
    const all = [desk.accept(delivery(1)), desk.accept(delivery(2))];
    endTurn();
    expect(await Promise.all(all)).toEqual(["duplicate", "accepted"]);
    pruneInbox(sql, NOW + 15 * 86_400_000);
    const again = [desk.accept(delivery(1)), desk.accept(delivery(2))];
    endTurn();
    expect(await Promise.all(again)).toEqual(["accepted", "accepted"]);
  });

  test("when the commit fails, every one of the turn is refused, nothing is kept, and the next turn works", async () => {
    const { desk, endTurn, sql } = aDesk();
    sql.run(`PRAGMA query_only = ON`);
    const refused = Promise.allSettled([desk.accept(delivery(1)), desk.accept(delivery(2))]);
    endTurn();
    expect((await refused).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    sql.run(`PRAGMA query_only = OFF`);
    expect(sql.all(`SELECT * FROM arrival`)).toEqual([]);
    const again = desk.accept(delivery(1));
    endTurn();
    expect(await again).toBe("accepted");
  });

  test("5,000 are held for one commit; what comes beyond is refused at once", async () => {
    const { desk, endTurn, sql } = aDesk();
    const held = Array.from({ length: 5_000 }, (_, number) => desk.accept(delivery(number + 1)));
    expect(await desk.accept(delivery(5_001))).toBe("overloaded");
    endTurn();
    expect(new Set(await Promise.all(held))).toEqual(new Set(["accepted"]));
    expect(sql.all(`SELECT * FROM arrival`)).toHaveLength(5_000);
    const next = desk.accept(delivery(5_001));
    endTurn();
    expect(await next).toBe("accepted");
  });

  test("ten events of one ticket are one piece of work, due a second after the first", async () => {
    const { desk, endTurn, sql } = aDesk();
    const all = Array.from({ length: 10 }, (_, number) => desk.accept(delivery(number + 1, 5158)));
    endTurn();
    await Promise.all(all);
    expect(sql.all(`SELECT ticket_id, due_at, seq FROM work`)).toEqual([
      { ticket_id: "5158", due_at: NOW + 1000, seq: 10 },
    ]);
  });

  test("a Desk without credentials takes in and waits; it asks to be woken when it has them", async () => {
    const { desk, endTurn, wishes } = aDesk();
    const accepted = desk.accept(delivery(1));
    endTurn();
    expect(await accepted).toBe("accepted");
    expect(wishes.filter((wish) => wish !== null)).toEqual([]);
  });
});

describe("the tables", () => {
  test("opening again leaves them and their rows as they are", async () => {
    const { desk, endTurn, sql } = aDesk();
    const accepted = desk.accept(delivery(1));
    endTurn();
    await accepted;
    const tables = sql.all(`SELECT sql FROM sqlite_schema ORDER BY name`);
    const deps = { now: () => NOW, random: () => 0, soon: () => undefined, wakeAt: () => undefined };
    new Desk({ ...deps, sql, facts: factsIn(sql), settle: seconds(1), report: () => undefined, sweep: null });
    expect(sql.all(`SELECT sql FROM sqlite_schema ORDER BY name`)).toEqual(tables);
    expect(sql.all(`SELECT ticket_id FROM work`)).toEqual([{ ticket_id: "1" }]);
  });

  test("a mapping that breaks off half way leaves the one before", () => {
    const { desk, sql } = aDesk();
    const contract = {
      organizationId: null,
      externalId: "crm-1",
      name: "Acme",
      domains: ["acme.example"],
      tier: "pro" as never,
      start: on("2026-01-01"),
      end: null,
      onboarding: "completed" as const,
      sdk: true,
      csm: null,
      tam: null,
      namedContacts: [],
    };
    desk.loadMapping([contract], "m1");
    const broken = { ...contract, domains: [Symbol("no text") as never] };
    expect(() => desk.loadMapping([contract, broken], "m2")).toThrow();
    expect(sql.all(`SELECT external_id FROM contract`)).toEqual([{ external_id: "crm-1" }]);
    expect(sql.first(`SELECT value FROM setting WHERE key = 'mapping_version'`)).toEqual({ value: "m1" });
  });
});

describe("waiting before the next try", () => {
  test.each([
    [1, 2],
    [2, 4],
    [5, 32],
    [10, 900],
    [1000, 900],
  ])("after try %i: up to %i seconds, any length of it alike, never none", (attempts, longest) => {
    expect(backoff(attempts, 0.9999999)).toBe(longest * 1000);
    expect(backoff(attempts, 0.5)).toBe(longest * 500);
    expect(backoff(attempts, 0)).toBe(250);
    expect(backoff(attempts, 0.999)).toBeLessThanOrEqual(minutes(15));
  });
});
