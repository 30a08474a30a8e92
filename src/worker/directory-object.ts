import { DurableObject, type ObjectState } from "cloudflare:workers";
import type { DeskId } from "../core/id.ts";
import type { Sql } from "../desk/sql.ts";
import { type Env, now } from "./isolate.ts";
import { openStorage } from "./sql.ts";

/** The one list of all Desks that were made: objects themselves can't be listed. No delivery depends on it. */
export class DirectoryObject extends DurableObject<Env> {
  readonly #sql: Sql;

  constructor(ctx: ObjectState, env: Env) {
    super(ctx, env);
    this.#sql = openStorage(ctx.storage);
    this.#sql.run(`CREATE TABLE IF NOT EXISTS desk (id TEXT PRIMARY KEY, seen_at INTEGER NOT NULL) WITHOUT ROWID`);
    this.#sql.run(`CREATE INDEX IF NOT EXISTS desk_seen ON desk (seen_at)`);
  }

  async add(id: DeskId): Promise<void> {
    this.#sql.run(`INSERT INTO desk (id, seen_at) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, now());
  }

  async remove(id: DeskId): Promise<void> {
    this.#sql.run(`DELETE FROM desk WHERE id = ?`, id);
  }

  async has(id: DeskId): Promise<boolean> {
    return this.#sql.first(`SELECT 1 FROM desk WHERE id = ?`, id) !== null;
  }

  async all(): Promise<DeskId[]> {
    return this.#ids(`SELECT id FROM desk ORDER BY id`);
  }

  /** The Desks that nobody has looked after for longest, and notes that somebody does now. */
  async takeUnseen(limit: number): Promise<DeskId[]> {
    const ids = this.#ids(`SELECT id FROM desk ORDER BY seen_at LIMIT ?`, limit);
    this.#sql.transaction(() => {
      for (const id of ids) this.#sql.run(`UPDATE desk SET seen_at = ? WHERE id = ?`, now(), id);
    });
    return ids;
  }

  async answers(): Promise<true> {
    return true;
  }

  #ids(query: string, ...values: readonly number[]): DeskId[] {
    return this.#sql.all<{ id: string }>(query, ...values).map(({ id }) => id as DeskId);
  }
}
