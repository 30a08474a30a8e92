// Attacks Tierline on Node with connections that are slow on purpose, and asks all the while what an honest sender asks:
// every 100 ms a signed delivery and a /livez, each on a connection of its own. None may fail, none may wait long; the
// server cuts the slow ones off, and holds none of them when the attack is over.
//   node test/long/slow.ts [--seconds 60] [--connections 1000] [--only NAME]
//   node test/long/slow.ts --sabotage     only the check of the checker
// The attacks are played here: slow headers (slowloris), slow body (R-U-D-Y), slow read. Where slowhttptest is installed,
// it attacks as well, as long each time; where it isn't, that is said and the run goes by the attacks played here.
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { attack, TACTICS } from "./slow/attacks.ts";
import { rehearse, SABOTAGES } from "./slow/sabotage.ts";
import { INSTALL, MODES, runSlowhttptest, slowhttptestIsThere } from "./slow/slowhttptest.ts";
import { complaints, type Outcome, reportLines } from "./slow/verdict.ts";
import { openVictim, type Victim } from "./slow/victim.ts";
import { watch } from "./slow/watch.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    connections: { type: "string", default: "1000" },
    only: { type: "string", default: "" },
    sabotage: { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
/** The attackers are gone by then; an idle connection of a sender lives for five seconds. */
const AFTERWARDS_MS = 20_000;
const CALM_S = 10;

const withstood = values.sabotage || (await attackAll());
process.exitCode = (values.only !== "" || (await sabotaged())) && withstood ? 0 : 1;

async function attackAll(): Promise<boolean> {
  const victim = await openVictim();
  try {
    let right = judge(await calm(victim));
    for (const name of keysOf(TACTICS).filter(wanted)) right = judge(await played(victim, name)) && right;
    if (!slowhttptestIsThere()) say(INSTALL);
    else for (const name of keysOf(MODES).filter(wanted)) right = judge(await bySlowhttptest(victim, name)) && right;
    return right;
  } finally {
    await victim.close();
  }
}

/** What to compare with. */
async function calm(victim: Victim): Promise<Outcome> {
  const observed = await watch(victim, wait(CALM_S * 1000));
  return { ...observed, name: "nobody attacks", cut: null, left: await leftOver(victim) };
}

async function played(victim: Victim, name: keyof typeof TACTICS): Promise<Outcome> {
  progress(name);
  const attacker = attack(victim, TACTICS[name], connections);
  const observed = await watch(victim, wait(seconds * 1000));
  const cut = attacker.cut();
  attacker.stop();
  return { ...observed, name, cut, left: await leftOver(victim) };
}

async function bySlowhttptest(victim: Victim, name: keyof typeof MODES): Promise<Outcome> {
  progress(name);
  const running = repeated(name, victim);
  const observed = await watch(victim, running);
  return { ...observed, name: `${name}; it says: ${await running}`, cut: null, left: await leftOver(victim) };
}

/** It ends as soon as all its connections are cut, so it is started again until the time is over. @returns its last words */
async function repeated(name: keyof typeof MODES, victim: Victim): Promise<string> {
  const until = performance.now() + seconds * 1000;
  let words = "";
  for (let rest = seconds; rest > 0; rest = Math.ceil((until - performance.now()) / 1000)) {
    words = await runSlowhttptest(name, victim, connections, rest);
  }
  return words;
}

/** Connections that the server holds when everybody has gone, and had time to be noticed. */
async function leftOver(victim: Victim): Promise<number | null> {
  const begun = performance.now();
  let left = victim.connections();
  while (left !== null && left > 0 && performance.now() - begun < AFTERWARDS_MS) {
    await wait(100);
    left = victim.connections();
  }
  return left;
}

async function sabotaged(): Promise<boolean> {
  let blind = 0;
  for (const sabotage of SABOTAGES) {
    const seen = await rehearse(sabotage);
    if (!seen) blind += 1;
    say(`${sabotage.name}: ${seen ? "reported" : "NOT REPORTED"}`);
  }
  say(blind === 0 ? "the checker sees every sabotage" : `the checker is blind to ${blind} of ${SABOTAGES.length}`);
  return blind === 0;
}

function judge(outcome: Outcome): boolean {
  for (const line of reportLines(outcome)) say(line);
  return complaints(outcome).length === 0;
}

function wanted(name: string): boolean {
  return name.includes(values.only);
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[];
}

function progress(line: string): void {
  process.stderr.write(`${line} for ${seconds} s\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
