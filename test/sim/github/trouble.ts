import { OPERATOR } from "../life.ts";
import type { Stage } from "../stage.ts";
import type { GithubStage } from "./stage.ts";
import type { GithubFault } from "./weather.ts";
import { babble, forge } from "./webhook-network.ts";

const OUTAGE_MS = 20 * 60_000;
const SHADOW_MS = 5 * 60_000;

/** What may go wrong at any moment, apart from calls and events, and from what befalls the whole process. */
export function githubMoment(stage: Stage, github: GithubStage): void {
  const { weather, random } = github;
  const strikes = (fault: GithubFault, happens: () => void): void => {
    if (weather.strikes(fault)) happens();
  };
  strikes("F34 helpdesk down for minutes", () => {
    github.down = stage.scheduler.now + OUTAGE_MS * random.machine();
  });
  strikes("forged webhook", () => forge(stage, github));
  strikes("F26 signed nonsense", () => babble(stage, github));
  strikes("kill switch", () => void throwsSwitch(stage, github));
  strikes("F27 parked work replayed, twice", () => void replays(stage, github));
}

async function throwsSwitch(stage: Stage, github: GithubStage): Promise<void> {
  const { weather, random } = github;
  if (!(await setMode(stage, "shadow"))) return;
  weather.effective("kill switch");
  stage.scheduler.after(SHADOW_MS * random.machine(), () => githubGoesLive(stage));
}

/** An operator has everything that was parked tried again, and asks once more before it is done. */
async function replays({ life }: Stage, { weather }: GithubStage): Promise<void> {
  const account = life?.github?.account;
  if (!life?.alive || life.closing || account === undefined) return;
  try {
    const both = [account.replayParked("all", OPERATOR), account.replayParked("all", OPERATOR)];
    const [first = 0] = await Promise.all(both);
    if (first > 0) weather.effective("F27 parked work replayed, twice");
  } catch {
    // The database failed, and what was parked still is.
  }
}

/** Whoever switched it off switches it on again, and tries until it is. */
export async function githubGoesLive(stage: Stage): Promise<void> {
  if (!(await setMode(stage, "live"))) stage.scheduler.after(5000, () => githubGoesLive(stage));
}

async function setMode(stage: Stage, mode: "shadow" | "live"): Promise<boolean> {
  const { life } = stage;
  if (!life?.alive || life.closing || life.github === null) return false;
  try {
    await life.github.account.setWriting({ mode, canary: [] }, OPERATOR);
  } catch {
    return false;
  }
  stage.see({ kind: "github mode", mode });
  return true;
}
