import type { Told } from "../history.ts";
import type { MappingBook } from "../mapping/book.ts";
import type { Scheduler } from "../scheduler.ts";
import type { Stage } from "../stage.ts";
import { Weather } from "../weather.ts";
import { SimulatedGithub } from "./helpdesk.ts";
import { IssueBook } from "./ledger.ts";
import { actOn, acts, opens, reorganizes } from "./people.ts";
import type { GithubStage } from "./stage.ts";
import { GITHUB_FAULTS } from "./weather.ts";
import { githubWebhookFetch } from "./webhook-network.ts";

const SWEEP_EVERY = 5 * 60_000;
const MOST_ISSUES = 30;
const OWN_BOT = "openback-tiers[bot]";

/** @param concern a generator for each concern */
export function openGithub(
  scheduler: Scheduler,
  stage: () => Stage,
  concern: (number: number) => () => number,
  mapping: MappingBook | null,
): GithubStage {
  const github: GithubStage = {
    helpdesk: new SimulatedGithub({
      now: () => scheduler.now,
      random: concern(7),
      delay: (ms, run) => void scheduler.after(ms, run),
      fetch: githubWebhookFetch(stage, () => github, OWN_BOT),
      contracts: mapping !== null,
    }),
    weather: new Weather(concern(8), GITHUB_FAULTS),
    ledger: new IssueBook(),
    random: { network: concern(9), people: concern(10), machine: concern(11), product: concern(12) },
    terms: () => mapping?.of("github").inForce?.terms ?? stage().terms.value,
    sweepEvery: SWEEP_EVERY,
    calls: 0,
    writes: 0,
    down: 0,
  };
  return github;
}

/** People work in bursts: several things within a second, then nothing for a while. */
export function peopleOnGithub(stage: Stage, github: GithubStage, isBusy: () => boolean): void {
  const { random, ledger, helpdesk } = github;
  for (const repository of helpdesk.homes) {
    if (!repository.private) ledger.publicSince.set(repository, stage.scheduler.now);
  }
  const next = (): void => {
    if (!isBusy()) return;
    const chance = random.people();
    if (ledger.issues.size === 0 || (ledger.issues.size < MOST_ISSUES && chance < 0.2)) opens(stage, github);
    else if (chance > 0.98) reorganizes(stage, github);
    else acts(stage, github);
    const gap = random.people() < 0.35 ? 1500 * random.people() : -25_000 * Math.log(1 - random.people());
    stage.scheduler.after(gap, next);
  };
  next();
}

/** What the GitHub side makes of what happens. */
export function seeOnGithub(stage: Stage, github: GithubStage, told: Told, isBusy: () => boolean): void {
  const { ledger, helpdesk } = github;
  switch (told.kind) {
    case "github effect": {
      github.writes += 1;
      const issue = ledger.issues.get(told.id);
      if (issue !== undefined) issue.writtenAt = told.at;
      break;
    }
    case "github looked": {
      const [name = "", number] = told.issue.split("#");
      const issue = helpdesk.issueAt(name, Number(number));
      if (issue !== null) ledger.looked(issue.id, told.outcome);
      break;
    }
    case "github sent":
      if (told.id !== null && isBusy()) meanwhile(stage, github, told.method, told.id);
      break;
    default:
      break;
  }
}

/** Somebody has the issue open while we look at it. */
function meanwhile(stage: Stage, github: GithubStage, method: string, id: number): void {
  const { random } = github;
  if (random.people() > 0.04) return;
  if (method === "GET") stage.scheduler.after(250 * random.people() ** 2, () => actOn(stage, github, id));
  stage.scheduler.after(60 + 500 * random.people(), () => actOn(stage, github, id));
}
