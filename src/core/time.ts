declare const brand: unique symbol;

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. Made by {@link instant} or {@link parseInstant}. */
export type Instant = number & { readonly [brand]: "Instant" };

/** A length of time in whole milliseconds; never negative in this code base. Made by the unit functions below. */
export type Duration = number & { readonly [brand]: "Duration" };

/** A calendar date without a zone, `YYYY-MM-DD`. Compares correctly as text. */
export type LocalDate = string & { readonly [brand]: "LocalDate" };

/** @throws RangeError when `epochMs` is not a whole number that `Date` can hold: that is a bug in the caller. */
export function instant(epochMs: number): Instant {
  if (!Number.isInteger(epochMs) || Math.abs(epochMs) > 8.64e15) throw new RangeError(`not an instant: ${epochMs}`);
  return epochMs as Instant;
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 date-time that names its offset; fractions beyond milliseconds are cut (Zendesk sends nine digits).
 * @returns `null` for anything else: a wall time without an offset is refused, never guessed.
 */
export function parseInstant(text: string): Instant | null {
  if (!RFC_3339.test(text)) return null;
  // No month is shorter, and `Date` knows the rest.
  if (text.slice(8, 10) > "28" && parseLocalDate(text.slice(0, 10)) === null) return null;
  const epochMs = Date.parse(text.replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(epochMs) ? null : (epochMs as Instant);
}

/** RFC 3339 in UTC; whole seconds are written without a fraction (`2026-12-24T16:30:00Z`). */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

/** @returns `null` unless `text` is a real date of the Gregorian calendar, `YYYY-MM-DD`. */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const epochMs = Date.parse(`${text}T00:00:00Z`);
  // 30 February is read as a day of March.
  return new Date(epochMs).getUTCDate() === Number(text.slice(8)) ? (text as LocalDate) : null;
}

export const milliseconds = (count: number): Duration => count as Duration;
export const seconds = (count: number): Duration => (count * 1000) as Duration;
export const minutes = (count: number): Duration => (count * 60_000) as Duration;
export const hours = (count: number): Duration => (count * 3_600_000) as Duration;

/** `at` moved later by `length`. */
export const after = (at: Instant, length: Duration): Instant => (at + length) as Instant;
