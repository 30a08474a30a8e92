import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSqlite } from "../../src/node/sqlite.ts";
import { sqlContract } from "../contract/sql.ts";

const folder = mkdtempSync(join(tmpdir(), "tierline-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const freshPath = (): string => join(folder, `${count++}.sqlite`);

sqlContract("node:sqlite", async (body) => body(openSqlite(freshPath())));

test("a commit waits for the disk: write-ahead log, synchronous FULL", () => {
  const sql = openSqlite(freshPath());
  expect(sql.first(`PRAGMA journal_mode`)).toEqual({ journal_mode: "wal" });
  expect(sql.first(`PRAGMA synchronous`)).toEqual({ synchronous: 2 });
});

test("a second process can't open the same file", () => {
  const path = freshPath();
  const first = openSqlite(path);
  first.run(`CREATE TABLE thing (id INTEGER)`);
  expect(() => openSqlite(path).run(`INSERT INTO thing VALUES (1)`)).toThrow(/locked/);
}, 10_000);

test("what was committed is there after closing and opening again", () => {
  const path = freshPath();
  const first = openSqlite(path);
  first.run(`CREATE TABLE thing (id INTEGER)`);
  first.run(`INSERT INTO thing VALUES (7)`);
  first.close();
  expect(openSqlite(path).all(`SELECT id FROM thing`)).toEqual([{ id: 7 }]);
});
