// One contestant: how often it is wrong, and how long it takes, round by round beside Tierline. Writes JSON.
//   TZ=Europe/London node race.ts NAME QUESTIONS ROUNDS
import { readFileSync } from "node:fs";
import { type Contestant, DAYS, HORIZONS_HOURS, type Questions, type Race } from "./contestant.ts";
import { contestant as tierline } from "./rivals/tierline.ts";

const [name = "", file = "", rounds = "5"] = process.argv.slice(2);
// Written by main.ts, a moment ago.
const questions = JSON.parse(readFileSync(file, "utf8")) as Questions;
const { contestant } = (await import(`./rivals/${name}.ts`)) as { readonly contestant: Contestant };
const { add, between, addDays } = contestant;

/** Long enough for the clock, short enough to get through the slowest. */
const BATCH_MS = 20;
const HOUR = 3_600_000;
const starts = questions.toTheMinute.add.map(({ start }) => start);
const openStarts = questions.days.map(({ start }) => start);
/** What is worked out is used, so that it can't be left out. */
let sink = 0;

const share = <Q>(asked: readonly Q[], isRight: (question: Q) => boolean): number =>
  asked.filter((question) => !isRight(question)).length / asked.length;
const wrongAdd = (asked: Questions["toTheMinute"]["add"]) =>
  add === undefined ? null : share(asked, ({ start, length, due }) => add(start, length) === due);
const wrongBetween = (asked: Questions["toTheMinute"]["between"]) =>
  between === undefined ? null : share(asked, ({ from, to, length }) => between(from, to) === length);

const race: Race = {
  wrong: {
    addMinute: wrongAdd(questions.toTheMinute.add),
    addSecond: wrongAdd(questions.toTheSecond.add),
    betweenMinute: wrongBetween(questions.toTheMinute.between),
    betweenSecond: wrongBetween(questions.toTheSecond.between),
    days: addDays === undefined ? null : share(questions.days, ({ start, due }) => addDays(start, DAYS) === due),
  },
  times:
    add === undefined
      ? []
      : HORIZONS_HOURS.map((hours) => ({
          hours,
          ...beside(
            starts,
            (start) => add(start, hours * HOUR),
            (start) => tierline.add(start, hours * HOUR),
          ),
        })),
  days:
    addDays === undefined
      ? null
      : beside(
          openStarts,
          (start) => addDays(start, DAYS),
          (start) => tierline.addDays(start, DAYS),
        ),
};
process.stdout.write(`${JSON.stringify(race)}\n`);
if (Number.isNaN(sink)) process.stderr.write(`${name} gave up on some\n`);

function beside(from: readonly number[], theirs: (start: number) => number, ours: (start: number) => number) {
  const [theirCount, ourCount] = [enough(from, theirs), enough(from, ours)];
  const times = { theirs: [] as number[], ours: [] as number[] };
  for (let round = 0; round < Number(rounds); round += 1) {
    times.theirs.push(batch(from, theirs, theirCount) / theirCount);
    times.ours.push(batch(from, ours, ourCount) / ourCount);
  }
  return times;
}

/** How many answers fill a batch: asked for until they do, which warms it up as well. */
function enough(from: readonly number[], ask: (start: number) => number): number {
  let count = 1;
  while (batch(from, ask, count) < BATCH_MS * 1e6) count *= 2;
  return count;
}

/** Nanoseconds for so many answers. */
function batch(from: readonly number[], ask: (start: number) => number, count: number): number {
  const begun = process.hrtime.bigint();
  for (let i = 0; i < count; i += 1) sink += ask(from[i % from.length] ?? 0);
  return Number(process.hrtime.bigint() - begun);
}
