// Plays the whole demo through the Worker under `wrangler dev`, as `npm start -- --edge` does: every ticket and issue must
// end as it does on Node, and what the Worker stored must survive its restart. Then the check of the checker: a Worker
// that has lost what it stored must be noticed.
//   node test/long/edge.ts [--sabotage]     with it only the check of the checker
import { rmSync } from "node:fs";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { COMMANDS } from "../../cli/commands.ts";
import { setEdgeStage } from "../../cli/demo/edge-stage.ts";
import { play } from "../../cli/demo/play.ts";
import { restart } from "../../cli/demo/restart.ts";
import { STORIES } from "../../cli/demo/stories.ts";
import { ticketsWitness } from "../../cli/demo/witness-tickets.ts";
import { run } from "../../cli/run.ts";
import type { ExitCode } from "../../cli/terminal.ts";
import { instant } from "../../src/core/time.ts";
import { live } from "../support/edge.ts";

const begun = performance.now();
const only = process.argv.includes("--sabotage");
const passed = (only || (await demoPasses())) && (await lossIsNoticed());
process.stdout.write(`${Math.round((performance.now() - begun) / 1000)} s\n`);
process.exitCode = passed ? 0 : 1;

/** Prints how the demo ended; of tickets and issues only those that are wrong. */
async function demoPasses(): Promise<boolean> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let code: ExitCode = 0;
  const printed = text(output);
  await run(COMMANDS, ["demo", "--edge", "--once"], {
    input,
    output,
    errors: process.stderr,
    environment: {},
    fetch,
    now: () => instant(Date.now()),
    wait: () => Promise.resolve(),
    end: (given) => {
      code = given;
    },
  });
  output.end();
  const shown = await printed;
  const [, ending = shown] = /\n(\d+ of \d+ tickets[\s\S]*)/.exec(shown) ?? [];
  const wrong = shown.split("\n").filter((line) => line.trimStart().startsWith("✗"));
  process.stdout.write(`${[...new Set([...wrong, ...ending.trimEnd().split("\n")])].join("\n")}\n`);
  return code === 0 && ending !== shown;
}

async function lossIsNoticed(): Promise<boolean> {
  const stories = STORIES.filter(({ name }) => name === "severity by default");
  const stage = await setEdgeStage({
    subdomain: "acme",
    begins: instant(Date.parse("2026-12-08T08:00:00Z")),
    ports: { tierline: 0, emulator: 0 },
    random: Math.random,
  });
  try {
    await live(stage);
    const cast = await play(stage, stories, () => undefined);
    const { worker } = stage;
    const start = worker.start.bind(worker);
    worker.start = () => {
      rmSync(worker.state, { recursive: true });
      return start();
    };
    const noticed = await restart(stage, [ticketsWitness(stage, cast)]).then(
      ({ differences }) => differences.length > 0,
      () => true,
    );
    process.stdout.write(`a Worker that lost what it had stored is ${noticed ? "" : "NOT "}noticed\n`);
    return noticed;
  } finally {
    await stage.close();
  }
}
