import { randomFrom } from "../../support/business-questions.ts";
import { timetable } from "./pace.ts";
import { type Step, writeScript } from "./script.ts";
import type { Told } from "./staff.ts";
import type { Stage } from "./stage.ts";
import { unheard } from "./verdict.ts";

/** So many that nobody does two things to one ticket within a second often: its history counts whole seconds. */
const PEOPLE = 60;
/** More than anybody gets to: people go on until what disturbs them is over. */
const TICKETS_A_PERSON = 400;
/** By count over many scripts. */
const EVENTS_A_STEP = 1.17;
const HANDS = 8;
const ROUNDS = 10;

/** From when to when people worked, by `performance.now()`. */
export interface Worked {
  readonly from: number;
  readonly to: number;
}

/**
 * Has people work on tickets, `rate` events a second together, for as long as `disturbance` lasts; the echoes of what
 * they make Tierline write come on top. Whether the server is there or not, they don't notice.
 */
export async function workDuring<T>(
  stage: Stage,
  { random, rate }: { readonly random: () => number; readonly rate: number },
  disturbance: () => Promise<T>,
): Promise<{ readonly result: T; readonly worked: Worked }> {
  const scripts = Array.from({ length: PEOPLE }, () => writeScript(random, TICKETS_A_PERSON));
  const everyMs = (1000 * PEOPLE * EVENTS_A_STEP) / rate;
  const evening = new AbortController();
  const from = performance.now();
  const work = scripts.map((script) => {
    const turn = timetable(everyMs, randomFrom(Math.floor(random() * 2 ** 31)));
    return act(stage, script, turn, evening.signal);
  });
  const disturbed = disturbance().finally(() => evening.abort());
  const [result] = await Promise.all([disturbed, ...work]);
  return { result, worked: { from, to: performance.now() } };
}

/** Plays one person's part, each step in its turn, whether the server is there or not. */
async function act(
  { staff }: Stage,
  script: readonly Step[],
  turn: (step: number) => Promise<void>,
  evening: AbortSignal,
): Promise<void> {
  const tickets = new Map<number, Told>();
  for (const [at, step] of script.entries()) {
    await turn(at);
    if (evening.aborted) return;
    if ("opening" in step) tickets.set(step.life, await staff.open(step.opening));
    else {
      const told = tickets.get(step.life);
      if (told !== undefined) await staff.edit(told, step.edit);
    }
  }
}

/**
 * Has an agent touch every ticket once more whose last event found no server, until each has been heard of: they must
 * come right, too. @returns how many tickets that were
 */
export async function touchUnheard(stage: Stage): Promise<number> {
  const { zendesk, staff } = stage;
  let touched = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    await zendesk.emulator.idle();
    const left = unheard(stage);
    if (round === 1) touched = left.length;
    if (left.length === 0) break;
    const queue = left.values();
    const hand = async (): Promise<void> => {
      for (const told of queue) await staff.edit(told, { kind: "tags", tag: `touched_again_${round}` });
    };
    await Promise.all(Array.from({ length: HANDS }, hand));
  }
  return touched;
}
