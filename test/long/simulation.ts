// Runs many small worlds, each with the whole system in it, under a virtual clock and every fault that applies; checks
// all along that nothing is lost, wrong, doubled or overwritten, and in the end that everything comes right by itself.
// Then puts mistakes into the system, one at a time, and shows which check finds each.
//   node test/long/simulation.ts [--seeds 220] [--from 1] [--events 500] [--threads 2]
//   node test/long/simulation.ts --seed N [--history]     one world again, with all that happened in it
//   node test/long/simulation.ts --worlds                 only the worlds
//   node test/long/simulation.ts --bugs [--only WORDS]    only the mistakes, or those with these words in their names
//
// What it can't show: a power cut (a crash here loses nothing that was committed), Cloudflare's own storage, and what a
// live Zendesk does that the emulator doesn't. Within a seed all is determined but the nonces of sealed secrets.
import { parseArgs } from "node:util";
import type { Bug } from "../sim/bugs/bug.ts";
import { BUGS } from "../sim/bugs/hunt.ts";
import { type Finding, workOff } from "../sim/crew.ts";
import { complaintOf, faultLines, idleFaults, worldLines } from "../sim/report.ts";
import { CROWDED, hasGithub, hasMappingInGit, type Outcome, simulate } from "../sim/simulation.ts";

const MOST_SEEDS_A_BUG = 60;
/** From so many worlds on every fault has to have happened: one that never does shows nothing. */
const WORLDS_FOR_EVERY_FAULT = 100;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    history: { type: "boolean", default: false },
    seeds: { type: "string", default: "220" },
    from: { type: "string", default: "1" },
    events: { type: "string", default: "500" },
    threads: { type: "string", default: "2" },
    worlds: { type: "boolean", default: false },
    bugs: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const events = Number(values.events);
const threads = Number(values.threads);
const begun = performance.now();

if (values.seed !== undefined) process.exitCode = (await replay(Number(values.seed))) ? 0 : 1;
else {
  const right = values.bugs || (await worlds());
  const caught = values.worlds || (await mistakes());
  process.exitCode = right && caught ? 0 : 1;
}

async function replay(seed: number): Promise<boolean> {
  const outcome = await simulate({ seed, events, keep: values.history });
  for (const line of outcome.lines) say(line);
  say(`seed ${seed}: ${outcome.events} events, ${outcome.calls} calls, history ${outcome.digest}`);
  if (outcome.complaint !== null) say(complaintOf(outcome, events));
  return outcome.complaint === null;
}

async function worlds(): Promise<boolean> {
  const [from, count] = [Number(values.from), Number(values.seeds)];
  const outcomes: Outcome[] = [];
  const tasks = Array.from({ length: count }, (_, index) => ({ kind: "world", seed: from + index, events }) as const);
  await workOff(tasks, threads, (one) => {
    if (one.kind !== "world") return;
    outcomes.push(one.outcome);
    if (one.outcome.complaint !== null) say(complaintOf(one.outcome, events));
    progress(`${outcomes.length} of ${count} worlds`);
  });
  for (const line of faultLines(outcomes)) say(line);
  for (const line of worldLines(outcomes)) say(line);
  say(`after ${elapsed()}`);
  const idle = count < WORLDS_FOR_EVERY_FAULT ? [] : idleFaults(outcomes);
  for (const fault of idle) say(`✗ never happened: ${fault}`);
  return idle.length === 0 && outcomes.every(({ complaint }) => complaint === null);
}

async function mistakes(): Promise<boolean> {
  const caught = new Map<string, Extract<Finding, { kind: "bug" }>["by"]>();
  const all = Array.from({ length: MOST_SEEDS_A_BUG * CROWDED }, (_, index) => index + 1);
  const seeds = ({ inCrowds, onGithub, inGit }: Bug) =>
    all
      .filter((seed) => (!inCrowds || seed % CROWDED === 0) && (!onGithub || hasGithub(seed)))
      .filter((seed) => !inGit || hasMappingInGit(seed))
      .slice(0, MOST_SEEDS_A_BUG);
  const bugs = BUGS.filter(({ name }) => name.includes(values.only));
  const tasks = bugs.map((bug) => ({ kind: "bug", name: bug.name, seeds: seeds(bug) }) as const);
  await workOff(tasks, threads, (one) => {
    if (one.kind !== "bug") return;
    caught.set(one.name, one.by);
    progress(`${caught.size} of ${bugs.length} mistakes, ${one.name}: ${one.by?.check ?? "not caught"},`);
  });
  for (const { name } of bugs) {
    const by = caught.get(name) ?? null;
    say(by === null ? `✗ not caught: ${name}` : `caught: ${name} → ${by.check} (seed ${by.seed})`);
  }
  const count = [...caught.values()].filter((by) => by !== null).length;
  say(`${count} of ${bugs.length} seeded bugs caught, after ${elapsed()}`);
  return count === bugs.length;
}

function elapsed(): string {
  return `${((performance.now() - begun) / 1000).toFixed(0)} s`;
}

function progress(text: string): void {
  process.stderr.write(`${text} after ${elapsed()}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
