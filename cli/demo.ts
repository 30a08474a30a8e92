import type { Command } from "commander";
import type { Terms } from "../src/account/deps.ts";
import { type Instant, parseInstant } from "../src/core/time.ts";
import { bundleMappings } from "./bundle-mappings.ts";
import { connectGithub } from "./demo/connect-github.ts";
import { CostMeter, costLines, costsAsPromised } from "./demo/cost.ts";
import { setEdgeStage } from "./demo/edge-stage.ts";
import { type GithubStage, openGithub } from "./demo/github-stage.ts";
import { ISSUE_STORIES, ISSUES_ARRIVE, ISSUES_END } from "./demo/issue-stories.ts";
import { githubSteps, nextSteps } from "./demo/next-steps.ts";
import { play } from "./demo/play.ts";
import { type IssueCast, playIssues } from "./demo/play-issues.ts";
import { type Row, readBack } from "./demo/read-back.ts";
import { ISSUE_TABLE_HEAD, issueLines, readIssues } from "./demo/read-issues.ts";
import { TABLE_HEAD, ticketLines } from "./demo/report.ts";
import { restart } from "./demo/restart.ts";
import { type Stage, setStage } from "./demo/stage.ts";
import { DEMO_BEGINS, DEMO_ENDS, LONDON_BEGINS, LONDON_ENDS, LONDON_STORIES, STORIES } from "./demo/stories.ts";
import type { Story } from "./demo/story.ts";
import { typed } from "./demo/typed.ts";
import { issuesWitness } from "./demo/witness-issues.ts";
import { ticketsWitness } from "./demo/witness-tickets.ts";
import { ADMIN_CLIENT, openWorkspace, registerAdminClient } from "./demo/workspace.ts";
import { withExample } from "./example.ts";
import { fail, printJson, printLines, type Terminal } from "./terminal.ts";
import { readTerms } from "./terms.ts";

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly why?: boolean;
  readonly edge?: boolean;
  readonly port: number;
  readonly emulatorPort: number;
  readonly githubPort: number;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    command
      .option("--once", "end when all is shown; exit code 0 only if every ticket and issue is as expected")
      .option("--why", "under each ticket, the numbered steps that led to its due date")
      .option("--json", "print tickets and issues as JSON, and end")
      .option(
        "--edge",
        "on the Worker, as it runs on Cloudflare, instead of the Node server; it is restarted at the end",
      )
      .option("--port <port>", "where Tierline listens", Number, 8787)
      .option("--emulator-port <port>", "where the emulated Zendesk listens", Number, 8788)
      .option("--github-port <port>", "where the emulated GitHub listens", Number, 8789),
    "tierline demo",
    "tierline demo --once",
    "tierline demo --edge --once",
  ).action((options: DemoOptions) => demo(options, terminal));
}

const NODE_BEGINS = [
  "An emulated Zendesk, an emulated GitHub and one Tierline server for both start, each behind its own port, on one clock",
  "that the demo moves.",
];
const EDGE_BEGINS = [
  "An emulated Zendesk, an emulated GitHub and one Worker for both start: `wrangler dev`, on workerd, with settings and",
  "storage in a temporary folder. The Worker's clock can't be moved: what people do is dated as the stories have it, and",
  "whether an unanswered ticket or issue is overdue is told, and compared, as of today.",
];

const UNHURRIED = ["Its writes keep the distance from each other that GitHub asks for: this takes half a minute."];

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
  let github: GithubStage | null = null;
  try {
    await registerAdminClient(stage);
    const connect = `connect --subdomain acme --client-id tierline --admin-client-id ${ADMIN_CLIENT}`;
    say("", `tierline ${connect}`);
    await typed(stage, terminal, options.json ?? false, connect.split(" "));
    const meter = new CostMeter(stage);
    const rows = await perform(stage, terminal, options, STORIES, DEMO_ENDS, meter);

    say("", "A second account reads the contract's GMT as the clocks of London, over the night in which they change.");
    const second = await openLondon(london.value, options, random);
    const londonRows = await connectQuietly(second, terminal)
      .then(() => perform(second, terminal, options, LONDON_STORIES, LONDON_ENDS, new CostMeter(second)))
      .finally(() => second.close());

    github = await openGithub(stage, stays ? options.githubPort : 0, random);
    const opened = await performIssues(stage, github, terminal, options);
    const issues = await readIssues(stage, github, ISSUE_STORIES, opened);

    const all = [...rows, ...londonRows];
    const why = options.why ?? false;
    say("", "Every ticket, read back from the emulated Zendesk's REST API:", "", TABLE_HEAD);
    for (const row of rows) say(...ticketLines(row, terms.value.policy.zone, why));
    for (const row of londonRows) say(...ticketLines(row, london.value.policy.zone, why));
    say("", "Every issue, read back from the emulated GitHub's REST API, its due date from Tierline's one comment:");
    say("", ISSUE_TABLE_HEAD);
    for (const row of issues) say(...issueLines(row, terms.value.policy.zone));
    const wrong = [...all, ...issues].filter(({ differences }) => differences.length > 0).length;
    if (options.json) printJson(terminal, { tickets: all, issues });
    const right = `${rightOf(all)} tickets and ${rightOf(issues)} issues`;
    say("", ...costLines(meter), "", `${right} are as the contract asks.`);
    if (wrong > 0 || !costsAsPromised(meter)) terminal.end(1);
    if (worker !== null) {
      const cast = new Map(rows.map((row) => [row.story.name, row.ticket]));
      const witnesses = [ticketsWitness(worker, cast), issuesWitness(github, opened)];
      const { lines, differences } = await restart(worker, witnesses);
      say("", ...lines, ...differences.map((difference) => `  ✗ ${difference}`));
      if (differences.length > 0) terminal.end(1);
    }
    if (stays) {
      stage.clock.thaw();
      say("", ...(await openWorkspace(stage, "acme")), "", ...nextSteps(stage, githubSteps(github.github)));
      await new Promise<void>((resolve) => {
        process.once("SIGINT", () => resolve());
        process.once("SIGTERM", () => resolve());
      });
    }
  } finally {
    await github?.github.close();
    await stage.close();
  }
}

const rightOf = (rows: readonly { readonly differences: readonly string[] }[]): string =>
  `${rows.filter(({ differences }) => differences.length === 0).length} of ${rows.length}`;

/** Opens a GitHub beside the stage, connects it to the same server, and plays the issues. */
async function performIssues(
  stage: Stage,
  beside: GithubStage,
  terminal: Terminal,
  { json, edge }: DemoOptions,
): Promise<IssueCast> {
  if (!json)
    printLines(terminal, ["", "The same server answers a GitHub owner's issues, too.", ...(edge ? UNHURRIED : [])]);
  await connectGithub(stage, beside, terminal, json ?? false);
  const cast = await playIssues(stage, beside, ISSUE_STORIES, at(ISSUES_ARRIVE));
  stage.clock.advanceTo(at(ISSUES_END));
  await beside.settle();
  return cast;
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
      await typed(stage, terminal, options.json ?? false, ["decisions"]);
      await typed(stage, terminal, options.json ?? false, ["mode", "live"]);
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
  await typed(stage, terminal, true, ["connect", "--subdomain", "acme-london", "--client-id", "tierline"]);
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
