/** What both engines store: SQLite's own types, without 64-bit integers beyond a double's reach. */
export type SqlValue = string | number | null | Uint8Array;

export type Row = Record<string, SqlValue>;

/**
 * The database of one Desk: synchronous, single-threaded, one writer. Implemented by `node:sqlite` and by a Durable
 * Object's storage; both pass `test/contract/sql.ts`.
 *
 * Durability differs in where it is waited for, not in what is promised: when an answer leaves the process, what it
 * tells of is on disk (Node: WAL with `synchronous=FULL` before `transaction` returns; Durable Object: output gate).
 */
export interface Sql {
  /** Every row of `query`. The row's shape is the query's; callers name it. */
  all<R extends Row>(query: string, ...values: readonly SqlValue[]): R[];
  /** The first row, or `null`. */
  first<R extends Row>(query: string, ...values: readonly SqlValue[]): R | null;
  /** Runs one statement; the number of rows it changed. */
  run(query: string, ...values: readonly SqlValue[]): number;
  /** All of `body` or nothing: rolled back when it throws, and the error goes on. Not nested. */
  transaction<T>(body: () => T): T;
}
