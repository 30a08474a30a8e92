import type { Terms } from "../../../src/account/deps.ts";
import type { Weather } from "../weather.ts";
import type { SimulatedGithub } from "./helpdesk.ts";
import type { IssueBook } from "./ledger.ts";
import type { GithubFault } from "./weather.ts";

/** The GitHub side of a world; its chance is its own, so that it changes nothing of what happens on the other. */
export interface GithubStage {
  readonly helpdesk: SimulatedGithub;
  readonly weather: Weather<GithubFault>;
  readonly ledger: IssueBook;
  readonly random: {
    readonly network: () => number;
    readonly people: () => number;
    readonly machine: () => number;
    readonly product: () => number;
  };
  /** The terms that are in force at the account. */
  readonly terms: () => Terms;
  /** GitHub delivers nothing a second time: there is always a sweep. */
  readonly sweepEvery: number;
  /** Calls of the API so far, and of these, writes that took effect on an issue. */
  calls: number;
  writes: number;
  /** Nothing of GitHub can be reached until then. */
  down: number;
}
