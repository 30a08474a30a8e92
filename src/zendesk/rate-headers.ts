import { type Duration, seconds } from "../core/time.ts";

/** What Zendesk says of one of its limits: how many calls in its window, how many are left, and when it starts anew. */
export interface Limit {
  readonly total: number;
  readonly remaining: number;
  readonly resets: Duration;
}

/** `X-Rate-Limit` and its kin, per minute; ticketing endpoints also say when the window ends. */
export function accountLimit(headers: Headers): Limit | null {
  const total = count(headers.get("x-rate-limit") ?? headers.get("ratelimit-limit"));
  const remaining = count(headers.get("x-rate-limit-remaining") ?? headers.get("ratelimit-remaining"));
  if (total === null || remaining === null || total === 0) return null;
  return { total, remaining, resets: seconds(Math.min(count(headers.get("ratelimit-reset")) ?? 60, 60)) };
}

/** `total=100; remaining=99; resets=41` */
export function namedLimit(header: string | null): Limit | null {
  const part = (name: string) =>
    count(new RegExp(`(?:^|;)\\s*${name}=(\\d+)\\s*(?:;|$)`).exec(header ?? "")?.[1] ?? null);
  const total = part("total");
  const remaining = part("remaining");
  if (total === null || remaining === null || total === 0) return null;
  return { total, remaining, resets: seconds(Math.min(part("resets") ?? 60, 600)) };
}

const count = (text: string | null): number | null => (text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null);
