import { type Instant, instant } from "../core/time.ts";

const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const IMF_FIXDATE = new RegExp(`^${DAY}, \\d{2} ${MONTH} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$`);

/**
 * Reads the date form that RFC 9110 §5.6.7 has senders write (`Sun, 06 Nov 1994 08:49:37 GMT`), to the second.
 * @returns `null` for anything else, the two obsolete forms included: one of them names no zone.
 */
export function parseHttpDate(text: string): Instant | null {
  if (!IMF_FIXDATE.test(text)) return null;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? null : instant(epochMs);
}
