import { setTimeout as wait } from "node:timers/promises";
import { readDeskFile, withDeskFile } from "../kill/desk-file.ts";
import type { Stage } from "../kill/stage.ts";
import type { Release } from "./releases.ts";

/** How the release before ends: as a deploy ends it, or by itself, which is why one rolls back. */
export type Ending = "a clean stop" | "kill -9";

/** What changed places, and what was under way as it did. */
interface Deployment {
  readonly to: Release;
  readonly ending: Ending;
  /** Tickets that waited for a look, or were being looked at. */
  readonly waiting: number;
  /** Writes whose outcome the release before had not learnt. */
  readonly intents: number;
  /** Steps that the tables had gone through when it came. */
  readonly step: number;
  readonly readyMs: number;
}

const BUSY_WITHIN_MS = 10_000;

/** Puts another release in the place of the one that runs, on the same data, while tickets wait. */
export async function deploy(stage: Stage, to: Release, ending: Ending): Promise<Deployment> {
  const { tierline, folder } = stage;
  await inFlight(stage);
  await (ending === "kill -9" ? tierline.kill() : tierline.stop());
  const { schema, work } = readDeskFile(folder);
  const intents = withDeskFile(folder, (database) =>
    Number(database.prepare("SELECT COUNT(*) AS n FROM ticket WHERE intent IS NOT NULL").get()?.["n"]),
  );
  tierline.root = to.root;
  const readyMs = await tierline.start();
  // The first event or the first question opens the account, where the start itself doesn't.
  await tierline.waiting();
  return { to, ending, waiting: work.length, intents, step: schema, readyMs };
}

/** Resolves as soon as a write is on its way while tickets wait; after a while, whatever happens. */
async function inFlight({ tierline, traffic }: Stage): Promise<void> {
  const until = performance.now() + BUSY_WITHIN_MS;
  while (performance.now() < until) {
    const waits = (await tierline.waiting()) > 0;
    if (waits && [...traffic.open].some(({ method }) => method === "PUT")) return;
    await wait(5);
  }
}

export const lineOf = ({ to, ending, waiting, intents, step, readyMs }: Deployment): string =>
  `${to.name}, after ${ending} of the other: ${waiting} tickets waited, ${intents} writes of unknown outcome; ` +
  `tables at step ${step}; ready after ${readyMs.toFixed(0)} ms`;
