import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addBusinessTime, businessTimeBetween, nextOpen, subtractBusinessTime } from "../../src/core/business-time.ts";
import { type Calendar, type CalendarDefinition, compileCalendar } from "../../src/core/calendar.ts";
import { type Instant, milliseconds, seconds } from "../../src/core/time.ts";
import {
  ask,
  askRandom,
  KINDS,
  oneOf,
  randomArrival,
  randomCalendar,
  randomFrom,
  randomPauses,
  STRETCHES,
} from "../support/business-questions.ts";
import { MinuteWalker, type WallClock, wallClock } from "../support/minute-walker.ts";

const DAY = 86_400_000;
/** Days around a clock change in which arrivals lie, and that the walker sees. */
const ARRIVALS = 6;
const REACH = 24;

/** `npm run test:long -- due-dates` walks all of them; to hang up a clock is what takes the time. */
const WALKED = STRETCHES.filter(([, date]) =>
  ["2026-10-25", "2026-03-08", "2026-04-05", "1986-01-01", "2011-12-30", "2016-03-21", "2015-10-18"].includes(date),
);
const clocks = new Map<string, WallClock>();

function clockOf(zone: string, near: number): WallClock {
  const clock = clocks.get(zone) ?? wallClock(zone, near - REACH * DAY, near + REACH * DAY);
  clocks.set(zone, clock);
  return clock;
}

interface Arrival {
  readonly random: () => number;
  readonly definition: CalendarDefinition;
  readonly calendar: Calendar;
  readonly near: number;
  readonly at: Instant;
}

function arrivalOf(seed: number, stretches: readonly (typeof STRETCHES)[number][]): Arrival {
  const random = randomFrom(seed);
  const [zone, date] = oneOf(random, stretches);
  const near = Date.parse(`${date}T00:00:00Z`);
  const definition = randomCalendar(random, zone, near, 10);
  const at = randomArrival(random, near, ARRIVALS) as Instant;
  return { random, definition, calendar: compileCalendar(definition), near, at };
}

// A seed can't be shrunk: a smaller one is another question.
const seeds = fc.noShrink(fc.nat());

describe("the calendar engine and a walk from minute to minute agree", () => {
  test.each(KINDS)("%s", (kind) => {
    let compared = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const { random, definition, calendar, near, at } = arrivalOf(seed, WALKED);
        const walker = new MinuteWalker(definition, clockOf(definition.zone, near));
        const asked = askRandom(random, kind, calendar, walker, at);
        if (asked === null) return;
        compared += 1;
        expect(asked.engine, `${asked.question} in ${JSON.stringify(definition)}`).toBe(asked.walker);
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(40);
  });

  test("add, with pauses", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { random, definition, calendar, near, at } = arrivalOf(seed, WALKED);
        const walker = new MinuteWalker(definition, clockOf(definition.zone, near));
        const length = seconds(oneOf(random, [0, 1, 3600, 28_800, Math.floor(random() * 36_000)]));
        const pauses = randomPauses(random, at);
        const asked = ask(
          `${at} + ${length} ms with ${JSON.stringify(pauses)}`,
          () => addBusinessTime(calendar, at, length, pauses),
          () => walker.add(at, length, pauses),
        );
        expect(asked?.engine, asked?.question).toBe(asked?.walker);
      }),
      { numRuns: 40 },
    );
  });
});

describe("business time is an algebra", () => {
  const holds = (property: (arrival: Arrival, length: ReturnType<typeof milliseconds>) => void): void =>
    fc.assert(
      fc.property(seeds, fc.oneof(fc.integer({ min: 1, max: 9e5 }), fc.integer({ min: 1, max: 9e8 })), (seed, length) =>
        property(arrivalOf(seed, STRETCHES), milliseconds(length)),
      ),
      { numRuns: 150 },
    );

  /** All of these calendars open every week, so there is an answer. */
  const dueAfter = ({ calendar }: Arrival, start: Instant, length: ReturnType<typeof milliseconds>): Instant => {
    const due = addBusinessTime(calendar, start, length);
    if (due === null) throw new Error("the calendar opens every week");
    return due;
  };

  test("as much open time as was added lies between start and due, and not a millisecond earlier", () => {
    holds((arrival, length) => {
      const due = dueAfter(arrival, arrival.at, length);
      expect(businessTimeBetween(arrival.calendar, arrival.at, due)).toBe(length);
      expect(businessTimeBetween(arrival.calendar, arrival.at, (due - 1) as Instant)).toBe(length - 1);
    });
  });

  test("with pauses too", () => {
    holds((arrival, length) => {
      const pauses = randomPauses(arrival.random, arrival.at);
      const due = addBusinessTime(arrival.calendar, arrival.at, length, pauses) ?? arrival.at;
      expect(businessTimeBetween(arrival.calendar, arrival.at, due, pauses)).toBe(length);
    });
  });

  test("a later start is never due earlier", () => {
    holds((arrival, length) => {
      const later = (arrival.at + Math.floor(arrival.random() * 3 * DAY)) as Instant;
      expect(dueAfter(arrival, later, length)).toBeGreaterThanOrEqual(dueAfter(arrival, arrival.at, length));
    });
  });

  test("adding in two steps is adding at once", () => {
    holds((arrival, length) => {
      const first = milliseconds(Math.floor(arrival.random() * length));
      const halfway = dueAfter(arrival, arrival.at, first);
      const rest = milliseconds(length - first);
      expect(dueAfter(arrival, halfway, rest)).toBe(dueAfter(arrival, arrival.at, length));
    });
  });

  test("subtracting takes an open start back to itself", () => {
    holds((arrival, length) => {
      const open = nextOpen(arrival.calendar, arrival.at) ?? arrival.at;
      expect(subtractBusinessTime(arrival.calendar, dueAfter(arrival, open, length), length)).toBe(open);
    });
  });

  test("a calendar that has answered far questions first answers near ones alike", () => {
    holds((arrival, length) => {
      const far = compileCalendar(arrival.definition);
      const years = Math.round((arrival.random() - 0.5) * 10);
      nextOpen(far, (arrival.at + years * 365 * DAY) as Instant);
      expect(addBusinessTime(far, arrival.at, length)).toBe(dueAfter(arrival, arrival.at, length));
    });
  });
});
