import { describe, expect, test } from "vitest";
import type { Sql } from "../../src/desk/sql.ts";

/** Runs `body` with an empty database, where that database may be used: a Durable Object's only inside it. */
export type WithDatabase = (body: (sql: Sql) => void) => Promise<void>;

/** What every engine of a Desk owes; each engine's own test calls this with its own databases. */
export function sqlContract(engine: string, withDatabase: WithDatabase): void {
  describe(`${engine} keeps the SQL contract`, () => {
    const promise = (words: string, body: (sql: Sql) => void): void =>
      test(words, () =>
        withDatabase((sql) => {
          sql.run(`CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE, size REAL, body BLOB)`);
          body(sql);
        }),
      );

    promise("a row comes back with the types it went in with", (sql) => {
      sql.run(`INSERT INTO thing VALUES (?, ?, ?, ?)`, 1, "Ärger 🕘", 1.5, new Uint8Array([1, 2, 255]));
      const row = sql.first<{ id: number; name: string; size: number; body: Uint8Array }>(`SELECT * FROM thing`);
      expect(row).toMatchObject({ id: 1, name: "Ärger 🕘", size: 1.5 });
      expect([...new Uint8Array(row?.body ?? [])]).toEqual([1, 2, 255]);
    });

    promise("a time in milliseconds survives, far beyond 32 bits", (sql) => {
      sql.run(`INSERT INTO thing (id) VALUES (?)`, 1_795_000_000_123);
      expect(sql.first<{ id: number }>(`SELECT id FROM thing`)?.id).toBe(1_795_000_000_123);
    });

    promise("no row is null, no rows is an empty list, and NULL is null", (sql) => {
      expect(sql.first(`SELECT * FROM thing`)).toBeNull();
      expect(sql.all(`SELECT * FROM thing`)).toEqual([]);
      sql.run(`INSERT INTO thing (id) VALUES (1)`);
      expect(sql.first<{ name: string | null }>(`SELECT name FROM thing`)?.name).toBeNull();
    });

    promise("a statement says how many rows it changed", (sql) => {
      expect(sql.run(`INSERT INTO thing (id, name) VALUES (1, 'a'), (2, 'b')`)).toBe(2);
      expect(sql.run(`INSERT INTO thing (id, name) VALUES (3, 'a') ON CONFLICT DO NOTHING`)).toBe(0);
      expect(sql.run(`UPDATE thing SET size = 1`)).toBe(2);
      expect(sql.run(`DELETE FROM thing WHERE id = ?`, 9)).toBe(0);
    });

    promise("a transaction that ends well is kept and gives its value back", (sql) => {
      expect(sql.transaction(() => sql.run(`INSERT INTO thing (id) VALUES (1)`))).toBe(1);
      expect(sql.all(`SELECT id FROM thing`)).toHaveLength(1);
    });

    promise("a transaction that throws leaves nothing, and the error goes on", (sql) => {
      const attempt = () =>
        sql.transaction(() => {
          sql.run(`INSERT INTO thing (id, name) VALUES (1, 'a')`);
          sql.run(`INSERT INTO thing (id, name) VALUES (2, 'a')`);
        });
      expect(attempt).toThrow(/UNIQUE/);
      expect(sql.all(`SELECT id FROM thing`)).toEqual([]);
      expect(sql.transaction(() => sql.run(`INSERT INTO thing (id) VALUES (3)`))).toBe(1);
    });

    promise("a broken statement throws and changes nothing", (sql) => {
      expect(() => sql.run(`INSERT INTO nowhere VALUES (1)`)).toThrow();
      expect(() => sql.all(`SELEC`)).toThrow();
    });
  });
}
