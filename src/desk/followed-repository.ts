import * as z from "zod";
import type { DeskId } from "../core/id.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** The repository that owns an account's mapping, and the account whose App reads it. */
export interface FollowedRepository extends MappingPlace {
  readonly githubAccount: DeskId;
}

const followedSchema = z.object({
  repository: z.string(),
  branch: z.string(),
  folder: z.string(),
  githubAccount: z.string().transform((id) => id as DeskId),
});

/** `null` where git doesn't own the mapping. */
export function readFollowed(sql: Sql): FollowedRepository | null {
  const text = readSetting(sql, "mapping_repository");
  return text === null ? null : followedSchema.parse(JSON.parse(text));
}

export function saveFollowed(sql: Sql, followed: FollowedRepository | null): void {
  writeSetting(sql, "mapping_repository", followed === null ? null : JSON.stringify(followed));
}
