import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { migrate, STEPS } from "../../src/desk/migrations.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { aContract } from "../support/given.ts";
import { openWorld, TERMS } from "../support/world.ts";

const BOSS = { from: "boss@acme.example" };
/** Ada is not a named contact of Acme: her tickets get a note. */
const NOTED = {
  ...TERMS,
  contracts: [aContract({ organizationId: null, externalId: "crm-1", namedContacts: [BOSS.from] })],
};

/**
 * Steps that take away what the version before still reads or writes, by number, each with the release since which no
 * version does: only the second deploy after it was last needed may contract. None so far.
 */
const CONTRACTING: Readonly<Record<number, string>> = {};

/** Why a statement of a step could break the version before, which goes on with the same file; `null` when it can't. */
function breaks(statement: string): string | null {
  const text = statement.replaceAll(/--.*$/gm, " ").replaceAll(/\s+/g, " ").trim();
  if (text.includes(";")) return "it is more than one statement";
  if (/^CREATE TABLE \w+ \(/.test(text)) return null;
  if (/^CREATE INDEX \w+ ON \w+ \(/.test(text)) return null;
  const column = /^ALTER TABLE \w+ ADD COLUMN \w+ (?:TEXT|INTEGER|REAL|BLOB)\b(.*)$/.exec(text)?.[1];
  if (column === undefined) return "it does not only add";
  if (/\b(?:UNIQUE|PRIMARY|REFERENCES|CHECK|GENERATED)\b/i.test(column)) return "the column binds what is written";
  if (/\bNOT NULL\b/i.test(column) && !/\bDEFAULT\b/i.test(column)) return "the column has to be given";
  return null;
}

describe("a step of the tables", () => {
  test.each(STEPS.map((statements, index) => [index + 1, statements] as const))(
    "%i only adds, so that the version before goes on with the same file",
    (step, statements) => {
      if (CONTRACTING[step] !== undefined) return;
      const found = statements.map((statement) => ({ statement, breaks: breaks(statement) }));
      expect(found.filter((one) => one.breaks !== null)).toEqual([]);
    },
  );

  test.each([
    "DROP TABLE work",
    "ALTER TABLE work RENAME TO job",
    "ALTER TABLE work RENAME COLUMN seq TO number",
    "ALTER TABLE work DROP COLUMN seq",
    "ALTER TABLE work ADD COLUMN lane INTEGER NOT NULL",
    "ALTER TABLE work ADD COLUMN lane INTEGER UNIQUE",
    "CREATE UNIQUE INDEX work_seq ON work (seq)",
    "CREATE TABLE copy AS SELECT * FROM work",
    "CREATE TRIGGER t AFTER INSERT ON work BEGIN DELETE FROM work; END",
    "UPDATE work SET seq = 1",
    "CREATE INDEX a ON work (seq); DROP TABLE work",
  ])("that says `%s` would be refused", (statement) => {
    expect(breaks(statement)).not.toBeNull();
  });
});

test.each(STEPS.map((_, index) => index))("a file of a newer version than step %i is left as it is", (known) => {
  const sql = openSqlite(":memory:");
  migrate(sql);
  const schema = () => sql.all(`SELECT type, name, sql FROM sqlite_schema ORDER BY name`);
  const before = schema();
  migrate(sql, STEPS.slice(0, known));
  expect([schema(), sql.first(`SELECT version FROM schema_version`)]).toEqual([before, { version: STEPS.length }]);
  migrate(sql);
  expect(schema()).toEqual(before);
  sql.close();
});

describe("a Desk's file with work in flight", () => {
  test.each(STEPS.map((_, index) => index + 1))("as step %i left it, is opened and worked off", async (step) => {
    const world = await openWorld({ terms: NOTED });
    const zendesk = world.zendesk();
    const written = await zendesk.arrives();
    await world.settle();
    // A look that waits for Zendesk's answer, and a write that took effect and was never answered.
    const leased = await zendesk.arrives(BOSS);
    const intended = await zendesk.arrives();
    const path = (ticket: number) => `/api/v2/tickets/${ticket}`;
    await zendesk.meets({ kind: "timeout" }, { match: { method: "GET", path: path(leased) }, times: 1 });
    const late = { kind: "timeout", when: "after" };
    await zendesk.meets(late, { match: { method: "PUT", path: path(intended) }, times: 1 });
    await world.settle();
    const waiting = await zendesk.arrives(BOSS);
    await world.quiet();
    const rows = await world.rows();
    expect(rows["work"]).toHaveLength(3);
    expect(rows["ticket"]?.filter((row) => Reflect.get(row, "intent") !== null)).toHaveLength(1);

    await world.crash((folder) => asStepLeftIt(folder, step));
    await world.settle();
    expect((await world.rows())["work"]).toEqual([]);
    const notes = { [written]: 1, [leased]: 0, [intended]: 1, [waiting]: 0 };
    for (const ticket of [written, leased, intended, waiting]) {
      expect(zendesk.shows(ticket)).toMatchObject({ priority: "normal", severity: 3, notes: notes[ticket] });
    }
    await zendesk.edits(intended, { priority: "urgent" });
    await world.settle();
    expect(zendesk.shows(intended)).toMatchObject({ priority: "urgent", severity: 1, notes: 1 });
  });
});

/** Takes every Desk's file of the folder back to an earlier step: what later ones added is not in it. */
function asStepLeftIt(folder: string, step: number): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sqlite"))) {
    const file = join(folder, name);
    const old = openSqlite(`${file}.old`);
    migrate(old, STEPS.slice(0, step));
    old.run(`ATTACH DATABASE ? AS newer`, file);
    for (const { table } of old.all<{ table: string }>(
      `SELECT name AS 'table' FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN ('schema_version', 'sqlite_sequence')`,
    )) {
      const columns = old.all<{ name: string }>(`SELECT name FROM pragma_table_info(?, 'main')`, table);
      const list = columns.map(({ name }) => name).join(", ");
      old.run(`INSERT INTO main.${table} (${list}) SELECT ${list} FROM newer.${table}`);
    }
    old.run(`DETACH DATABASE newer`);
    old.close();
    for (const tail of ["-wal", "-shm"]) rmSync(file + tail, { force: true });
    renameSync(`${file}.old`, file);
  }
}
