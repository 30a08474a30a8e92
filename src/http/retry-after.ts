import { type Duration, hours, type Instant, milliseconds } from "../core/time.ts";
import { parseHttpDate } from "./http-date.ts";

/** However long a server asks for, we look again within the hour. */
const LONGEST_WAIT = hours(1);

/**
 * How long a `Retry-After` header asks to wait (RFC 9110 §10.2.3: seconds, or a date), at most an hour.
 * @returns `null` when the header is absent or says nothing that can be understood; zero when the date has passed.
 */
export function parseRetryAfter(header: string | null, now: Instant): Duration | null {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return clamped(Number(text) * 1000);
  const date = parseHttpDate(text);
  return date === null ? null : clamped(date - now);
}

function clamped(epochMs: number): Duration {
  return milliseconds(Math.min(Math.max(epochMs, 0), LONGEST_WAIT));
}
