/** The letters for units of time in the agent's language. */
export interface LengthUnits {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in its two largest units: `3 d 2 h`, `4 h 12 min`, `12 min 30 s`. Cut off, not rounded: a promise never
 * looks longer than it is.
 * @param days `false` counts in hours however many: a day of support hours is not 24 of them
 */
export function lengthWords(ms: number, units: LengthUnits, { days }: { readonly days: boolean }): string {
  if (days && ms >= DAY) return pair(ms, DAY, units.day, HOUR, units.hour);
  if (ms >= HOUR) return pair(ms, HOUR, units.hour, MINUTE, units.minute);
  if (ms >= MINUTE) return pair(ms, MINUTE, units.minute, SECOND, units.second);
  return `${Math.floor(ms / SECOND)}\u00a0${units.second}`;
}

function pair(ms: number, large: number, largeWord: string, small: number, smallWord: string): string {
  const first = Math.floor(ms / large);
  const rest = Math.floor((ms - first * large) / small);
  const head = `${first}\u00a0${largeWord}`;
  return rest === 0 && large !== MINUTE ? head : `${head} ${rest}\u00a0${smallWord}`;
}
