import type { ObjectStorage, StoredValue } from "cloudflare:workers";
import type { Row, Sql, SqlValue } from "../desk/sql.ts";

/** A Desk's database in a Durable Object. What an answer tells of is on disk: the output gate holds it back until then. */
export function openStorage(storage: ObjectStorage): Sql {
  const rows = (query: string, values: readonly SqlValue[]): Row[] =>
    storage.sql
      .exec(query, ...values)
      .toArray()
      .map(withBytes);
  return {
    all<R extends Row>(query: string, ...values: readonly SqlValue[]): R[] {
      // The row's shape is the caller's query: SQLite's types say no more.
      return rows(query, values) as R[];
    },
    first<R extends Row>(query: string, ...values: readonly SqlValue[]): R | null {
      return (rows(query, values)[0] as R | undefined) ?? null;
    },
    run(query, ...values) {
      storage.sql.exec(query, ...values);
      // The cursor's own `rowsWritten` counts rows of indexes too.
      return Number(rows(`SELECT changes() AS changed`, [])[0]?.["changed"]);
    },
    transaction: (body) => storage.transactionSync(body),
  };
}

/** Blobs come out as buffers. */
function withBytes(row: Readonly<Record<string, StoredValue>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof ArrayBuffer ? new Uint8Array(value) : value,
    ]),
  );
}
