import * as z from "zod";
import type { MappingCommit } from "../core/mapping-place.ts";
import { type Instant, instant } from "../core/time.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** What has become of the commits of the repository that an account follows. */
export interface TakenCommits {
  /** Of the newest one that was dealt with: none before it is. */
  readonly order: number;
  readonly newest: string;
  /** The one whose mapping is in force. */
  readonly inForce: (MappingCommit & { readonly at: Instant }) | null;
  /** The newest one, when nothing of it was taken. */
  readonly refused: (MappingCommit & RefusedCommit) | null;
}

export interface RefusedCommit {
  readonly at: Instant;
  /** The first few, as `file:line: words`. */
  readonly problems: readonly string[];
  readonly problemCount: number;
}

const at = z.number().transform(instant);
const commit = z.object({
  sha: z.string(),
  author: z.string(),
  login: z.string().nullable(),
  subject: z.string(),
  // Versions that kept no address have been there before.
  url: z.string().nullable().default(null),
  at,
});
const takenSchema = z.object({
  order: z.number(),
  newest: z.string(),
  inForce: commit.nullable(),
  refused: commit.extend({ problems: z.array(z.string()), problemCount: z.number() }).nullable(),
});

export function readTaken(sql: Sql): TakenCommits | null {
  const text = readSetting(sql, "mapping_commit");
  return text === null ? null : takenSchema.parse(JSON.parse(text));
}

export function saveTaken(sql: Sql, taken: TakenCommits | null): void {
  writeSetting(sql, "mapping_commit", taken === null ? null : JSON.stringify(taken));
}
