import type { RateLimits } from "../../emulator/rate-limits.ts";
import type { AccountDeps, Terms } from "../../src/account/deps.ts";
import type { GithubStage } from "./github/stage.ts";
import type { SimulatedHelpdesk } from "./helpdesk.ts";
import type { Happening } from "./history.ts";
import type { Jobs } from "./jobs.ts";
import type { Ledger } from "./ledger.ts";
import type { Life } from "./life.ts";
import type { MappingBook } from "./mapping/book.ts";
import type { Product } from "./product.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Fault, Weather } from "./weather.ts";

/** What the parts of one simulation share. */
export interface Stage {
  readonly scheduler: Scheduler;
  readonly weather: Weather<Fault>;
  readonly helpdesk: SimulatedHelpdesk;
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly product: Product;
  /** A generator for each concern, so that more of one thing doesn't change what another does. */
  readonly random: {
    readonly network: () => number;
    readonly people: () => number;
    readonly machine: () => number;
    readonly product: () => number;
  };
  /** The folder of the database. */
  readonly folder: string;
  readonly sweepEvery: number | null;
  readonly limits: RateLimits;
  /** A part of Tierline's wiring that a seeded bug replaces. */
  readonly wrap: (deps: AccountDeps) => AccountDeps;
  /** The terms of the server's own files, and their number: in force, unless a repository owns the mapping. */
  terms: { readonly number: number; readonly value: Terms };
  /** The same process serves an owner on GitHub, too; `null` in a world without. */
  readonly github: GithubStage | null;
  /** A repository owns the mapping of both accounts; `null` where the server's files do. */
  readonly mapping: MappingBook | null;
  /** Calls of the API so far. */
  calls: number;
  /** Of these, writes that took effect. */
  writes: number;
  /** How far the host's clock is off. */
  skewMs: number;
  /** Nothing of the helpdesk can be reached until then. */
  down: number;
  /** The process that runs, or `null` while none does. */
  life: Life | null;
  see(happening: Happening): void;
  /** Resolves after so many milliseconds of virtual time. */
  pause(ms: number): Promise<void>;
  /** The process dies here and now. */
  crash(): void;
}
