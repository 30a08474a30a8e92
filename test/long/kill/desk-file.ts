import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { found } from "./staff.ts";

/** What a Desk has on disk; opened only while no server holds the file. */
export interface OnDisk {
  readonly digests: ReadonlySet<string>;
  readonly work: readonly string[];
  readonly parked: readonly string[];
}

export function readDeskFile(folder: string): OnDisk {
  return withDeskFile(folder, (database) => {
    const column = (query: string) =>
      database
        .prepare(query)
        .all()
        .map(({ value }) => String(value));
    return {
      digests: new Set(column("SELECT digest AS value FROM delivery")),
      work: column("SELECT ticket_id AS value FROM work"),
      parked: column("SELECT IFNULL(ticket_id, 'a delivery') || ': ' || reason || ', ' || detail AS value FROM parked"),
    };
  });
}

/** Opens the one Desk's file of a data folder. @throws when there is none, or a server still holds it */
export function withDeskFile<T>(folder: string, body: (database: DatabaseSync) => T): T {
  const file = found(readdirSync(folder).find((name) => name.endsWith(".sqlite")));
  const database = new DatabaseSync(join(folder, file));
  try {
    return body(database);
  } finally {
    database.close();
  }
}
