// Runs many small worlds, each with the whole system in it, under a virtual clock and every fault that applies; checks
// all along that nothing is lost, wrong, doubled or overwritten, and in the end that everything comes right by itself.
// Then puts mistakes into the system, one at a time, and shows which check finds each.
//   node test/long/simulation.ts [--seeds 220] [--from 1] [--events 500]
//   node test/long/simulation.ts --seed N [--history]     one world again, with all that happened in it
//   node test/long/simulation.ts --bugs                   only the mistakes
//
// What it can't show: a power cut (a crash here loses nothing that was committed), Cloudflare's own storage, and what a
// live Zendesk does that the emulator doesn't. Within a seed all is determined but the nonces of sealed secrets.
import { parseArgs } from "node:util";
import { BUGS, type Caught, hunt } from "../sim/bugs/hunt.ts";
import { ZEROS } from "../sim/checks/zeros.ts";
import { type Outcome, simulate } from "../sim/simulation.ts";
import type { Fault, Tally } from "../sim/weather.ts";

const MOST_SEEDS_A_BUG = 60;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    history: { type: "boolean", default: false },
    seeds: { type: "string", default: "220" },
    from: { type: "string", default: "1" },
    events: { type: "string", default: "500" },
    bugs: { type: "boolean", default: false },
  },
});
const events = Number(values.events);
const begun = performance.now();

if (values.seed !== undefined) process.exitCode = (await replay(Number(values.seed))) ? 0 : 1;
else {
  const right = values.bugs || (await worlds());
  const caught = await mistakes();
  process.exitCode = right && caught ? 0 : 1;
}

async function replay(seed: number): Promise<boolean> {
  const outcome = await simulate({ seed, events, keep: values.history });
  for (const line of outcome.lines) say(line);
  say(`seed ${seed}: ${outcome.events} events, ${outcome.calls} calls, history ${outcome.digest}`);
  if (outcome.complaint !== null) say(complaintOf(outcome));
  return outcome.complaint === null;
}

async function worlds(): Promise<boolean> {
  const outcomes: Outcome[] = [];
  const [from, count] = [Number(values.from), Number(values.seeds)];
  for (let seed = from; seed < from + count; seed++) {
    const outcome = await simulate({ seed, events });
    outcomes.push(outcome);
    if (outcome.complaint !== null) say(complaintOf(outcome));
    progress(`${outcomes.length} of ${count} worlds`);
  }
  for (const line of reportLines(outcomes)) say(line);
  return outcomes.every(({ complaint }) => complaint === null);
}

async function mistakes(): Promise<boolean> {
  const caught: Caught[] = [];
  const seeds = Array.from({ length: MOST_SEEDS_A_BUG }, (_, index) => index + 1);
  for (const bug of BUGS) {
    const found = await hunt(bug, seeds);
    caught.push(found);
    const { by } = found;
    say(by === null ? `NOT caught: ${bug.name}` : `caught: ${bug.name} → ${by.check} (seed ${by.seed})`);
    progress(`${caught.length} of ${BUGS.length} mistakes`);
  }
  const count = caught.filter(({ by }) => by !== null).length;
  say(`${count} of ${caught.length} seeded bugs caught, after ${elapsed()}`);
  return count === caught.length;
}

function reportLines(outcomes: readonly Outcome[]): readonly string[] {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const complaints = outcomes.flatMap(({ complaint }) => complaint?.check ?? []);
  const zeros = ZEROS.map(([word, checks]) => `${complaints.filter((check) => checks.includes(check)).length} ${word}`);
  const slowest = Math.max(...outcomes.map(({ convergedIn }) => convergedIn)) / 1000;
  return [
    `${outcomes.length} worlds, ${outcomes.filter(({ sweeps }) => sweeps).length} of them with the sweep; ${sum((one) => one.tickets)} tickets, ${sum((one) => one.events)} events of changes that were not ours`,
    `${sum((one) => one.calls)} calls of the API, ${sum((one) => one.writes)} writes that took effect, ${sum((one) => one.lives)} lives of the process`,
    `looks ended: ${counted(outcomes.map(({ looks }) => looks))}`,
    `every world came right within ${slowest} s of virtual time, where 720 s are allowed`,
    "fault: attempted, effective",
    ...faultLines(outcomes),
    `${zeros.join(", ")}; ${complaints.length} complaints in all, after ${elapsed()}`,
  ];
}

function faultLines(outcomes: readonly Outcome[]): readonly string[] {
  const totals = new Map<Fault, Tally>();
  for (const { faults } of outcomes) {
    for (const [fault, { attempted, effective }] of faults) {
      const total = totals.get(fault) ?? { attempted: 0, effective: 0 };
      totals.set(fault, { attempted: total.attempted + attempted, effective: total.effective + effective });
    }
  }
  return [...totals].map(([fault, { attempted, effective }]) => `  ${fault}: ${attempted}, ${effective}`);
}

function counted(maps: readonly ReadonlyMap<string, number>[]): string {
  const totals = new Map<string, number>();
  for (const [name, count] of maps.flatMap((map) => [...map])) totals.set(name, (totals.get(name) ?? 0) + count);
  return [...totals].map(([name, count]) => `${count} ${name}`).join(", ");
}

function complaintOf({ seed, complaint }: Outcome): string {
  const { check, detail, at } = complaint ?? { check: "nothing", detail: "", at: 0 };
  const again = `node test/long/simulation.ts --seed ${seed} --events ${events} --history`;
  return `✗ ${check}: ${detail}\n  at ${new Date(at).toISOString()} in seed ${seed}; again: ${again}`;
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
