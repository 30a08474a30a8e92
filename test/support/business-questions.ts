import {
  addBusinessDays,
  addBusinessTime,
  businessTimeBetween,
  DAY_RULES,
  nextOpen,
  type Pause,
  subtractBusinessTime,
} from "../../src/core/business-time.ts";
import { type Calendar, type CalendarDefinition, WEEKDAYS, type Window } from "../../src/core/calendar.ts";
import { type Duration, type Instant, type LocalDate, seconds } from "../../src/core/time.ts";
import { type MinuteWalker, WalkedTooFar } from "./minute-walker.ts";

/** Stretches of time in which the clocks of a zone do something, and some in which they don't. */
export const STRETCHES = [
  ["Europe/London", "2026-10-25"],
  ["Europe/London", "2026-03-29"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["Asia/Kathmandu", "2026-05-01"],
  ["Asia/Kathmandu", "1986-01-01"],
  ["Pacific/Apia", "2011-12-30"],
  ["Pacific/Kwajalein", "1993-08-21"],
  ["Asia/Tehran", "2016-03-21"],
  ["Asia/Tehran", "2016-09-20"],
  ["America/Sao_Paulo", "2015-10-18"],
  ["America/Sao_Paulo", "2015-02-22"],
  ["America/St_Johns", "2006-10-29"],
  ["America/St_Johns", "2007-03-11"],
  ["America/Nuuk", "2024-03-31"],
  ["Africa/Casablanca", "2026-02-15"],
  ["Africa/Cairo", "2014-06-26"],
  ["Asia/Beirut", "2026-03-29"],
  ["America/Havana", "2026-11-01"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Asia/Kolkata", "2026-08-15"],
  ["Etc/GMT", "2026-12-25"],
  ["Etc/GMT+12", "2028-02-29"],
  ["Pacific/Kiritimati", "1995-01-01"],
] as const;

const DAY = 86_400_000;

/** Gives numbers from 0 up to, not including, 1; the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  return values[below(random, values.length)] as Value;
}

/** Windows as people write them, and as nobody should: at any minute, touching, overlapping, out of order. */
function randomWindows(random: Random): readonly Window[] {
  const granularity = oneOf(random, [1, 15, 30, 60]);
  return Array.from({ length: oneOf(random, [0, 1, 1, 1, 2, 3]) }, () => {
    const ends = [0, 1].map(() => below(random, 1440 / granularity + 1) * granularity);
    const open = Math.min(...ends, 1440 - granularity);
    return { open, close: Math.max(...ends, open + granularity) };
  });
}

function randomWeek(random: Random): CalendarDefinition["weekly"] {
  const usual = oneOf<readonly Window[]>(random, [
    [{ open: 540, close: 1080 }],
    [
      { open: 480, close: 720 },
      { open: 780, close: 1080 },
    ],
    [{ open: 0, close: 1440 }],
    [
      { open: 0, close: 150 },
      { open: 1260, close: 1440 },
    ],
  ]);
  const isUsual = random() < 0.5;
  const hours = WEEKDAYS.map((_, i) => (isUsual && i < 5 ? usual : randomWindows(random)));
  const [mon, tue = [], wed = [], thu = [], fri = [], sat = [], sun = []] = hours;
  return { mon: mon?.length ? mon : usual, tue, wed, thu, fri, sat, sun };
}

/** A calendar whose holidays and overrides lie within `days` days of `near`. */
export function randomCalendar(random: Random, zone: string, near: number, days: number): CalendarDefinition {
  const date = () =>
    new Date(near + Math.round((random() * 2 - 1) * days) * DAY).toISOString().slice(0, 10) as LocalDate;
  const holidays = Array.from({ length: below(random, 5) }, () => [date(), "holiday"] as const);
  const overrides = Array.from({ length: below(random, 4) }, () => [date(), randomWindows(random)] as const);
  return { zone, weekly: randomWeek(random), holidays: new Map(holidays), overrides: new Map(overrides) };
}

/** An arrival within `days` days of `near`, to the second; often on a quarter or an hour, where windows begin and end. */
export function randomArrival(random: Random, near: number, days: number): number {
  const unit = oneOf(random, [1, 1, 900, 3600]) * 1000;
  return Math.floor((near + (random() * 2 - 1) * days * DAY) / unit) * unit;
}

/** One question to both, and what each answered. */
export interface Asked {
  readonly question: string;
  readonly engine: number | null;
  readonly walker: number;
}

/** Asks both; `null` when the walker would have had to walk out of its stretch. */
export function ask(question: string, engine: () => number | null, walker: () => number): Asked | null {
  try {
    return { question, walker: walker(), engine: engine() };
  } catch (error) {
    if (error instanceof WalkedTooFar) return null;
    throw error;
  }
}

export const KINDS = ["add", "subtract", "between", "next open", ...DAY_RULES] as const;
export type Kind = (typeof KINDS)[number];

/** A random question of a kind about an arrival, asked of both. */
export function askRandom(
  random: Random,
  kind: Kind,
  calendar: Calendar,
  walker: MinuteWalker,
  arrival: number,
): Asked | null {
  const at = arrival as Instant;
  switch (kind) {
    case "add": {
      const length = randomLength(random, 30);
      return ask(
        `${at} + ${length} ms`,
        () => addBusinessTime(calendar, at, length),
        () => walker.add(at, length),
      );
    }
    case "subtract": {
      const length = randomLength(random, 30);
      return ask(
        `${at} - ${length} ms`,
        () => subtractBusinessTime(calendar, at, length),
        () => walker.subtract(at, length),
      );
    }
    case "between": {
      const to = (at + below(random, 7 * DAY)) as Instant;
      return ask(
        `between ${at} and ${to}`,
        () => businessTimeBetween(calendar, at, to),
        () => walker.between(at, to),
      );
    }
    case "next open":
      return ask(
        `next open from ${at}`,
        () => nextOpen(calendar, at),
        () => walker.nextOpen(at),
      );
    case "same_time":
    case "close_of_business":
    case "working_hours": {
      const days = below(random, 5);
      return ask(
        `${at} + ${days} days, ${kind}`,
        () => addBusinessDays(calendar, at, days, kind),
        () => walker.addDays(at, days, kind),
      );
    }
  }
}

/** Whole hours, quarters or seconds; the round ones end at closing now and then. */
function randomLength(random: Random, hours: number): Duration {
  const unit = oneOf(random, [1, 900, 3600]);
  return seconds(below(random, (hours * 3600) / unit) * unit);
}

/** Up to three stretches within two days after `at` during which the clock doesn't count; they may overlap. */
export function randomPauses(random: Random, at: number): readonly Pause[] {
  return Array.from({ length: 1 + below(random, 3) }, () => {
    const from = at + (below(random, 2 * 86_400) - 7200) * 1000;
    return { from: from as Instant, to: (from + below(random, 43_200) * 1000) as Instant };
  });
}
