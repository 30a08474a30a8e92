import { MinuteWalker, wallClock } from "../../test/support/minute-walker.ts";
import { DEFINITION, ZONE } from "./calendar.ts";
import { DAYS, type Questions } from "./contestant.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Two years with four clock changes; due dates may reach past the arrivals. */
const [FIRST, LAST, END] = [Date.UTC(2026, 0, 1, 12), Date.UTC(2027, 10, 1), Date.UTC(2028, 0, 1)];
const LONGEST_ADD = 100 * 60;
const LONGEST_BETWEEN = 30 * DAY;

/** Random questions of every kind, answered by stepping from minute to minute. The same seed gives the same ones. */
export function askMinuteWalker(count: number, seed: number): Questions {
  const random = randomFrom(seed);
  const walker = new MinuteWalker(DEFINITION, wallClock(ZONE, FIRST - DAY, END + 3 * DAY));
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const times = Array.from({ length: count }, () => FIRST + upTo((LAST - FIRST) / 1000) * 1000);
  const answer = (grain: number) => {
    const starts = times.map((at) => at - (at % grain));
    return {
      add: starts.map((start) => {
        const length = (1 + upTo(LONGEST_ADD)) * MINUTE;
        return { start, length, due: walker.add(start, length) };
      }),
      between: starts.map((from) => {
        const to = from + Math.ceil((1 + upTo(LONGEST_BETWEEN)) / grain) * grain;
        return { from, to, length: walker.between(from, to) };
      }),
    };
  };
  return {
    toTheMinute: answer(MINUTE),
    toTheSecond: answer(1000),
    days: times.map((at) => {
      const start = walker.nextOpen(at);
      return { start, due: walker.addDays(start, DAYS, "same_time") };
    }),
  };
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
