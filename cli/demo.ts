import { Writable } from "node:stream";
import type { Command } from "commander";
import type { Terms } from "../src/account/deps.ts";
import { type Instant, parseInstant } from "../src/core/time.ts";
import { bundleMappings } from "./bundle-mappings.ts";
import { CostMeter, costLines, costsAsPromised } from "./demo/cost.ts";
import { setEdgeStage } from "./demo/edge-stage.ts";
import { nextSteps } from "./demo/next-steps.ts";
import { play } from "./demo/play.ts";
import { type Row, readBack } from "./demo/read-back.ts";
import { TABLE_HEAD, ticketLines } from "./demo/report.ts";
import { restart } from "./demo/restart.ts";
import { type Stage, setStage } from "./demo/stage.ts";
import { DEMO_BEGINS, DEMO_ENDS, LONDON_BEGINS, LONDON_ENDS, LONDON_STORIES, STORIES } from "./demo/stories.ts";
import type { Story } from "./demo/story.ts";
import { ADMIN_CLIENT, openWorkspace, registerAdminClient } from "./demo/workspace.ts";
import { withExample } from "./example.ts";
import { OPERATOR_COMMANDS } from "./operator-commands.ts";
import { run } from "./run.ts";
import { fail, printJson, printLines, type Terminal } from "./terminal.ts";
import { readTerms } from "./terms.ts";

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly why?: boolean;
  readonly edge?: boolean;
  readonly port: number;
  readonly emulatorPort: number;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    command
      .option("--once", "end when the tickets are shown; exit code 0 only if every one is as expected")
      .option("--why", "under each ticket, the numbered steps that led to its due date")
      .option("--json", "print the tickets as JSON, and end")
      .option(
        "--edge",
        "on the Worker, as it runs on Cloudflare, instead of the Node server; it is restarted at the end",
      )
      .option("--port <port>", "where Tierline listens", Number, 8787)
      .option("--emulator-port <port>", "where the emulated Zendesk listens", Number, 8788),
    "tierline demo",
    "tierline demo --once",
    "tierline demo --edge --once",
  ).action((options: DemoOptions) => demo(options, terminal));
}

const NODE_BEGINS = [
  "An emulated Zendesk and a Tierline server start, each behind its own port, on one clock that the demo moves.",
];
const EDGE_BEGINS = [
  "An emulated Zendesk and the Worker start: `wrangler dev`, on workerd, with settings and storage in a temporary folder.",
  "The Worker's clock can't be moved: the account's records are dated as the stories have it, and whether an unanswered",
  "ticket is overdue is told, and compared, as of today.",
];

async function demo(options: DemoOptions, terminal: Terminal): Promise<void> {
  const stays = !options.once && !options.json;
  const say = (...lines: readonly string[]): void => {
    if (!options.json) printLines(terminal, lines);
  };
  const terms = await readTerms({});
  if (!terms.ok) return fail(terminal, terms.failure);
  const london = await readTerms({ zone: "Europe/London" });
  if (!london.ok) return fail(terminal, london.failure);

  say(...(options.edge ? EDGE_BEGINS : NODE_BEGINS));
  const ports = stays ? { tierline: options.port, emulator: options.emulatorPort } : { tierline: 0, emulator: 0 };
  const random = seeded(2026);
  const acme = { subdomain: "acme", begins: at(DEMO_BEGINS), ports, random };
  const worker = options.edge ? await setEdgeStage(acme) : null;
  const stage = worker ?? (await setStage({ ...acme, terms: terms.value }));
  try {
    await registerAdminClient(stage);
    const connect = `connect --subdomain acme --client-id tierline --admin-client-id ${ADMIN_CLIENT}`;
    say("", `tierline ${connect}`);
    await command(stage, terminal, options, connect.split(" "));
    const meter = new CostMeter(stage);
    const rows = await perform(stage, terminal, options, STORIES, DEMO_ENDS, meter);

    say("", "A second account reads the contract's GMT as the clocks of London, over the night in which they change.");
    const second = await openLondon(london.value, options, random);
    const londonRows = await connectQuietly(second, terminal)
      .then(() => perform(second, terminal, options, LONDON_STORIES, LONDON_ENDS, new CostMeter(second)))
      .finally(() => second.close());

    const all = [...rows, ...londonRows];
    const why = options.why ?? false;
    say("", "Every ticket, read back from the emulated Zendesk's REST API:", "", TABLE_HEAD);
    for (const row of rows) say(...ticketLines(row, terms.value.policy.zone, why));
    for (const row of londonRows) say(...ticketLines(row, london.value.policy.zone, why));
    const wrong = all.filter(({ differences }) => differences.length > 0).length;
    if (options.json) printJson(terminal, { tickets: all });
    say("", ...costLines(meter), "", `${all.length - wrong} of ${all.length} tickets are as the contract asks.`);
    if (wrong > 0 || !costsAsPromised(meter)) terminal.end(1);
    if (worker !== null) {
      const { lines, differences } = await restart(worker, new Map(rows.map((row) => [row.story.name, row.ticket])));
      say("", ...lines, ...differences.map((difference) => `  ✗ ${difference}`));
      if (differences.length > 0) terminal.end(1);
    }
    if (stays) {
      stage.clock.thaw();
      say("", ...(await openWorkspace(stage, "acme")), "", ...nextSteps(stage));
      await new Promise<void>((resolve) => {
        process.once("SIGINT", () => resolve());
        process.once("SIGTERM", () => resolve());
      });
    }
  } finally {
    await stage.close();
  }
}

