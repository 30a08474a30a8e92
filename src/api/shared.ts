import * as z from "zod";

/** What many requests and answers are made of. */

/** RFC 3339 in UTC, e.g. `2026-12-24T16:30:00Z`. */
export const instant = z.iso.datetime();
/** A date without a zone, `YYYY-MM-DD`. */
export const localDate = z.iso.date();
/** Whole milliseconds. */
export const milliseconds = z.int().nonnegative();
/** Minutes after local midnight; a close may be 1440, which is 24:00. */
const minuteOfDay = z.int().min(0).max(1440);

export const severityLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export const priority = z.enum(["low", "normal", "high", "urgent"]);
export const channel = z.enum(["documentation", "email", "chat", "phone"]);
export const mode = z.enum(["shadow", "canary", "live"]);
/** Who says what the mapping and the policy are; the other sides are read-only. */
export const owner = z.enum(["files", "admin", "git"]);

/** A stretch of time, half-open: `from` belongs to it, `to` doesn't. */
export const span = z.object({ from: instant, to: instant });
/** Opening hours on the wall of the contract's zone. */
export const openingWindow = z.object({ open: minuteOfDay, close: minuteOfDay });

export type SpanShown = z.infer<typeof span>;
