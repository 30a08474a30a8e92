import type { Event } from "./events.ts";
import type { JobFault } from "./faults.ts";
import type { Organization } from "./records/organization.ts";
import { stamp } from "./stamp.ts";
import type { State } from "./state.ts";

/** What is read but never changed by a request, and the account itself. */
export interface World {
  readonly subdomain: string;
  /** How the account is reached, without a trailing slash. */
  readonly origin: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The time on the wall, by which webhooks are signed and tokens expire. */
  readonly wall: () => number;
  readonly random: () => number;
  readonly delay: (ms: number, run: () => void) => void;
  readonly state: State;
  /** Where `include=metric_sets` puts the metrics; see metrics.ts. */
  readonly metricSets: "embedded" | "listed";
  /** How long a job takes, in milliseconds. */
  readonly jobMs: number;
  /** What the job that is started next meets. */
  readonly jobFaults: JobFault[];
  /** Hands the events of one action to the webhooks. */
  readonly publish: (events: readonly Event[]) => void;
  /** Keeps `idle()` waiting until `work` is done. */
  readonly track: (work: Promise<void>) => void;
}

/** The time stamp of this moment. */
export function stampNow(world: World): string {
  return stamp(world.now());
}

/** Two organizations can share nothing of these: names are compared without case (zendesk.md §2.10 "case-insensitive"). */
export function organizationByName(world: World, name: string): Organization | undefined {
  return [...world.state.organizations.values()].find((known) => known.name.toLowerCase() === name.toLowerCase());
}
