/** Open time between two instants (milliseconds), `[open, close)`. */
export interface Span<At extends number = number> {
  readonly open: At;
  readonly close: At;
}

/**
 * Disjoint spans in order, with how much open time lies before each: `before[i]` for span `i`, the total at the end.
 * Every question is one binary search.
 */
export interface Spans {
  readonly count: number;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly before: Float64Array;
}

/** In order, with ones that touch or overlap made one and empty ones dropped. */
export function unite<At extends number>(spans: readonly Span<At>[]): readonly Span<At>[] {
  const [only] = spans;
  if (only && spans.length === 1 && only.open < only.close) return spans;
  const united: { open: At; close: At }[] = [];
  for (const { open, close } of spans.filter((span) => span.open < span.close).sort((a, b) => a.open - b.open)) {
    const last = united.at(-1);
    if (last === undefined || open > last.close) united.push({ open, close });
    else if (close > last.close) last.close = close;
  }
  return united;
}

/** @param disjoint as {@link unite} gives them */
export function packSpans(disjoint: readonly Span[]): Spans {
  const count = disjoint.length;
  const before = new Float64Array(count + 1);
  for (const [i, { open, close }] of disjoint.entries()) before[i + 1] = valueAt(before, i) + close - open;
  return {
    count,
    opens: Float64Array.from(disjoint, (span) => span.open),
    closes: Float64Array.from(disjoint, (span) => span.close),
    before,
  };
}

export const spansOf = (spans: Spans): readonly Span[] =>
  Array.from(spans.opens, (open, i) => ({ open, close: valueAt(spans.closes, i) }));

/** @param i within bounds: callers have just searched for it */
export function valueAt(values: Float64Array, i: number): number {
  return values[i] as number;
}

/** How many of the first `count` sorted values are at most `limit`. */
export function countUpTo(values: Float64Array, count: number, limit: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(values, middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the first `count` sorted values are less than `limit`. */
export function countBelow(values: Float64Array, count: number, limit: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(values, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Open time before the instant. */
export function openTimeBefore(spans: Spans, at: number): number {
  const i = countUpTo(spans.opens, spans.count, at) - 1;
  if (i < 0) return 0;
  return valueAt(spans.before, i) + Math.min(at, valueAt(spans.closes, i)) - valueAt(spans.opens, i);
}

export const totalOpenTime = (spans: Spans): number => valueAt(spans.before, spans.count);
