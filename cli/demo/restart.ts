import type { DecisionMade } from "../operator-api.ts";
import { type AccountName, readDecisions } from "./decisions.ts";
import type { EdgeStage } from "./edge-stage.ts";

/** What became of a Worker's state when it was stopped and started again. */
export interface Restart {
  readonly lines: readonly string[];
  /** What is not as it has to be, in words; empty when all is. */
  readonly differences: readonly string[];
}

/** An account by which a restart is judged. */
export interface Witness {
  readonly account: AccountName;
  /** What its people work on, one of them: a ticket, an issue. */
  readonly thing: string;
  /** Whoever touches them, and how. */
  readonly touching: string;
  /** A person takes off one part of what Tierline wrote on one of them; resolves when that webhook is acknowledged. */
  leaveWork(): Promise<void>;
  isDone(): Promise<boolean>;
  /** A person leaves a mark of their own on everything that isn't closed. @returns how many that are */
  touchAll(): Promise<number>;
  /** What Tierline has written so far. */
  writes(): number;
  settle(): Promise<void>;
}

/**
 * Stops the Worker with work waiting in every account and starts it again on what it stored. What waited has to be
 * written afterwards, every decision has to be there as it was, and a person's edit of any ticket must bring no write:
 * that takes the memory of what was written, the connection with its secrets, and the webhook's address.
 */
export async function restart(stage: EdgeStage, witnesses: readonly Witness[]): Promise<Restart> {
  const known: Known[] = [];
  for (const witness of witnesses) known.push({ witness, before: await readDecisions(stage, witness.account) });
  for (const { leaveWork } of witnesses) await leaveWork();
  await stage.worker.stop();
  const differences: string[] = [];
  for (const { isDone, thing } of witnesses)
    if (await isDone()) differences.push(`no ${thing} was waiting when the Worker stopped`);

  const ms = await stage.worker.start();
  const lines = [`wrangler dev was stopped and started again on what it had stored (${(ms / 1000).toFixed(1)} s):`];
  for (const one of known) {
    const { lines: told, differences: found } = await afterwards(stage, one);
    lines.push(...told);
    differences.push(...found);
  }
  return { lines, differences };
}

interface Known {
  readonly witness: Witness;
  readonly before: Decisions;
}

type Decisions = Awaited<ReturnType<typeof readDecisions>>;

async function afterwards(stage: EdgeStage, { witness, before }: Known): Promise<Restart> {
  const { account, thing, touching } = witness;
  const differences: string[] = [];
  const expect = (holds: boolean, otherwise: string): void => {
    if (!holds) differences.push(otherwise);
  };
  await witness.settle();
  expect(await witness.isDone(), `the ${thing} that waited was not written after the restart`);
  const changed = changedSince(before, await readDecisions(stage, account), whole);
  expect(changed.length === 0, `decisions are others after the restart: ${changed.join(", ")}`);

  const writtenSoFar = witness.writes();
  const touched = await witness.touchAll();
  await witness.settle();
  const written = witness.writes() - writtenSoFar;
  expect(written === 0, `${touching} ${touched} ${thing}s brought ${written} writes`);
  const turned = changedSince(before, await readDecisions(stage, account), answer);
  expect(turned.length === 0, `${touching} ${thing}s turned the answers for ${turned.join(", ")}`);
  return {
    differences,
    lines: [
      `  a webhook acknowledged just before the stop: its ${thing} was written after the start`,
      `  ${before.size} decisions as they were, reason by reason`,
      `  ${touching} ${touched} ${thing}s: ${written} writes, since what was written is remembered`,
    ],
  };
}

const changedSince = (before: Decisions, now: Decisions, part: (made: DecisionMade) => object): readonly string[] =>
  [...before].flatMap(([id, then]) => {
    const made = now.get(id);
    return made !== undefined && JSON.stringify(part(made)) === JSON.stringify(part(then)) ? [] : [id];
  });

const answer = ({ tier, severity, priority, aim, due, tags }: DecisionMade) => {
  return { tier, severity, priority, aim, due, tags };
};

/** With its reasons, but not when it was decided and what time alone moves. */
const whole = (made: DecisionMade) => ({ ...answer(made), reasons: made.reasons, steps: made.steps });
