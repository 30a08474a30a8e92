import type { Account } from "./account.ts";
import type { DeskId } from "./core/id.ts";

/** Where accounts live: files of this process, or Durable Objects. */
export interface Accounts {
  /** The account of this Desk, or `null` when nobody connected one. `id` must be authentic. */
  find(id: DeskId): Promise<Account | null>;
  /** The account of this Desk, made if there is none. */
  create(id: DeskId): Promise<Account>;
  /** Forgets an account that never came to be connected. */
  discard(id: DeskId): Promise<void>;
  all(): Promise<readonly Account[]>;
  /** Whether everything needed to take deliveries in is there and writable. */
  ready(): Promise<boolean>;
}
