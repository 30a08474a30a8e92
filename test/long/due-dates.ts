// A million random due dates, each worked out by the calendar engine and by the minute walker.
//   node test/long/due-dates.ts [SEED [COUNT]]
// Prints the seed, what was compared and how many differed; exits 1 at any difference.
import { randomInt } from "node:crypto";
import { compileCalendar } from "../../src/core/calendar.ts";
import {
  askRandom,
  KINDS,
  type Kind,
  oneOf,
  randomArrival,
  randomCalendar,
  randomFrom,
  STRETCHES,
} from "../support/business-questions.ts";
import { MinuteWalker, wallClock } from "../support/minute-walker.ts";

const DAY = 86_400_000;
const REACH = 60 * DAY;
const PER_CALENDAR = 250;

const seed = Number(process.argv[2] ?? randomInt(2 ** 31));
const wanted = Number(process.argv[3] ?? 1_000_000);
const random = randomFrom(seed);
const begun = performance.now();

let compared = 0;
let outOfReach = 0;
let differences = 0;
let calendars = 0;
const byKind = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));

for (let i = 0; i < STRETCHES.length; i += 1) {
  const [zone, date] = STRETCHES[i] ?? ["Etc/UTC", "2026-01-01"];
  const near = Date.parse(`${date}T00:00:00Z`);
  const clock = wallClock(zone, near - REACH, near + REACH);
  const goal = Math.ceil((wanted * (i + 1)) / STRETCHES.length);
  while (compared < goal) {
    const definition = randomCalendar(random, zone, near, 40);
    const calendar = compileCalendar(definition);
    const walker = new MinuteWalker(definition, clock);
    calendars += 1;
    for (let n = 0; n < PER_CALENDAR && compared < goal; n += 1) {
      // Half of the arrivals lie within a week of the clock change.
      const arrival = randomArrival(random, near, oneOf(random, [7, 30]));
      const kind = oneOf(random, KINDS);
      const asked = askRandom(random, kind, calendar, walker, arrival);
      if (asked === null) {
        outOfReach += 1;
        continue;
      }
      compared += 1;
      byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      if (asked.engine === asked.walker) continue;
      differences += 1;
      const stated = { ...definition, holidays: [...definition.holidays], overrides: [...definition.overrides] };
      if (differences <= 10) say(process.stdout, `${JSON.stringify({ ...asked, arrival, calendar: stated })}`);
    }
  }
  say(process.stderr, `${compared} of ${wanted} after ${elapsed()} s (${zone}, ${date})`);
}

say(
  process.stdout,
  `seed ${seed}, ${calendars} calendars in ${STRETCHES.length} stretches of ${new Set(STRETCHES.map(([zone]) => zone)).size} zones`,
);
say(process.stdout, [...byKind].map(([kind, count]) => `${kind} ${count}`).join(", "));
say(process.stdout, `${compared} due dates compared, ${outOfReach} more out of the walker's reach, ${elapsed()} s`);
say(process.stdout, `${differences} differences`);
process.exitCode = differences === 0 && compared >= wanted ? 0 : 1;

function elapsed(): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}

function say(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}
