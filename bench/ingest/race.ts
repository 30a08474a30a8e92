import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, spread, table } from "../figures.ts";
import type { Account } from "./contestant.ts";
import type { Address, Events } from "./event.ts";
import { answerTo, CONNECTIONS, type Load, loadGenerator, type Run } from "./load.ts";

const WARM_UP_SECONDS = 2;

/** A server under test: its name in the table, the file that is started, and its options. */
export type Entrant = readonly [name: string, file: string, ...options: readonly string[]];

export interface Race {
  readonly events: Events;
  readonly entrants: readonly Entrant[];
  /** The one that all ratios are to. */
  readonly base: string;
  readonly rounds: number;
  readonly seconds: number;
}

export interface Outcome {
  /** How it was measured, in words. */
  readonly how: string;
  /** In Markdown. */
  readonly table: string;
  /** One's requests a second as a multiple of another's, within a round. */
  ratio(of: string, to: string): string;
}

interface Contestant {
  readonly name: string;
  readonly child: ChildProcess;
  readonly address: Address;
  readonly runs: (Run & { readonly perSecond: number; readonly cpu: number })[];
}

/** Runs them side by side: every round starts with another, and ratios are taken within a round. */
export async function race({ events, entrants, base, rounds, seconds }: Race): Promise<Outcome> {
  const scratch = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "tierline-bench-"));
  const contestants = await Promise.all(entrants.map(start));
  try {
    const { name, load } = await loadGenerator(scratch);
    for (const contestant of contestants) {
      await refusesForgery(contestant, events);
      await measure(contestant, events, load, WARM_UP_SECONDS);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (let i = 0; i < contestants.length; i += 1) {
        const contestant = contestants[(i + round) % contestants.length];
        if (contestant === undefined) continue;
        const run = await measure(contestant, events, load, seconds);
        contestant.runs.push(run);
        process.stderr.write(
          `round ${round + 1}: ${contestant.name}: ${run.perSecond.toFixed(0)}/s, p99 ${run.p99.toFixed(1)} ms\n`,
        );
      }
    }
    const how = `${CONNECTIONS} connections, ${events.name}, ${name}; median of ${rounds} runs of ${seconds} s (least–most).`;
    return {
      how,
      table: results(contestants, base),
      ratio: (of, to) => spread(perRound(runsOf(contestants, of), runsOf(contestants, to), "perSecond")),
    };
  } finally {
    for (const { child } of contestants) child.disconnect();
    rmSync(scratch, { recursive: true });
  }
}

async function start([name, file, ...options]: Entrant): Promise<Contestant> {
  const child = fork(join(import.meta.dirname, file), options);
  const address = await new Promise<Address>((resolve, reject) => {
    child.once("message", (said) => resolve(said as Address));
    child.once("exit", (code) => reject(new Error(`${name} ended before it was ready (exit ${code})`)));
  });
  return { name, child, address, runs: [] };
}

/** Whoever has a secret has to look: an event that another secret has signed is told so. */
async function refusesForgery({ name, address }: Contestant, events: Events): Promise<void> {
  if (address.secret === null) return;
  const forged = events.signedRequests(1, { ...address, secret: `${address.secret}, almost` });
  const status = await answerTo(forged, address);
  if (status < 400 || status >= 500)
    throw new Error(`${name} answered ${status} to an event that it should not believe`);
}

async function measure(
  { name, child, address }: Contestant,
  events: Events,
  load: Load,
  length: number,
): Promise<Contestant["runs"][number]> {
  const count = length * events.mostPerSecond;
  const requests = events.signedRequests(count, address);
  const before = await ask(child);
  const run = await load(address, requests, count, length);
  const after = await ask(child);
  if (run.failed > 0) throw new Error(`${name} refused ${run.failed} of ${run.requests} requests`);
  const taken = after.accepted === null ? run.requests : after.accepted - (before.accepted ?? 0);
  // At the end of a run requests are under way whose answers nobody counts any more.
  if (taken < run.requests || taken > run.requests + CONNECTIONS)
    throw new Error(`${name} answered ${run.requests} requests and took in ${taken} events`);
  return { ...run, perSecond: run.requests / run.seconds, cpu: (after.cpu - before.cpu) / run.requests };
}

async function ask(child: ChildProcess): Promise<Account> {
  child.send("how much?");
  const [account] = (await once(child, "message")) as [Account];
  return account;
}

type Measure = "perSecond" | "cpu" | "p99";

function perRound(runs: Contestant["runs"], to: Contestant["runs"], of: Measure): number[] {
  return runs.map((run, round) => run[of] / (to[round]?.[of] ?? Number.NaN));
}

function runsOf(contestants: readonly Contestant[], name: string): Contestant["runs"] {
  return contestants.find((contestant) => contestant.name === name)?.runs ?? [];
}

function results(contestants: readonly Contestant[], base: string): string {
  const first = runsOf(contestants, base);
  const rows = contestants.map(({ name, runs }) => {
    const ratio = (of: Measure) => perRound(runs, first, of);
    return [
      name,
      spread(ratio("perSecond")),
      spread(ratio("cpu")),
      median(runs.map((run) => run.cpu)).toFixed(0),
      median(runs.map((run) => run.perSecond)).toFixed(0),
      median(runs.map((run) => run.p50)).toFixed(1),
      median(runs.map((run) => run.p99)).toFixed(1),
      spread(ratio("p99")),
    ];
  });
  const head = [
    "server",
    "requests/s, ratio",
    "processor time, ratio",
    "µs each",
    "requests/s",
    "p50 ms",
    "p99 ms",
    "p99, ratio",
  ];
  return table(head, rows);
}
