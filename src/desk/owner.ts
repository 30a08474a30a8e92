import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** Who says what the mapping and the policy are; the other side is read-only. */
export const OWNERS = ["files", "admin"] as const;
export type Owner = (typeof OWNERS)[number];

/** The mapping files, until an administrator takes over. */
export function readOwner(sql: Sql): Owner {
  return readSetting(sql, "owner") === "admin" ? "admin" : "files";
}

export function saveOwner(sql: Sql, owner: Owner): void {
  writeSetting(sql, "owner", owner);
}
