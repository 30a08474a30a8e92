import type { Decided } from "../api/ticket-answer.ts";
import { businessTimeBetween } from "../core/business-time.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Answer } from "../core/decision.ts";
import { openSpansBetween } from "../core/open-spans.ts";
import type { Span } from "../core/spans.ts";
import { type Duration, type Instant, milliseconds } from "../core/time.ts";
import { showSpan } from "./show-span.ts";

/**
 * What is left of a promise, as spans that a browser can count down without a calendar: around the clock for an elapsed
 * target, in open time for all others, business days too. `null` when no first response is awaited.
 */
export function countdown({ arrived, due, target }: Answer, calendar: Calendar, now: Instant): Decided["countdown"] {
  if (due === null || target === null) return null;
  const aroundTheClock = target.promise.kind === "elapsed";
  const from = Math.max(now, arrived) as Instant;
  const openSpans = aroundTheClock ? elapsed(from, due) : openSpansBetween(calendar, from, due);
  const wholeMs = aroundTheClock ? ((due - arrived) as Duration) : businessTimeBetween(calendar, arrived, due);
  return { aroundTheClock, leftMs: lengthOf(openSpans), wholeMs, openSpans: openSpans.map(showSpan) };
}

const elapsed = (open: Instant, close: Instant): readonly Span<Instant>[] => (open < close ? [{ open, close }] : []);

const lengthOf = (spans: readonly Span<Instant>[]): Duration =>
  milliseconds(spans.reduce((sum, { open, close }) => sum + close - open, 0));