/** Plays the stories: the first moment in shadow, everything after it live. */
async function perform(
  stage: Stage,
  terminal: Terminal,
  options: DemoOptions,
  stories: readonly Story[],
  ends: string,
  meter: CostMeter,
): Promise<readonly Row[]> {
  let moments = 0;
  const cast = await play(stage, stories, async (moment: Instant, played: number) => {
    moments += 1;
    await meter.begin(moment);
    if (moments === 2) {
      if (!options.json)
        printLines(terminal, ["", "The first ticket was decided in shadow: nothing is written to it yet."]);
      await command(stage, terminal, options, ["decisions"]);
      await command(stage, terminal, options, ["mode", "live"]);
      await stage.settle();
    }
    if (terminal.errors.isTTY) terminal.errors.write(`\r${played} of ${stories.length} tickets`);
  });
  if (terminal.errors.isTTY) terminal.errors.write("\r\u001b[K");
  stage.clock.advanceTo(at(ends));
  await stage.settle();
  await meter.begin(at(ends));
  return readBack(stage, stories, cast);
}

/** The second account: the same contract, read otherwise; at the edge that is a bundle of its own. */
async function openLondon(terms: Terms, { edge }: DemoOptions, random: () => number): Promise<Stage> {
  const ports = { tierline: 0, emulator: 0 };
  const london = { subdomain: "acme-london", begins: at(LONDON_BEGINS), ports, random };
  if (!edge) return setStage({ ...london, terms });
  const mappings = await bundleMappings((policy) => policy.replace("zone: Etc/GMT", "zone: Europe/London"));
  if (!mappings.ok) throw new Error(mappings.failure.message);
  return setEdgeStage({ ...london, mappings: JSON.stringify(mappings.value) });
}

async function connectQuietly(stage: Stage, terminal: Terminal): Promise<void> {
  await command(stage, terminal, { json: true }, ["connect", "--subdomain", "acme-london", "--client-id", "tierline"]);
}

/** Runs a tierline command as a person would, against the demo's server; with `--json` what it says is kept back. */
async function command(
  stage: Stage,
  terminal: Terminal,
  { json }: Pick<DemoOptions, "json">,
  args: readonly string[],
): Promise<void> {
  const connecting = args[0] === "connect" ? ["--zendesk-origin", stage.zendesk.origin] : [];
  await run(OPERATOR_COMMANDS, [...args, ...connecting, ...(json ? ["--json"] : [])], {
    ...terminal,
    output: json ? new Writable({ write: (_chunk, _encoding, done) => done() }) : terminal.output,
    environment: {
      TIERLINE_URL: stage.tierlineUrl,
      TIERLINE_OPERATOR_TOKEN: stage.operatorToken,
      TIERLINE_ZENDESK_CLIENT_SECRET: stage.zendesk.emulator.seed.client.secret,
    },
  });
}

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`not an instant: ${text}`);
  return instant;
}

/** A small generator (mulberry32), so that two runs of the demo are the same. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
