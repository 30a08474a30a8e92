import { remapped, revised } from "./customers.ts";
import { retold } from "./github/cast.ts";
import { githubMoment } from "./github/trouble.ts";
import { Life, OPERATOR } from "./life.ts";
import { mappingMoment } from "./mapping/admins.ts";
import type { Stage } from "./stage.ts";
import type { Fault } from "./weather.ts";
import { babble, forge } from "./webhook-network.ts";

const DOWNTIME_MS = 90_000;
const JUMP_MS = 10 * 60_000;
const OUTAGE_MS = 20 * 60_000;
const SHADOW_MS = 5 * 60_000;
const MUTE_MS = 30 * 60_000;

/** What may go wrong at any moment, apart from calls and events. */
export function moment(stage: Stage): void {
  const { weather } = stage;
  const strikes = (fault: Fault, happens: () => void): void => {
    if (weather.strikes(fault)) happens();
  };
  strikes("F30 crash at any time", () => {
    if (stage.life?.alive) weather.effective("F30 crash at any time");
    stage.crash();
  });
  strikes("F29 graceful restart", () => deploys(stage));
  strikes("F16 clock jumps", () => jumps(stage));
  strikes("F34 helpdesk down for minutes", () => {
    stage.down = stage.scheduler.now + OUTAGE_MS * stage.random.machine();
  });
  strikes("forged webhook", () => forge(stage));
  strikes("F26 signed nonsense", () => babble(stage));
  strikes("kill switch", () => void throwsSwitch(stage));
  strikes("F27 parked work replayed, twice", () => void replays(stage));
  strikes("F28 webhook switched off", () => mutes(stage));
  if (stage.github !== null) githubMoment(stage, stage.github);
  if (stage.mapping !== null) mappingMoment(stage, stage.mapping);
}

/** An admin changes the mapping while tickets are worked on. */
export function remaps(stage: Stage): void {
  const number = stage.terms.number + 1;
  stage.terms = { number, value: remapped(stage.terms.value, number, stage.random.people) };
  const { life } = stage;
  stage.see({ kind: "mapped", life: life?.alive ? life.number : null, terms: number });
  // A process that is down, or goes down, reads the mapping when it starts again.
  for (const one of life?.accounts ?? []) one.remap();
}

/** The process dies; after a while the next begins on what it left. */
export function crash(stage: Stage): void {
  const { life } = stage;
  if (!life?.alive) return;
  life.kill();
  restartAfter(stage, life, DOWNTIME_MS * stage.random.machine() ** 2);
}

/** The process is stopped in order, and started again: as often as not with another policy. */
export function deploys(stage: Stage, anotherPolicy = stage.random.machine() < 0.5): void {
  const { life } = stage;
  if (!life?.alive || life.closing) return;
  if (anotherPolicy) {
    const number = stage.terms.number + 1;
    const value = revised(stage.terms.value, number, stage.random.people);
    const { github } = stage;
    stage.terms = { number, value: github === null ? value : retold(value, github.random.machine) };
    if (github !== null) github.ledger.quietSince = stage.scheduler.now;
  }
  stage.weather.effective("F29 graceful restart");
  void life.stop().then(() => restartAfter(stage, life, 3000 * stage.random.machine()));
}

function restartAfter(stage: Stage, dead: Life, ms: number): void {
  // It may die in the middle of a statement: its file is let go of when that has ended.
  stage.scheduler.after(0, () => dead.bury());
  stage.scheduler.after(1 + ms, () => begin(stage, dead.number + 1));
}

/** A start that the database spoils is tried again, as a supervisor does. */
export async function begin(stage: Stage, number: number): Promise<void> {
  if (stage.life?.alive) return;
  stage.life = null;
  try {
    stage.life = await Life.begin(stage, number);
  } catch {
    stage.scheduler.after(2000, () => begin(stage, number + 1));
  }
}

function jumps(stage: Stage): void {
  const { scheduler, random, weather } = stage;
  const set = (skewMs: number): void => {
    stage.skewMs = skewMs;
    stage.see({ kind: "jumped", skewMs });
  };
  weather.effective("F16 clock jumps");
  set(Math.round(JUMP_MS * (2 * random.machine() - 1)));
  scheduler.after(JUMP_MS * random.machine(), () => set(0));
}

async function throwsSwitch(stage: Stage): Promise<void> {
  const { life, weather, scheduler, random } = stage;
  if (!life?.alive || life.closing || !(await setMode(stage, "shadow"))) return;
  weather.effective("kill switch");
  scheduler.after(SHADOW_MS * random.machine(), () => goLive(stage));
}

/** An operator has everything that was parked tried again, and asks once more before it is done. */
async function replays({ life, weather }: Stage): Promise<void> {
  if (!life?.alive || life.closing) return;
  try {
    const [first] = await Promise.all([
      life.zendesk.account.replayParked("all", OPERATOR),
      life.zendesk.account.replayParked("all", OPERATOR),
    ]);
    if (first > 0) weather.effective("F27 parked work replayed, twice");
  } catch {
    // The database failed, and what was parked still is.
  }
}

/** Somebody switches our webhook off in the helpdesk, and later on again: what happens in between is never told. */
function mutes({ helpdesk, scheduler, random }: Stage): void {
  const { webhook } = helpdesk;
  webhook.status = "inactive";
  scheduler.after(MUTE_MS * random.machine(), () => {
    webhook.status = "active";
  });
}

/** Whoever switched it off switches it on again, and tries until it is. */
export async function goLive(stage: Stage): Promise<void> {
  if (!(await setMode(stage, "live"))) stage.scheduler.after(5000, () => goLive(stage));
}

async function setMode(stage: Stage, mode: "shadow" | "live"): Promise<boolean> {
  const { life } = stage;
  if (!life?.alive || life.closing) return false;
  try {
    await life.zendesk.account.setWriting({ mode, canary: [] }, OPERATOR);
  } catch {
    return false;
  }
  stage.see({ kind: "mode", mode });
  return true;
}
