import { describe, expect, test, vi } from "vitest";
import type { Decision } from "../../src/core/decision.ts";
import { ticketId } from "../../src/core/id.ts";
import type { Ticket } from "../../src/core/ticket.ts";
import { Changes } from "../../src/desk/changes.ts";
import { Facts } from "../../src/desk/facts.ts";
import { forgetFacts } from "../../src/desk/facts-rows.ts";
import { replaceContracts } from "../../src/desk/mapping.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { writeSetting } from "../../src/desk/settings.ts";
import type { SecretBox } from "../../src/http/secret-box.ts";
import { deriveKeys } from "../../src/keys.ts";
import { nodeHashing } from "../../src/node/hashing.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { aContract, aTicket, at, decided, POLICY, PRO } from "../support/given.ts";

const { secretBox } = await deriveKeys(btoa("a master key of the tests' own.."));

/** A box whose next sealing waits until it is let go on. */
function heldBox() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const box: SecretBox = {
    seal: async (text, context) => {
      await promise;
      return secretBox.seal(text, context);
    },
    open: (sealed, context) => secretBox.open(sealed, context),
  };
  return { box, letGo: resolve };
}

function opened(box: SecretBox = secretBox) {
  const sql = openSqlite(":memory:");
  migrate(sql);
  const facts = new Facts({ sql, secretBox: box });
  const tickets = async (): Promise<readonly Ticket[]> => {
    const found: Ticket[] = [];
    for await (const ticket of facts.open()) found.push(ticket);
    return found;
  };
  return { sql, facts, tickets };
}

const subject = (words: string) => aTicket({ subject: words });
const decision: Decision = decided({});

describe("what is kept of open tickets", () => {
  test("is what was read last, sealed", async () => {
    const { sql, facts, tickets } = opened();
    for (const words of ["first", "second", "third"]) facts.keep(subject(words), decision);
    expect(await tickets()).toEqual([subject("third")]);
    const [row] = sql.all<{ body: string }>(`SELECT body FROM facts`);
    expect(row?.body).toMatch(/^v1\./);
  });

  test("is written again only when something of it is another", async () => {
    const { sql, facts } = opened();
    const body = () => sql.first<{ body: string }>(`SELECT body FROM facts`)?.body;
    facts.keep(subject("same"), decision);
    await facts.settled();
    const first = body();
    facts.keep(subject("same"), decision);
    await facts.settled();
    expect(body()).toBe(first);
    facts.keep(subject("other"), decision);
    await facts.settled();
    expect(body()).not.toBe(first);
  });

  test("does not come back when the ticket was finished while it was sealed", async () => {
    const { box, letGo } = heldBox();
    const { sql, facts, tickets } = opened(box);
    const ticket = aTicket();
    facts.keep(ticket, decision);
    sql.run(`INSERT INTO ticket (ticket_id, finished, pending) VALUES (?, 1, 0)`, ticket.id);
    forgetFacts(sql, ticket.id);
    letGo();
    expect(await tickets()).toEqual([]);
  });

  test("that can't be stored keeps nobody waiting, and the next is stored", async () => {
    const { sql, facts, tickets } = opened();
    sql.run(`ALTER TABLE facts RENAME TO gone`);
    facts.keep(subject("lost"), decision);
    await facts.settled();
    sql.run(`ALTER TABLE gone RENAME TO facts`);
    facts.keep(subject("kept"), decision);
    expect(await tickets()).toEqual([subject("kept")]);
  });

  test("that is outdated, since the database failed, is told to every change until it is stored", async () => {
    const { sql, facts } = opened();
    const toldOf = () => [...facts.watch().seen];
    facts.keep(subject("as it was"), decision);
    await facts.settled();
    expect(toldOf()).toEqual([]);
    sql.run(`ALTER TABLE facts RENAME TO gone`);
    facts.keep(subject("as it is"), decision);
    await facts.settled();
    sql.run(`ALTER TABLE gone RENAME TO facts`);
    expect(toldOf()).toEqual([aTicket().id]);
    facts.keep(subject("as it is"), decision);
    await facts.settled();
    expect(toldOf()).toEqual([]);
  });
});

test("a ticket that is decided by the old terms while a change is worked out is fed with it, too", async () => {
  const unsealing = Promise.withResolvers<void>();
  const opens: string[] = [];
  const { sql, facts } = opened({
    seal: secretBox.seal,
    open: async (sealed, context) => {
      opens.push(context);
      await unsealing.promise;
      return secretBox.open(sealed, context);
    },
  });
  const [before, after] = [aContract(), aContract({ tier: PRO })];
  replaceContracts(sql, [before]);
  writeSetting(sql, "owner", "admin");
  const changes = new Changes({
    ...{ sql, facts, now: () => at("2026-11-03 10:00"), sha256: nodeHashing.sha256, compile: () => POLICY },
    inForce: () => ({ policy: POLICY, document: "" }),
    applied: () => undefined,
  });
  const operator = { kind: "operator", id: null, name: "operator" } as const;
  const proposed = await changes.propose({ edits: [{ row: 0, before, after }], policy: null, note: "" }, operator);
  facts.keep(aTicket(), decision);
  await facts.settled();

  const applying = changes.apply(proposed.ok ? proposed.value.id : 0, operator);
  await vi.waitFor(() => expect(opens).toHaveLength(1));
  const late = ticketId(5159);
  if (late === null) throw new Error("not a ticket's number");
  facts.keep(aTicket({ id: late }), decision);
  unsealing.resolve();
  expect(await applying).toMatchObject({ ok: true, value: { counts: { weighed: 1, differ: 1 } } });
  const fed = sql.all(`SELECT ticket_id FROM change_ticket ORDER BY ticket_id`);
  expect(fed).toEqual([{ ticket_id: "5158" }, { ticket_id: "5159" }]);
});
