import type { SpanShown } from "../api/shared.ts";
import type { Span } from "../core/spans.ts";
import { formatInstant, type Instant } from "../core/time.ts";

export const showSpan = ({ open, close }: Span<Instant>): SpanShown => ({
  from: formatInstant(open),
  to: formatInstant(close),
});

export const instantOrNull = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));
