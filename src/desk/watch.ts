import * as z from "zod";
import { type Instant, instant } from "../core/time.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** What the helpdesk said of its own webhook when it was last asked. */
export interface Watched {
  readonly at: Instant;
  /** What is wrong with it, in words; empty when it is right. */
  readonly faults: readonly string[];
  /** How many of its latest deliveries failed. */
  readonly failed: number;
}

const watchedSchema = z.object({
  at: z.number().int().transform(instant),
  faults: z.array(z.string()),
  failed: z.number().int(),
});

/** `null` when nobody has asked yet. */
export function readWatched(sql: Sql): Watched | null {
  const text = readSetting(sql, "watched");
  return text === null ? null : watchedSchema.parse(JSON.parse(text));
}

export function saveWatched(sql: Sql, watched: Watched | null): void {
  writeSetting(sql, "watched", watched === null ? null : JSON.stringify(watched));
}
