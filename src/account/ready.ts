import type { Step } from "./answers.ts";

/** A connection with its webhook secrets ready to verify by. */
export interface Ready<Connection, Keys> {
  readonly connection: Connection;
  readonly keys: Keys;
}

export interface Provisioned<Connection, Keys> {
  readonly steps: readonly Step[];
  /** `null` after a dry run. */
  readonly ready: Ready<Connection, Keys> | null;
}
