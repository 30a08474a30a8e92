import type { DecisionMade } from "../operator-api.ts";
import type { EdgeStage } from "./edge-stage.ts";
import type { Cast } from "./play.ts";
import { readDecisions } from "./read-back.ts";

/** What became of a Worker's state when it was stopped and started again. */
export interface Restart {
  readonly lines: readonly string[];
  /** What is not as it has to be, in words; empty when all is. */
  readonly differences: readonly string[];
}

/** Of which Tierline set every part, so that only its own memory can tell that no person did. */
const WAITING = "severity by default";
const TAKEN_OFF = "sla_sev_3";
const AGENTS_OWN = "after_the_restart";

/**
 * Stops the Worker with one ticket waiting and starts it again on what it stored. The ticket has to be written
 * afterwards, every decision has to be there as it was, and an agent's edit of any ticket must bring no write: that
 * takes the memory of what was written, the connection with its secrets, and the webhook's address.
 */
export async function restart(stage: EdgeStage, cast: Cast): Promise<Restart> {
  const { people, zendesk, worker } = stage;
  const ada = zendesk.emulator.seed.agents[0]?.email ?? "";
  const ticket = cast.get(WAITING) ?? 0;
  const tagsOf = async (id: number): Promise<readonly string[]> =>
    (await people.call(ada, "GET", `/api/v2/tickets/${id}.json`)).ticket?.tags ?? [];
  const writes = (): number => zendesk.emulator.counts["PUT /api/v2/tickets/{id}"] ?? 0;
  const differences: string[] = [];
  const expect = (holds: boolean, otherwise: string): void => {
    if (!holds) differences.push(otherwise);
  };

  const [before, answers] = [await decisionsOf(stage, whole), await decisionsOf(stage, answer)];
  await people.call(ada, "DELETE", `/api/v2/tickets/${ticket}/tags.json`, { tags: [TAKEN_OFF] });
  await zendesk.emulator.idle();
  await worker.stop();
  expect(!(await tagsOf(ticket)).includes(TAKEN_OFF), "nothing was waiting when the Worker stopped");

  const ms = await worker.start();
  await stage.settle();
  expect((await tagsOf(ticket)).includes(TAKEN_OFF), `ticket ${ticket} waited, and was not written after the restart`);
  const changed = changedSince(before, await decisionsOf(stage, whole));
  expect(changed.length === 0, `decisions are others after the restart, of tickets ${changed.join(", ")}`);

  const open = (await people.call(ada, "GET", "/api/v2/tickets.json")).tickets?.filter(
    (one) => one.status !== "closed",
  );
  const writtenSoFar = writes();
  for (const { id } of open ?? []) {
    await people.call(ada, "PUT", `/api/v2/tickets/${id}/tags.json`, { tags: [AGENTS_OWN] });
  }
  await stage.settle();
  const written = writes() - writtenSoFar;
  expect(written === 0, `an agent's tags on ${open?.length} tickets brought ${written} writes`);
  const turned = changedSince(answers, await decisionsOf(stage, answer));
  expect(turned.length === 0, `an agent's tag turned the answers for tickets ${turned.join(", ")}`);
  return {
    differences,
    lines: [
      `wrangler dev was stopped and started again on what it had stored (${(ms / 1000).toFixed(1)} s):`,
      `  a webhook acknowledged just before the stop: its ticket was written after the start`,
      `  ${before.size} decisions as they were, reason by reason`,
      `  an agent tags ${open?.length} tickets: ${written} writes, since what was written is remembered`,
    ],
  };
}

const changedSince = (before: Told, now: Told): readonly string[] =>
  [...before].filter(([id, told]) => now.get(id) !== told).map(([id]) => id);

/** Of each ticket by its id, as text. */
type Told = ReadonlyMap<string, string>;

/** One part of the newest decision of each ticket. */
async function decisionsOf(stage: EdgeStage, part: (made: DecisionMade) => object): Promise<Told> {
  return new Map(Array.from(await readDecisions(stage), ([id, made]) => [id, JSON.stringify(part(made))]));
}

const answer = ({ tier, severity, priority, aim, due, tags }: DecisionMade) => {
  return { tier, severity, priority, aim, due, tags };
};

/** With its reasons, but not when it was decided and what time alone moves. */
const whole = (made: DecisionMade) => ({ ...answer(made), reasons: made.reasons, steps: made.steps });
