import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Row, Sql, SqlValue } from "../desk/sql.ts";

/** A Desk's database in a file; `close` when done. */
export interface SqlFile extends Sql {
  close(): void;
}

const PRAGMAS = [
  "locking_mode = EXCLUSIVE",
  "busy_timeout = 2000",
  "journal_mode = WAL",
  "synchronous = FULL",
  // 16 MB of log instead of 4: the commit that carries it over to the file keeps the deliveries of its turn waiting.
  "wal_autocheckpoint = 4000",
  "secure_delete = ON",
];

/**
 * Opens a Desk's file: WAL, and `synchronous=FULL`, so that a committed transaction survives a power cut. The file is
 * held alone: a second process on the same data folder is refused here, not found out later.
 * @param path a file, or `:memory:`
 * @throws when the file is in use by another process, unreadable or not a database
 */
export function openSqlite(path: string): SqlFile {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  try {
    for (const pragma of PRAGMAS) database.exec(`PRAGMA ${pragma}`);
  } catch (error) {
    database.close();
    throw new Error(`${path}: ${error instanceof Error ? error.message : "can't be opened"}`, { cause: error });
  }
  const statements = new Map<string, StatementSync>();
  const prepare = (query: string): StatementSync => {
    const known = statements.get(query);
    if (known !== undefined) return known;
    const statement = database.prepare(query);
    statements.set(query, statement);
    return statement;
  };
  return {
    all<R extends Row>(query: string, ...values: readonly SqlValue[]): R[] {
      // The row's shape is the caller's query: SQLite's types say no more.
      return prepare(query).all(...values) as R[];
    },
    first<R extends Row>(query: string, ...values: readonly SqlValue[]): R | null {
      return (prepare(query).get(...values) as R | undefined) ?? null;
    },
    run(query, ...values) {
      return Number(prepare(query).run(...values).changes);
    },
    transaction(body) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const value = body();
        database.exec("COMMIT");
        return value;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
