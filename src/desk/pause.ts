import * as z from "zod";
import { type Instant, instant } from "../core/time.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** Nothing is sent to the helpdesk before `until`; events are taken in as ever. */
export interface Pause {
  readonly until: Instant;
  readonly reason: "throttled" | "unavailable" | "reauth_required" | "forbidden";
  readonly detail: string;
}

const pauseSchema = z.object({
  until: z.number().int().transform(instant),
  reason: z.enum(["throttled", "unavailable", "reauth_required", "forbidden"]),
  detail: z.string(),
});

export function readPause(sql: Sql): Pause | null {
  const text = readSetting(sql, "paused");
  return text === null ? null : pauseSchema.parse(JSON.parse(text));
}

/** Pauses the account, or with `null` lets it go on. */
export function savePause(sql: Sql, pause: Pause | null): void {
  writeSetting(sql, "paused", pause === null ? null : JSON.stringify(pause));
}
