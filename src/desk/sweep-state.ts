import * as z from "zod";
import { type Instant, instant } from "../core/time.ts";
import { readSetting, writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** How far the sweep has come. */
export interface SweepState {
  /** Every change before this has been weighed. */
  readonly since: Instant;
  /** Where the sweep under way goes on; `null` between two sweeps. */
  readonly cursor: string | null;
  /** When the next page may be asked for. */
  readonly nextAt: Instant;
  /** From here on every change should have been told by a webhook. */
  readonly watchedFrom: Instant;
  /** When a sweep last came to its end. */
  readonly endedAt: Instant | null;
  /** What keeps it from its end now. */
  readonly trouble: SweepTrouble | null;
  /** The last one. */
  readonly backfill: Backfill | null;
}

/** A sweep that begins before the account was connected, for the tickets that were open already. */
export interface Backfill {
  readonly since: Instant;
  readonly startedAt: Instant;
  /** `null` while it is under way. */
  readonly endedAt: Instant | null;
  /** Tickets that have changed since then, and those among them that are looked at. */
  readonly listed: number;
  readonly found: number;
}

export interface SweepTrouble {
  readonly kind: "throttled" | "unavailable" | "reauth_required" | "forbidden" | "lost";
  readonly detail: string;
  readonly since: Instant;
}

const at = z.number().int().transform(instant);
const stateSchema = z.object({
  since: at,
  cursor: z.string().nullable(),
  nextAt: at,
  watchedFrom: at,
  endedAt: at.nullable(),
  trouble: z
    .object({
      kind: z.enum(["throttled", "unavailable", "reauth_required", "forbidden", "lost"]),
      detail: z.string(),
      since: at,
    })
    .nullable(),
  backfill: z
    .object({ since: at, startedAt: at, endedAt: at.nullable(), listed: z.int(), found: z.int() })
    .nullable()
    .default(null),
});

/** `null` when no sweep was ever wanted. */
export function readSweep(sql: Sql): SweepState | null {
  const text = readSetting(sql, "sweep");
  return text === null ? null : stateSchema.parse(JSON.parse(text));
}

/** Keeps it, or with `null` forgets it: the next sweep begins at its own time. */
export function saveSweep(sql: Sql, state: SweepState | null): void {
  writeSetting(sql, "sweep", state === null ? null : JSON.stringify(state));
}
