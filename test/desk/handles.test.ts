import { expect, test } from "vitest";
import type { Contract } from "../../src/core/organization.ts";
import { Facts } from "../../src/desk/facts.ts";
import { applyEdits, findMapping, replaceContracts } from "../../src/desk/mapping.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { deriveKeys } from "../../src/keys.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { aContract, aTicket, decided, GROWTH, PRO } from "../support/given.ts";

const { secretBox } = await deriveKeys(btoa("a master key of the tests' own.."));

function opened(...contracts: readonly Contract[]) {
  const sql = openSqlite(":memory:");
  migrate(sql);
  replaceContracts(sql, contracts);
  return { sql, facts: new Facts({ sql, secretBox }) };
}

const globex = aContract({ organizationId: null, name: "Globex", tier: PRO, handles: ["acme/globex", "globex"] });
const initech = aContract({ organizationId: null, name: "Initech", tier: GROWTH, handles: ["peter"] });
const asked = (...handles: readonly string[]) => aTicket({ organization: null, requester: null, handles });

test("a ticket's handles find their contracts, in the ticket's order", () => {
  const { sql } = opened(globex, initech);
  expect(findMapping(sql, asked("peter", "acme/globex", "nobody")).handleContracts).toEqual([
    { handle: "peter", contracts: [initech] },
    { handle: "acme/globex", contracts: [globex] },
    { handle: "nobody", contracts: [] },
  ]);
  expect(findMapping(sql, aTicket()).handleContracts).toEqual([]);
});

test("a contract that was edited is found by its new handles only", () => {
  const { sql } = opened(globex);
  const after = { ...globex, handles: ["globex-inc"] };
  applyEdits(sql, [{ row: 0, before: globex, after }]);
  const found = findMapping(sql, asked("globex", "globex-inc")).handleContracts;
  expect(found.map(({ contracts }) => contracts)).toEqual([[], [after]]);
});

test("a version that knows no handles may have replaced the contracts: what it left behind names nobody", () => {
  const { sql } = opened(globex);
  sql.run(`UPDATE contract SET body = ?`, JSON.stringify(aContract({ name: "Somebody else" })));
  expect(findMapping(sql, asked("globex")).handleContracts).toEqual([{ handle: "globex", contracts: [] }]);
});

test("a change of the mapping is carried to the open tickets that its handles name", async () => {
  const { facts } = opened(globex);
  const inRepository = { ...asked("acme/globex", "hank"), id: "acme/globex#1" } as ReturnType<typeof asked>;
  const elsewhere = { ...asked("acme/initech"), id: "acme/initech#1" } as ReturnType<typeof asked>;
  for (const ticket of [inRepository, elsewhere]) facts.keep(ticket, decided({ ticket }));
  const touched: string[] = [];
  for await (const { id } of facts.touchedBy([{ row: 0, before: globex, after: null }])) touched.push(id);
  expect(touched).toEqual(["acme/globex#1"]);
});
