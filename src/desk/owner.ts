import { readFollowed } from "./followed-repository.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** Who says what the mapping and the policy are; the other sides are read-only. */
export const OWNERS = ["files", "admin", "git"] as const;
export type Owner = (typeof OWNERS)[number];

/**
 * The mapping files, until an administrator or a repository takes over. Git's word stands beside the setting and not in
 * it: a version that knows no git takes the account for one of administrators, and loads no file over what is in force.
 */
export function readOwner(sql: Sql): Owner {
  if (readSetting(sql, "owner") !== "admin") return "files";
  return readFollowed(sql) === null ? "admin" : "git";
}

/** Which repository it is, the caller stores beside it: see `saveFollowed`. */
export function saveOwner(sql: Sql, owner: Owner): void {
  writeSetting(sql, "owner", owner === "files" ? "files" : "admin");
}
