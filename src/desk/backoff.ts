import { type Duration, milliseconds } from "../core/time.ts";

const BASE_MS = 2_000;
const CAP_MS = 15 * 60_000;

/**
 * How long to wait before the next try: full jitter, so that many tickets that failed together don't come back together.
 * @param attempts tries so far, from 1
 * @param random in [0, 1)
 */
export function backoff(attempts: number, random: number): Duration {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempts - 1, 20));
  return milliseconds(Math.max(250, Math.round(ceiling * random)));
}
