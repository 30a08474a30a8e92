import { setTimeout as wait } from "node:timers/promises";
import type { Delivery } from "./ledger.ts";

/** Times at which one of many people acts: evenly spread, each a little early or late; who is behind acts at once. */
export function timetable(everyMs: number, random: () => number): (step: number) => Promise<void> {
  const begun = performance.now();
  const offset = random() * everyMs;
  return async (step) => {
    const due = begun + offset + (step + random() - 0.5) * everyMs;
    await wait(Math.max(0, due - performance.now()));
  };
}

/** Deliveries that left each second: in the second in the middle, and over the whole time. */
export interface Rate {
  readonly median: number;
  readonly whole: number;
}

/** How often deliveries left between two moments of `performance.now()`. Counted where they leave, whatever became of them. */
export function rateOf(deliveries: readonly Delivery[], from: number, to: number): Rate {
  const seconds = Math.max(1, Math.floor((to - from) / 1000));
  const counts = Array.from({ length: seconds }, () => 0);
  for (const { at } of deliveries) {
    const second = Math.floor((at - from) / 1000);
    if (second >= 0 && second < seconds) counts[second] = (counts[second] ?? 0) + 1;
  }
  const whole = counts.reduce((sum, count) => sum + count, 0) / seconds;
  return { median: counts.sort((a, b) => a - b)[Math.floor(seconds / 2)] ?? 0, whole };
}
