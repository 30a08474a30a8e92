import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Account } from "../account/account.ts";
import type { AccountDeps } from "../account/deps.ts";
import type { Pulled } from "../account/mapping-peers.ts";
import type { Accounts } from "../accounts.ts";
import type { DeskId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { DeskIds, HelpdeskKind } from "../desk-id.ts";
import type { AccountLabels } from "../log.ts";
import type { Clock } from "./clock.ts";
import { openSqlite, type SqlFile } from "./sqlite.ts";

/** What all accounts of this process share. */
export type SharedDeps = Omit<
  AccountDeps,
  "id" | "founded" | "sql" | "wakeAt" | "soon" | "now" | "peer" | "onLook" | "onSweep" | "onPull"
> & {
  readonly onLook: (account: AccountLabels, report: Parameters<AccountDeps["onLook"]>[0]) => void;
  readonly onSweep: (account: AccountLabels, report: Parameters<AccountDeps["onSweep"]>[0]) => void;
  readonly onPull: (account: AccountLabels, pulled: Pulled) => void;
};

interface Open {
  readonly account: Account;
  readonly sql: SqlFile;
  readonly alarm: Alarm;
}

const SUFFIX = ".sqlite";

/** Accounts as files of a folder, one database each. */
export class FileAccounts implements Accounts {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #shared: SharedDeps;
  readonly #open = new Map<DeskId, Promise<Open>>();

  private constructor(folder: string, clock: Clock, shared: SharedDeps) {
    this.#folder = folder;
    this.#clock = clock;
    this.#shared = shared;
  }

  /** Opens every account in `folder`, so that what waited before a restart goes on. @throws when one can't be opened. */
  static async open(folder: string, clock: Clock, shared: SharedDeps, deskIds: DeskIds): Promise<FileAccounts> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const accounts = new FileAccounts(folder, clock, shared);
    try {
      for (const file of readdirSync(folder)) {
        if (!file.endsWith(SUFFIX)) continue;
        const id = await deskIds.authentic(file.slice(0, -SUFFIX.length));
        if (id === null) throw new Error(`${join(folder, file)} was made with another TIERLINE_SECRET_KEY`);
        await accounts.#opened(id, null);
        // One that never came to be connected, and isn't about to be any more.
        await accounts.discard(id);
      }
      return accounts;
    } catch (error) {
      // All or none: those already open would go on working behind a start that failed.
      await accounts.close();
      throw error;
    }
  }

  async find(id: DeskId): Promise<Account | null> {
    return (await this.#open.get(id))?.account ?? null;
  }

  create(id: DeskId, helpdesk: HelpdeskKind): Promise<Account> {
    return this.#opened(id, helpdesk);
  }

  async #opened(id: DeskId, founded: HelpdeskKind | null): Promise<Account> {
    const known = this.#open.get(id);
    if (known !== undefined) return (await known).account;
    const opening = this.#openFile(id, founded);
    this.#open.set(id, opening);
    try {
      return (await opening).account;
    } catch (error) {
      this.#open.delete(id);
      throw error;
    }
  }

  async discard(id: DeskId): Promise<void> {
    const open = await this.#open.get(id);
    if (open === undefined || open.account.kept) return;
    this.#open.delete(id);
    await shut(open);
    for (const tail of ["", "-wal", "-shm"]) rmSync(this.#path(id) + tail, { force: true });
  }

  async all(): Promise<readonly Account[]> {
    return (await Promise.all(this.#open.values())).map(({ account }) => account);
  }

  async ready(): Promise<boolean> {
    try {
      for (const { sql } of await Promise.all(this.#open.values())) {
        // Written anew each time: a disk may have filled up since the last one.
        sql.run(
          `INSERT INTO setting (key, value) VALUES ('ready', '1') ON CONFLICT DO UPDATE SET value = excluded.value`,
        );
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Lets the looks under way end, then closes every file. */
  async close(): Promise<void> {
    for (const opening of this.#open.values()) await shut(await opening);
    this.#open.clear();
  }

  async #openFile(id: DeskId, founded: HelpdeskKind | null): Promise<Open> {
    const sql = openSqlite(this.#path(id));
    const alarm = new Alarm(this.#clock);
    const { onLook, onSweep, onPull, ...shared } = this.#shared;
    try {
      const account = await Account.open({
        ...shared,
        id,
        founded,
        sql,
        now: this.#clock.now,
        // setImmediate runs after the deliveries that came with the same turn of the event loop: they share a commit.
        soon: (body) => setImmediate(body),
        peer: (other) => this.find(other),
        wakeAt: (at) => alarm.set(at, () => account.desk.wake()),
        onLook: (report) => onLook(account.labels, report),
        onSweep: (report) => onSweep(account.labels, report),
        onPull: (pulled) => onPull(account.labels, pulled),
      });
      return { account, sql, alarm };
    } catch (error) {
      sql.close();
      throw error;
    }
  }

  #path(id: DeskId): string {
    return join(this.#folder, id + SUFFIX);
  }
}

async function shut({ account, sql, alarm }: Open): Promise<void> {
  await account.close();
  alarm.set(null, async () => undefined);
  sql.close();
}

/** One wish to be woken, as a Durable Object has one alarm. */
class Alarm {
  readonly #clock: Clock;
  #at: Instant | null = null;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(at: Instant | null, wake: () => Promise<void>): void {
    if (at === this.#at) return;
    this.#cancel();
    this.#at = at;
    if (at === null) {
      this.#cancel = () => undefined;
      return;
    }
    this.#cancel = this.#clock.at(at, () => {
      this.#at = null;
      void wake();
    });
  }
}
