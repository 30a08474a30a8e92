// How many events a second each server takes, side by side: every round starts with another, and ratios are taken within
// a round. Prints a Markdown section.
//   node bench/ingest/main.ts [ROUNDS [SECONDS]]
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, spread, table } from "../figures.ts";
import type { Account } from "./contestant.ts";
import { type Address, signedRequests } from "./event.ts";
import { CONNECTIONS, type Load, loadGenerator, type Run } from "./load.ts";

const [rounds = 5, seconds = 3] = process.argv.slice(2).map(Number);
/** More than any of them answers in one run: a request sent twice would be dropped as a duplicate, which is cheaper. */
const REQUESTS_PER_SECOND = 20_000;
const WARM_UP_SECONDS = 2;

interface Contestant {
  readonly name: string;
  readonly child: ChildProcess;
  readonly address: Address;
  readonly runs: (Run & { readonly perSecond: number; readonly cpu: number })[];
}

const BASE = "bare Hono, POST ok";
const FILES = [
  ["`node:http`, POST ok", "node-http.ts"],
  [BASE, "hono.ts"],
  ["Hono, reads the body", "hono.ts", "--read"],
  ["`node:http`, the least that verifies, parses, commits", "least.ts"],
  ["**Tierline**: verify, parse, dedupe, commit `FULL`", "tierline.ts"],
] as const;

const scratch = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "tierline-bench-"));
const contestants = await Promise.all(FILES.map(([name, file, ...options]) => start(name, file, options)));
try {
  const { name, load } = await loadGenerator(scratch);
  for (const contestant of contestants) await measure(contestant, load, WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < contestants.length; i += 1) {
      const contestant = contestants[(i + round) % contestants.length];
      if (contestant === undefined) continue;
      const run = await measure(contestant, load, seconds);
      contestant.runs.push(run);
      process.stderr.write(
        `round ${round + 1}: ${contestant.name}: ${run.perSecond.toFixed(0)}/s, p99 ${run.p99.toFixed(1)} ms\n`,
      );
    }
  }
  console.log(report(name));
} finally {
  for (const { child } of contestants) child.disconnect();
  rmSync(scratch, { recursive: true });
}

async function start(name: string, file: string, options: readonly string[]): Promise<Contestant> {
  const child = fork(join(import.meta.dirname, file), options);
  const [address] = (await once(child, "message")) as [Address];
  return { name, child, address, runs: [] };
}

async function measure(
  { name, child, address }: Contestant,
  load: Load,
  length: number,
): Promise<Contestant["runs"][number]> {
  const count = length * REQUESTS_PER_SECOND;
  const requests = signedRequests(count, address);
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

function report(generator: string): string {
  const base = contestants.find(({ name }) => name === BASE)?.runs ?? [];
  const rows = contestants.map(({ name, runs }) => {
    const ratio = (of: "perSecond" | "cpu" | "p99") =>
      runs.map((run, round) => run[of] / (base[round]?.[of] ?? Number.NaN));
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
  return `## Ingest on Node over loopback

${CONNECTIONS} connections, distinct signed Zendesk events of 2 kB, ${generator}; median of ${rounds} runs of ${seconds} s (least–most).
Ratios are to bare Hono in the same round; processor time is the server's, per request. "The least" leaves out the framework,
every check but the signature, and all of a Desk but one table with one column: how near anything on this disk could come.

${table(["server", "requests/s, ratio", "processor time, ratio", "µs each", "requests/s", "p50 ms", "p99 ms", "p99, ratio"], rows)}
`;
}
