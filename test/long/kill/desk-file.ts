import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What a Desk has on disk; opened only while no server holds the file. */
export interface OnDisk {
  readonly digests: ReadonlySet<string>;
  readonly work: readonly string[];
  readonly parked: readonly string[];
  /** How many steps its tables have gone through. */
  readonly schema: number;
}

export function readDeskFile(folder: string): OnDisk {
  return withDeskFile(folder, (database) => {
    const column = (query: string) =>
      database
        .prepare(query)
        .all()
        .map(({ value }) => String(value));
    // Versions before wrote `delivery`.
    const inboxes = column("SELECT name AS value FROM sqlite_schema WHERE name IN ('arrival', 'delivery')");
    return {
      schema: Number(column("SELECT version AS value FROM schema_version")[0]),
      digests: new Set(inboxes.flatMap((table) => column(`SELECT digest AS value FROM ${table}`))),
      work: column("SELECT ticket_id AS value FROM work"),
      parked: column("SELECT IFNULL(ticket_id, 'a delivery') || ': ' || reason || ', ' || detail AS value FROM parked"),
    };
  });
}

/** Opens the one Desk's file of a data folder. @throws when there is none, or a server still holds it */
export function withDeskFile<T>(folder: string, body: (database: DatabaseSync) => T): T {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sqlite"));
  for (const file of files) {
    const database = new DatabaseSync(join(folder, file));
    try {
      // Where Durable Objects are kept, so are others than Desks.
      if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'delivery'").get() !== undefined)
        return body(database);
    } finally {
      database.close();
    }
  }
  throw new Error(`no Desk's file in ${folder}`);
}
