// Sends Tierline what Zendesk never sent, or never sent so: a million requests in process, a hundred thousand over TCP,
// with ten thousand genuine ones mixed in each time. None of the forged may be accepted, answered 5xx or come as far as
// the storage; every genuine one is accepted and stored. Then puts mistakes into the way in, and shows that each is seen.
//   node test/long/forged.ts [--seed N] [--forged 1000000] [--tcp 100000] [--genuine 10000]
//   node test/long/forged.ts --sabotage     only the mistakes
//
// Each mutation is held against the contract by a verifier of its own: one that changed nothing is left out and counted.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { randomFrom } from "../support/business-questions.ts";
import { forgeInProcess } from "./forged/in-process.ts";
import { forgeOverTcp } from "./forged/over-tcp.ts";
import { reportLines } from "./forged/report.ts";
import { rehearse, SABOTAGES } from "./forged/sabotage.ts";
import type { Tally } from "./forged/tally.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    forged: { type: "string", default: "1000000" },
    tcp: { type: "string", default: "100000" },
    genuine: { type: "string", default: "10000" },
    sabotage: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const genuine = Number(values.genuine);
const others = { genuine, unusable: Math.ceil(genuine / 10), again: Math.ceil(genuine / 10) };

say(`seed ${seed}`);
const clean = values.sabotage || ((await inProcess()) && (await overTcp()));
process.exitCode = (await sabotaged()) && clean ? 0 : 1;

function inProcess(): Promise<boolean> {
  const counts = { ...others, forged: Number(values.forged) };
  return run("in process", (progress) => forgeInProcess(counts, randomFrom(seed), { progress }));
}

function overTcp(): Promise<boolean> {
  const counts = { ...others, forged: Number(values.tcp) };
  return run("over TCP", (progress) => forgeOverTcp(counts, randomFrom(seed), progress));
}

async function run(way: string, send: (progress: (sent: number) => void) => Promise<Tally>): Promise<boolean> {
  const begun = performance.now();
  const elapsed = () => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
  say(`${way}:`);
  const tally = await send((sent) => process.stderr.write(`${sent} ${way} after ${elapsed()}\n`));
  for (const line of reportLines(tally)) say(line);
  say(`${way}: ${tally.faults.size === 0 ? "nothing wrong" : `${tally.faults.size} kinds of faults`}, ${elapsed()}`);
  return tally.faults.size === 0;
}

async function sabotaged(): Promise<boolean> {
  let blind = 0;
  for (const sabotage of SABOTAGES) {
    const seen = await rehearse(sabotage, seed);
    if (seen === null) blind += 1;
    say(`${sabotage.name}: ${seen === null ? "NOT REPORTED" : `reported, ${seen}`}`);
  }
  say(blind === 0 ? "the checker sees every sabotage" : `the checker is blind to ${blind} of ${SABOTAGES.length}`);
  return blind === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
