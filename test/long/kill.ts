// Kills a live Tierline at random moments while a helpdesk is busy, starts it again each time, and checks in the end
// that nothing was lost, nothing of anybody else's overwritten, and no note written twice.
//   node test/long/kill.ts [--seed N] [--kills 20] [--events 2000]
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
import { readDeskFile } from "./kill/desk-file.ts";
import { AIMS, type Kill, kill } from "./kill/killer.ts";
import { reportLines } from "./kill/report.ts";
import { rehearse } from "./kill/sabotage.ts";
import { type Step, writeScript } from "./kill/script.ts";
import type { Told } from "./kill/staff.ts";
import { comeToRest, openStage, type Stage } from "./kill/stage.ts";
import { Witness } from "./kill/truth.ts";
import { type Finding, judgeDisk, judgeTickets } from "./kill/verdict.ts";

const PEOPLE = 4;
/** By count over many scripts: what one ticket's life comes to, without the events that kills bring. */
const EVENTS_A_TICKET = 7.5;
/** At most; half of it in the middle. */
const PAUSE_MS = 500;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "20" },
    events: { type: "string", default: "2000" },
    sabotage: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const kills = Number(values.kills);
const events = Number(values.events);
const random = randomFrom(seed);
const begun = performance.now();

say(process.stdout, `seed ${seed}`);
const passed = (values.sabotage || (await run())) && (await checkTheChecker());
process.exitCode = passed ? 0 : 1;

async function run(): Promise<boolean> {
  const stage = await openStage(seed);
  try {
    await stage.disorder();
    const tickets = Math.ceil(events / EVENTS_A_TICKET);
    const scripts = Array.from({ length: PEOPLE }, () => writeScript(random, Math.ceil(tickets / PEOPLE)));
    const pauses = scripts.map(() => randomFrom(Math.floor(random() * 2 ** 31)));
    const work = Promise.all(scripts.map((script, person) => act(stage, script, pauses[person] ?? random)));
    const [done] = await Promise.all([killOften(stage, work), work]);
    progress("everybody is done; waiting for rest");
    const rested = await comeToRest(stage);
    const witness = await Witness.for(stage);
    const first = await judgeTickets(stage, witness);
    // Their last event was sent to a server that was down. One more edit each, and they must come right, too.
    for (const told of first.unheard) await stage.staff.edit(told, { kind: "tags", tag: "touched_again" });
    const restedAgain = await comeToRest(stage);
    const second = await judgeTickets(stage, witness);
    await stage.tierline.stop();
    const onDisk = judgeDisk(stage, readDeskFile(stage.folder));
    const findings = distinct([...first.findings, ...second.findings, ...onDisk]);
    for (const line of reportLines({ stage, kills: done, first, second, findings })) say(process.stdout, line);
    say(process.stdout, `${elapsed()} s`);
    const enough = stage.ledger.eventsNotBy(stage.integrationId) >= events && done.length === kills;
    if (!rested || !restedAgain) say(process.stdout, "the server never came to rest");
    if (!enough) say(process.stdout, "fewer events or kills than asked for: nothing is proved");
    return findings.length === 0 && second.unheard.length === 0 && rested && restedAgain && enough;
  } finally {
    await stage.close();
  }
}

/** What is found at both times is one finding. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Plays one person's part, each step at its own pace, whether the server is there or not. */
async function act({ staff }: Stage, script: readonly Step[], pause: () => number): Promise<void> {
  const tickets = new Map<number, Told>();
  for (const step of script) {
    await wait(pause() * PAUSE_MS);
    if ("opening" in step) tickets.set(step.life, await staff.open(step.opening));
    else {
      const told = tickets.get(step.life);
      if (told !== undefined) await staff.edit(told, step.edit);
    }
  }
}

/** Spreads the kills over the run: each comes after its own random number of events. */
async function killOften(stage: Stage, work: Promise<unknown>): Promise<readonly Kill[]> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  work.then(end, end);
  const moments = Array.from({ length: kills }, (_, at) => ((at + 0.2 + 0.6 * random()) / kills) * events * 0.9);
  const aims = shuffled(Array.from({ length: kills }, (_, at) => AIMS[at % AIMS.length] ?? "any moment"));
  const done: Kill[] = [];
  for (const [at, moment] of moments.entries()) {
    while (!over && stage.ledger.eventsNotBy(stage.integrationId) < moment) await wait(50);
    if (over) break;
    const one = await kill(stage, aims[at] ?? "any moment", random);
    done.push(one);
    const { phase, edited, readyMs } = one;
    const edit = edited ? ", its ticket edited meanwhile" : "";
    progress(`kill ${at + 1} of ${kills} ${phase}${edit}; ready again after ${readyMs.toFixed(0)} ms`);
  }
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
