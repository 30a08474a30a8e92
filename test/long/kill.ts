// Kills a live Tierline at random moments while a helpdesk is busy, starts it again each time, and checks in the end
// that nothing was lost, nothing of anybody else's overwritten, and no note written twice.
//   node test/long/kill.ts [--seed N] [--kills 50] [--events 20000] [--rate 200] [--limit 12000]
//   node test/long/kill.ts --sabotage     only the check of the checker
// The emulated helpdesk runs in this process on the real clock, behind a real socket; Tierline is a process of its own,
// started, connected and switched live as an operator would. What it acknowledged is known from the sender's side.
//
// What this proves: a process that ends at any instruction leaves a state from which the next one goes on (atomicity).
// What it can't prove: that a commit survives a power cut. `kill -9` leaves the operating system's page cache alone.
import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomFrom } from "../support/business-questions.ts";
import { touchUnheard, workDuring } from "./kill/day.ts";
import { readDeskFile } from "./kill/desk-file.ts";
import { AIMS, type Kill, kill } from "./kill/killer.ts";
import { judgeRates } from "./kill/rates.ts";
import { reportLines } from "./kill/report.ts";
import { rehearse } from "./kill/sabotage.ts";
import { comeToRest, openStage, type Stage } from "./kill/stage.ts";
import { Witness } from "./kill/truth.ts";
import { judgeDisk, judgeTickets, unheard } from "./kill/verdict.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "50" },
    events: { type: "string", default: "20000" },
    rate: { type: "string", default: "200" },
    limit: { type: "string", default: "12000" },
    sabotage: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const kills = Number(values.kills);
const events = Number(values.events);
/** Events by people a second; the echoes of what they make us write come on top. */
const rate = Number(values.rate);
/** What the account allows all apps together in a minute. */
const limit = Number(values.limit);
const random = randomFrom(seed);
const begun = performance.now();

// What it started ends with it.
process.once("SIGINT", () => process.exit(130));
say(process.stdout, `seed ${seed}`);
const passed = (values.sabotage || (await run())) && (await checkTheChecker());
process.exitCode = passed ? 0 : 1;

async function run(): Promise<boolean> {
  const stage = await openStage(seed, { callsAMinute: limit });
  try {
    await stage.disorder();
    const { result: done, worked } = await workDuring(stage, { random, rate }, () => killOften(stage));
    progress("everybody is done; touching the tickets whose last event was lost");
    const touched = await touchUnheard(stage);
    progress(`${touched} touched; waiting for rest`);
    const rested = await comeToRest(stage);
    progress("judging");
    const onTickets = await judgeTickets(stage, await Witness.for(stage));
    const leftOut = unheard(stage).length;
    await stage.tierline.stop();
    const findings = [...onTickets, ...judgeDisk(stage, readDeskFile(stage.folder)), ...judgeRates(stage)];
    const outcome = { stage, kills: done, worked, touched, findings };
    for (const line of reportLines(outcome)) say(process.stdout, line);
    say(process.stdout, `${elapsed()} s`);
    if (!rested) say(process.stdout, "the server never came to rest");
    if (leftOut > 0) say(process.stdout, `${leftOut} tickets could not be judged: their events never arrived`);
    return findings.length === 0 && leftOut === 0 && rested;
  } finally {
    await stage.close();
  }
}

/** Spreads the kills over the run: each comes after its own random number of events. Ends when there were enough of both. */
async function killOften(stage: Stage): Promise<readonly Kill[]> {
  const reached = async (moment: number): Promise<void> => {
    while (stage.ledger.eventsNotBy(stage.integrationId) < moment) await wait(50);
  };
  const moments = Array.from({ length: kills }, (_, at) => ((at + 0.2 + 0.6 * random()) / kills) * events * 0.9);
  const aims = shuffled(Array.from({ length: kills }, (_, at) => AIMS[at % AIMS.length] ?? "any moment"));
  const done: Kill[] = [];
  for (const [at, moment] of moments.entries()) {
    await reached(moment);
    const one = await kill(stage, aims[at] ?? "any moment", random);
    done.push(one);
    const { phase, edited, readyMs } = one;
    const edit = edited ? ", its ticket edited meanwhile" : "";
    progress(`kill ${at + 1} of ${kills} ${phase}${edit}; ready again after ${readyMs.toFixed(0)} ms`);
  }
  await reached(events);
  return done;
}

/** Does what a faulty server would, and wants to be told. */
async function checkTheChecker(): Promise<boolean> {
  progress("checking the checker");
  let blind = 0;
  for (const { sabotage, expected, reported } of await rehearse(seed, random)) {
    const seen = reported.find(({ fault }) => fault === expected);
    if (seen === undefined) blind += 1;
    say(
      process.stdout,
      `${sabotage}: ${seen === undefined ? "NOT REPORTED" : `reported as "${expected}", ${seen.detail}`}`,
    );
  }
  say(process.stdout, blind === 0 ? "the checker sees every sabotage" : `the checker is blind to ${blind}`);
  return blind === 0;
}

function shuffled<Value>(list: readonly Value[]): readonly Value[] {
  return list
    .map((value) => ({ value, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

function progress(line: string): void {
  say(process.stderr, `${elapsed()} s: ${line}`);
}

function elapsed(): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}

function say(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}
