import { setTimeout as wait } from "node:timers/promises";
import { Probe } from "./probe.ts";
import type { Victim } from "./victim.ts";

/** What was seen while something went on. */
export interface Observed {
  readonly deliveries: Probe;
  readonly lives: Probe;
  /** The most that the server held at once. */
  readonly connections: number | null;
  readonly megabytes: number | null;
}

const EVERY_MS = 100;
/** The system's table of connections is long to read: one honest request in so many is counted by it. */
const LOOK_EVERY = 10;

/** Plays the honest sender until `over` resolves, and waits for what is under way then. */
export async function watch(victim: Victim, over: Promise<unknown>): Promise<Observed> {
  const { port, webhookPath } = victim;
  const deliveries = new Probe();
  const lives = new Probe();
  let connections: number | null = null;
  let megabytes: number | null = null;
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  over.then(end, end);
  for (let n = 0; !ended; n++) {
    const { headers, body } = victim.delivery();
    void deliveries.ask({ port, path: webhookPath, method: "POST", headers }, body);
    void lives.ask({ port, path: "/livez" });
    if (n % LOOK_EVERY === 0) {
      connections = most(connections, victim.connections());
      megabytes = most(megabytes, victim.megabytes());
    }
    await wait(EVERY_MS);
  }
  while (deliveries.underWay + lives.underWay > 0) await wait(EVERY_MS);
  return { deliveries, lives, connections, megabytes };
}

const most = (one: number | null, other: number | null): number | null =>
  one === null ? other : Math.max(one, other ?? one);
