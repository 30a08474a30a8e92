import type { Calendar } from "./calendar.ts";
import { epochDayOf } from "./epoch-day.ts";
import { countUpTo, type Span, valueAt } from "./spans.ts";
import type { Instant, LocalDate } from "./time.ts";

/** The open time in `[from, to)` as spans, in order; none when `to` is not after `from`. */
export function openSpansBetween({ openTime }: Calendar, from: Instant, to: Instant): readonly Span<Instant>[] {
  if (to <= from) return [];
  openTime.cover(from);
  openTime.cover(to);
  const { opens, closes, count } = openTime.spans;
  const found: Span<Instant>[] = [];
  for (let i = countUpTo(closes, count, from); i < count && valueAt(opens, i) < to; i += 1) {
    const open = Math.max(from, valueAt(opens, i)) as Instant;
    found.push({ open, close: Math.min(to, valueAt(closes, i)) as Instant });
  }
  return found;
}

/** The hours of one local date as instants, in order: what its windows on the wall come to, clock changes counted in. */
export function openSpansOn({ openTime }: Calendar, date: LocalDate): readonly Span<Instant>[] {
  return openTime.hoursOf(epochDayOf(date)) as readonly Span<Instant>[];
}
