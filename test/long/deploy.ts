// Deploys this release over the one before while a helpdesk is busy, rolls it back, and deploys it again, each time on
// the same data with work in flight; checks in the end that nothing was lost, overwritten or written twice.
//   node test/long/deploy.ts [--seed N] [--from COMMIT] [--node] [--worker]
// The release before is taken out of git: the newest commit whose tables had fewer steps than now. Without its history, as
// in a shallow clone, nothing is run, and that is said. What is checked, and how, is the same as in test/long/kill.ts.
// On Workers both are bundled as for a deploy and run by `wrangler dev`; how Cloudflare moves an object from one version
// to the next is not to be had here.
import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomFrom } from "../support/business-questions.ts";
import { deploy, type Ending, lineOf } from "./deploy/deployments.ts";
import { type Release, Releases } from "./deploy/releases.ts";
import { withBrokenStep } from "./deploy/sabotage.ts";
import { onWorkers } from "./deploy/workers.ts";
import { touchUnheard, workDuring } from "./kill/day.ts";
import { readDeskFile } from "./kill/desk-file.ts";
import { judgeRates } from "./kill/rates.ts";
import { comeToRest, openStage, type StageOptions } from "./kill/stage.ts";
import { Witness } from "./kill/truth.ts";
import { type Finding, judgeDisk, judgeTickets, unheard } from "./kill/verdict.ts";

/** Work goes on for so long between two deployments. */
const BETWEEN_MS = 5_000;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    from: { type: "string" },
    node: { type: "boolean", default: false },
    worker: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const begun = performance.now();
const releases = new Releases();

// What it started ends with it.
process.once("SIGINT", () => process.exit(130));
try {
  const commit = values.from ?? (await releases.before());
  if (commit === null) {
    say("not run: the release before is not here. This clone has no history; in a full clone this program runs.");
  } else process.exitCode = (await run(commit)) ? 0 : 1;
} finally {
  releases.close();
}

async function run(commit: string): Promise<boolean> {
  const [before, now] = [await releases.checkOut(commit), releases.now()];
  say(`seed ${seed}; from ${before.name} to ${now.name}`);
  const both = values.node === values.worker;
  const places: readonly { readonly name: string; readonly options: StageOptions; readonly rate: number }[] = [
    ...(both || values.node ? [{ name: "Node", options: {}, rate: 100 }] : []),
    ...(both || values.worker ? [{ name: "Workers", options: { launch: onWorkers }, rate: 20 }] : []),
  ];
  let passed = true;
  for (const { name, options, rate } of places) {
    say(`── on ${name}`);
    // The second and the fourth roll back, to tables that the new release has expanded.
    const findings = await rehearse(before, { ...options, rate }, [
      { to: now, ending: "a clean stop" },
      { to: before, ending: "kill -9" },
      { to: now, ending: "kill -9" },
      { to: before, ending: "a clean stop" },
      { to: now, ending: "a clean stop" },
    ]);
    for (const { fault, ticketId, detail } of findings.slice(0, 20)) say(`${fault}: ${ticketId ?? ""} ${detail}`);
    passed &&= findings.length === 0;
  }
  return (await checkTheChecker(commit)) && passed;
}

/** Shows that a release whose tables don't only expand is found out when it is rolled back. */
async function checkTheChecker(commit: string): Promise<boolean> {
  const [before, broken] = [await releases.checkOut(commit), withBrokenStep(await releases.checkOut(commit))];
  say("── checking the checker");
  const findings = await rehearse(before, { rate: 20, restWithinMs: 20_000 }, [
    { to: broken, ending: "a clean stop" },
    { to: before, ending: "a clean stop" },
  ]);
  const faults = [...new Set(findings.map(({ fault }) => fault))];
  const seen = faults.includes("crashed");
  say(`${broken.name}: ${seen ? `reported as ${faults.join(", ")}` : "NOT REPORTED"}`);
  return seen;
}

interface Change {
  readonly to: Release;
  readonly ending: Ending;
}

/** Has people work while releases change places, and judges what is there in the end. */
async function rehearse(
  first: Release,
  { rate, restWithinMs, ...options }: StageOptions & { readonly rate: number; readonly restWithinMs?: number },
  changes: readonly Change[],
): Promise<readonly Finding[]> {
  const stage = await openStage(seed, { ...options, root: first.root });
  // An object on Workers is never told that its end is near.
  const stops = options.launch === undefined;
  try {
    await stage.disorder();
    await workDuring(stage, { random: randomFrom(seed), rate }, async () => {
      for (const { to, ending } of changes) {
        await wait(BETWEEN_MS);
        say(lineOf(await deploy(stage, to, stops ? ending : "kill -9")));
      }
      await wait(BETWEEN_MS);
    });
    const touched = await touchUnheard(stage);
    const rested = await comeToRest(stage, restWithinMs);
    const onTickets = await judgeTickets(stage, await Witness.for(stage));
    const leftOut = unheard(stage).length;
    await (stops ? stage.tierline.stop() : stage.tierline.kill());
    const findings = [...onTickets, ...judgeDisk(stage, readDeskFile(stage.folder)), ...judgeRates(stage)];
    const { ledger, staff, integrationId } = stage;
    say(
      `${staff.tickets.size} tickets, ${ledger.eventsNotBy(integrationId)} events by people, ${ledger.acknowledged().size} of all acknowledged; ` +
        `${touched} tickets whose last event found no server touched once more; ${findings.length} findings; ${elapsed()} s`,
    );
    const restless: readonly Finding[] = rested
      ? []
      : [{ fault: "left over", ticketId: null, detail: "the server never came to rest" }];
    const unjudged: readonly Finding[] =
      leftOut === 0 ? [] : [{ fault: "lost", ticketId: null, detail: `${leftOut} tickets' events never arrived` }];
    return [...findings, ...restless, ...unjudged];
  } finally {
    await stage.close();
  }
}

function elapsed(): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
