// Due dates on Mon–Fri 9–18 Europe/London with bank holidays: each library in a process of its own, in the zone that most
// of them need the process to be in, round by round beside Tierline. Prints a Markdown section.
//   node bench/due-dates/main.ts [ROUNDS [QUESTIONS]]
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { median, table, time } from "../figures.ts";
import { ZONE } from "./calendar.ts";
import { HORIZONS_HOURS, type Race } from "./contestant.ts";
import { askMinuteWalker } from "./questions.ts";

const [rounds = 5, count = 2_000] = process.argv.slice(2).map(Number);
const SEED = 20_261_122;

const CONTESTANTS = [
  ["**Tierline**", "tierline"],
  ["luxon, stepped window by window", "luxon-stepped"],
  ["dayjs-business-time", "dayjs-business-time"],
  ["opening_hours, dated holidays", "opening_hours"],
  ["opening_hours, its own holidays", "opening_hours-built-in"],
  ["moment-business-time", "moment-business-time"],
  ["luxon-business-days", "luxon-business-days"],
  ["date-fns `addBusinessDays`", "date-fns"],
  ["business-days-js", "business-days-js"],
] as const;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "tierline-bench-"));
try {
  const questions = join(folder, "questions.json");
  writeFileSync(questions, JSON.stringify(askMinuteWalker(count, SEED)));
  const races: { readonly name: string; readonly race: Race }[] = [];
  for (const [name, file] of CONTESTANTS) {
    process.stderr.write(`due dates: ${file}\n`);
    races.push({ name, race: await node<Race>("race.ts", file, questions, String(rounds)) });
  }
  console.log(report(races, await compiled([]), await compiled(["--intl"])));
} finally {
  rmSync(folder, { recursive: true });
}

/** What a program of this folder wrote as JSON. */
async function node<Output>(program: string, ...parameters: readonly string[]): Promise<Output> {
  const environment = { ...process.env, TZ: ZONE };
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, program), ...parameters], {
    env: environment,
  });
  return JSON.parse(stdout) as Output;
}

interface Compiled {
  readonly cold: number;
  readonly again: number;
  readonly best: number;
}

async function compiled(options: readonly string[]): Promise<Compiled> {
  const all: Compiled[] = [];
  for (let i = 0; i < 2 * rounds + 1; i += 1) all.push(await node<Compiled>("compile.ts", ...options));
  const of = (figure: keyof Compiled): number => median(all.map((one) => one[figure]));
  return { cold: of("cold"), again: of("again"), best: of("best") };
}

function report(
  races: readonly { readonly name: string; readonly race: Race }[],
  cold: Compiled,
  warm: Compiled,
): string {
  const ours = races.flatMap(({ race }) => race.times);
  const ourTime = (hours: number): number =>
    median(ours.filter((one) => one.hours === hours).flatMap((one) => one.ours));
  const rivals = races.slice(1).map(({ name, race }) => ({ name, race, ratio: ratioAt(race, 12) }));
  const right = rivals.filter(
    ({ race, ratio }) => ratio !== null && race.wrong["addMinute"] === 0 && race.wrong["addSecond"] === 0,
  );
  const [fastest] = right.toSorted((a, b) => (a.ratio ?? 0) - (b.ratio ?? 0));
  const flat = ourTime(10_000) / ourTime(1);
  const rows = races.map(({ name, race }) => [
    name,
    ...HORIZONS_HOURS.map((hours) => {
      const times = race.times.find((one) => one.hours === hours)?.theirs;
      return times === undefined ? "–" : time(median(times));
    }),
    race.days === null ? "–" : time(median(race.days.theirs)),
    ...["addMinute", "addSecond", "betweenMinute", "betweenSecond", "days"].map((what) => percent(race.wrong[what])),
  ]);
  const slower = rivals.flatMap(({ name, ratio }) => (ratio === null ? [] : [`${name} ${Math.round(ratio)} ×`]));
  return `## Due dates

Mon–Fri 9–18 ${ZONE} with the bank holidays of England and Wales; the process is in that zone. Times are medians of ${rounds} rounds,
each library beside Tierline in one process. Wrong: how many of ${count} random questions differ from a minute-by-minute walk.

${table(
  [
    "",
    ...HORIZONS_HOURS.map((hours) => `add ${hours.toLocaleString("en")} h`),
    "add 2 days",
    "wrong: add, to the minute",
    "to the second",
    "wrong: between, to the minute",
    "to the second",
    "wrong: 2 days",
  ],
  rows,
)}

At 12 h, beside Tierline in the same process: ${slower.join(", ")}.
The fastest that is always right (${fastest?.name ?? "none"}) takes **${Math.round(fastest?.ratio ?? Number.NaN)} ×** Tierline's time; Tierline at 10,000 h takes **${flat.toFixed(2)} ×** its time at 1 h.

Five calendar years compiled, in a new process: **${time(warm.cold)}** for the first calendar of a zone (${time(cold.cold)} when it is also the
process's first use of Intl), ${time(warm.again)} for the next one of the same zone, ${time(warm.best)} once the code is hot.
`;
}

/** How many times Tierline's time a rival takes, round by round. */
function ratioAt(race: Race, hours: number): number | null {
  const times = race.times.find((one) => one.hours === hours);
  return times === undefined ? null : median(times.theirs.map((theirs, i) => theirs / (times.ours[i] ?? Number.NaN)));
}

function percent(part: number | null | undefined): string {
  if (part === null || part === undefined) return "–";
  return part === 0 ? "0" : `${(part * 100).toFixed(1)} %`;
}
