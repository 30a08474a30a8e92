import { DateTime } from "luxon";
import { CLOSE, HOLIDAYS, OPEN, ZONE } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";

const holidays = new Set<string>(HOLIDAYS.keys());

/** What a careful person writes on luxon: one local date after the other, and the window of each. */
function* windowsFrom(start: number): Generator<readonly [number, number]> {
  let day = DateTime.fromMillis(start, { zone: ZONE }).startOf("day");
  for (; ; day = day.plus({ days: 1 })) {
    if (day.weekday > 5 || holidays.has(day.toISODate() ?? "")) continue;
    const at = (minute: number): number => day.set({ hour: minute / 60 }).toMillis();
    yield [Math.max(start, at(OPEN)), at(CLOSE)];
  }
}

export const contestant: Contestant = {
  add(start, length) {
    let left = length;
    for (const [open, close] of windowsFrom(start)) {
      if (open >= close) continue;
      if (left <= close - open) return open + left;
      left -= close - open;
    }
    return Number.NaN;
  },
  between(from, to) {
    let sum = 0;
    for (const [open, close] of windowsFrom(from)) {
      if (open >= to) break;
      sum += Math.max(0, Math.min(close, to) - open);
    }
    return sum;
  },
};
