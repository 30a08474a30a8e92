import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultRateLimits, type RateLimits } from "../../emulator/rate-limits.ts";
import type { AccountDeps } from "../../src/account/deps.ts";
import { oneOf, randomFrom } from "../support/business-questions.ts";
import { at } from "../support/given.ts";
import { CHECKS } from "./checks/all.ts";
import { TERMS } from "./customers.ts";
import { converge } from "./ending.ts";
import { onGithub } from "./github/cast.ts";
import { lastWords } from "./github/people.ts";
import type { GithubStage } from "./github/stage.ts";
import { githubGoesLive } from "./github/trouble.ts";
import { openGithub, peopleOnGithub, seeOnGithub } from "./github/world.ts";
import { SimulatedHelpdesk } from "./helpdesk.ts";
import { type Happening, History, type Told } from "./history.ts";
import { Jobs } from "./jobs.ts";
import { Ledger } from "./ledger.ts";
import { begins, follows } from "./mapping/admins.ts";
import { MappingBook } from "./mapping/book.ts";
import { DOCUMENT } from "./mapping/files.ts";
import { actOn, acts, floods, opens, reorganizes, rivalAnswers } from "./people.ts";
import { type Product, theProduct } from "./product.ts";
import { Scheduler } from "./scheduler.ts";
import { type Sighting, Sightings } from "./sightings.ts";
import type { Stage } from "./stage.ts";
import { begin, crash, deploys, goLive, moment, remaps } from "./trouble.ts";
import { Platform } from "./virtual-platform.ts";
import { FAULTS, type Fault, type Tally, Weather } from "./weather.ts";
import { listen, webhookFetch } from "./webhook-network.ts";

export interface Options {
  readonly seed: number;
  /** Whether the same process serves an owner on GitHub, too. Default: in every other pair of worlds. */
  readonly github?: boolean;
  /** Goes on until the helpdesk has told of so many changes that were not ours; GitHub as well, where it is. */
  readonly events?: number;
  readonly product?: Product;
  /** Replaces a part of Tierline's wiring. */
  readonly wrap?: (deps: AccountDeps) => AccountDeps;
  /** Keeps the whole history as text. */
  readonly keep?: boolean;
}

export interface Complaint {
  readonly check: string;
  /** What only Zendesk's side, or both sides, can be blamed for counts as Zendesk's. */
  readonly on: "zendesk" | "github";
  readonly detail: string;
  readonly at: number;
}

export interface Outcome {
  readonly seed: number;
  /** The first thing that was wrong ended the run. */
  readonly complaint: Complaint | null;
  readonly events: number;
  readonly tickets: number;
  readonly calls: number;
  readonly writes: number;
  /** The same on GitHub; `null` in a world without. */
  readonly github: GithubOutcome | null;
  readonly lives: number;
  readonly sweeps: boolean;
  readonly looks: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<Fault, Tally>;
  readonly sightings: ReadonlyMap<Sighting, number>;
  /** How long it took to come right when nothing went wrong any more, in milliseconds of virtual time. */
  readonly convergedIn: number;
  /** Names the whole history: the same for the same seed. */
  readonly digest: string;
  readonly lines: readonly string[];
}

export interface GithubOutcome {
  readonly events: number;
  readonly issues: number;
  readonly calls: number;
  readonly writes: number;
  readonly looks: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, Tally>;
  /** How often a person had to say again what a write of ours had crossed. */
  readonly contested: number;
  /** Where a repository owns the mapping: what its branch pointed to, and how often an account took one of these. */
  readonly commits: number;
  readonly taken: number;
}

const EVENTS = 500;
/** Of every four worlds, with and without the sweep, two have GitHub. */
export const hasGithub = (seed: number): boolean => seed % 4 >= 2;
/** In every other pair of these a repository owns the mapping. */
export const hasMappingInGit = (seed: number): boolean => seed % 8 >= 6;
/** Every so many-th world is crowded. */
export const CROWDED = 5;
/** In some worlds tickets come in waves, and there are so many that much is done by the hundred. */
const CROWD = { tickets: 90, wave: 8, floods: 0.05 };
const COMPANY = { tickets: 40, wave: 1, floods: 0.02 };
const SWEEP_EVERY = 5 * 60_000;
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
/** One in the air at a time: the platform is the process's. */
const platform = new Platform();

/** One seed, one world: the whole system and everybody around it, until all is quiet again. */
export async function simulate(options: Options): Promise<Outcome> {
  const scheduler = new Scheduler(at("2026-11-03 07:30") + 86_400_000 * (options.seed % 28), platform.quiet);
  const folder = mkdtempSync(join(SCRATCH, "tierline-sim-"));
  try {
    return await platform.during(scheduler, () => new World(options, scheduler, folder).run());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class World {
  readonly #options: Options;
  readonly #stage: Stage;
  readonly #history: History;
  readonly #looks = new Map<string, number>();
  readonly #githubLooks = new Map<string, number>();
  readonly #watchers: ((told: Told) => void)[] = [];
  readonly #sightings: Sightings;
  #complaint: Complaint | null = null;
  #busy = true;

  constructor(options: Options, scheduler: Scheduler, folder: string) {
    const { seed, product = theProduct, wrap = (deps) => deps, keep = false } = options;
    this.#options = options;
    this.#history = new History(keep);
    const { github = hasGithub(seed) } = options;
    const concern = (number: number) => randomFrom(seed * 16 + number);
    const mapping = github && hasMappingInGit(seed) ? new MappingBook(concern) : null;
    const choose = concern(0);
    const limits = { ...defaultRateLimits, ...oneOf<Partial<RateLimits>>(choose, LIMITS) };
    const sweeps = seed % 2 === 0;
    const jobs = new Jobs(() => this.#stage);
    const helpdesk = new SimulatedHelpdesk({
      now: () => scheduler.now,
      random: concern(1),
      delay: (ms, run) => jobs.delay(ms, run),
      fetch: webhookFetch(() => this.#stage),
      rateLimits: limits,
    });
    this.#stage = {
      ...{ scheduler, helpdesk, product, folder, wrap, limits },
      ...{ ledger: new Ledger(), jobs },
      weather: new Weather(concern(2), FAULTS),
      random: { network: concern(3), people: concern(4), machine: concern(5), product: concern(6) },
      sweepEvery: sweeps ? SWEEP_EVERY : null,
      terms: {
        number: 1,
        value: github ? { ...onGithub(TERMS), ...(mapping === null ? {} : { document: DOCUMENT }) } : TERMS,
      },
      github: github ? openGithub(scheduler, () => this.#stage, concern, mapping) : null,
      mapping,
      calls: 0,
      writes: 0,
      skewMs: 0,
      down: 0,
      life: null,
      see: (happening) => this.#see(happening),
      pause: (ms) => new Promise((resolve) => scheduler.after(ms, () => resolve())),
      crash: () => crash(this.#stage),
    };
    this.#sightings = new Sightings(this.#stage);
    for (const check of CHECKS) {
      this.#watchers.push(
        check.watch({ stage: this.#stage, complain: (detail) => this.#complain(check.name, detail, check.onGithub) }),
      );
    }
  }

  async run(): Promise<Outcome> {
    const stage = this.#stage;
    const { scheduler, weather, ledger, random, github, mapping } = stage;
    await this.#carry(stage.helpdesk.populate());
    await this.#carry(begin(stage, 1));
    await this.#carry(stage.life?.connect() ?? Promise.reject(new Error("no process")));
    if (mapping !== null) {
      await begins(stage, mapping);
      await this.#carry(follows(stage));
    }
    listen(stage);
    await goLive(stage);
    if (github !== null) await githubGoesLive(stage);
    weather.worsen();
    github?.weather.worsen();
    mapping?.weather.worsen();
    this.#people();
    if (github !== null) peopleOnGithub(stage, github, () => this.#busy);
    this.#moments();
    const { events = EVENTS } = this.#options;
    const told = () => Math.min(ledger.events, github?.ledger.events ?? events);
    await scheduler.run(scheduler.now + 86_400_000, () => told() >= events || this.#complaint !== null);
    this.#busy = false;
    // At times the last thing that happens is a release with another policy, and nothing later makes good what it misses.
    if (random.people() < 0.2) deploys(stage, true);
    if (github !== null && github.random.people() < 0.5) lastWords(stage, github);
    const convergedIn = this.#complaint === null ? await this.#ending() : 0;
    if (stage.life?.alive) stage.life.kill();
    stage.life?.bury();
    this.#sightings.end();
    return this.#outcome(convergedIn);
  }

  /** Lets time go by until `work` is done. */
  async #carry<Value>(work: Promise<Value>): Promise<Value> {
    let over = false;
    void work.finally(() => (over = true)).catch(() => undefined);
    const { scheduler } = this.#stage;
    await scheduler.run(scheduler.now + 3_600_000, () => over);
    return work;
  }

  async #ending(): Promise<number> {
    return converge(this.#stage, (check, detail, onGithub) => this.#complain(check, detail, onGithub));
  }

  /** People work in bursts: several things within a second, then nothing for a while. */
  #people(): void {
    const stage = this.#stage;
    const { scheduler, random, ledger } = stage;
    const most = this.#options.seed % CROWDED === 0 ? CROWD : COMPANY;
    // A change of the terms has every ticket looked at, and so makes good what was missed: often there is none in the end.
    const lastTerms = random.people() < 0.6 ? 0.4 * (this.#options.events ?? EVENTS) : Number.POSITIVE_INFINITY;
    const next = (): void => {
      if (!this.#busy) return;
      const chance = random.people();
      const opening = ledger.tickets.size < most.tickets && random.people() < 0.25;
      if (chance < 0.02 && ledger.events < lastTerms) remaps(stage);
      else if (chance < 0.04) void reorganizes(stage);
      else if (chance < 0.04 + most.floods) floods(stage);
      else if (opening || ledger.tickets.size === 0) {
        for (let one = 0; one < most.wave; one++) scheduler.after(500 * one, () => opens(stage));
      } else void acts(stage);
      const gap = random.people() < 0.35 ? 1500 * random.people() : -25_000 * Math.log(1 - random.people());
      scheduler.after(gap, next);
    };
    next();
  }

  #moments(): void {
    const next = (): void => {
      if (!this.#busy) return;
      moment(this.#stage);
      this.#stage.scheduler.after(15_000, next);
    };
    next();
  }

  #see(happening: Happening): void {
    const stage = this.#stage;
    const told = { ...happening, at: stage.scheduler.now };
    this.#history.add(told);
    this.#sightings.see(told);
    switch (told.kind) {
      case "looked":
        this.#looks.set(told.outcome, (this.#looks.get(told.outcome) ?? 0) + 1);
        break;
      case "github looked":
        this.#githubLooks.set(told.outcome, (this.#githubLooks.get(told.outcome) ?? 0) + 1);
        break;
      case "effect":
        stage.writes += 1;
        rivalAnswers(stage, told.ticket);
        break;
      case "sent":
        this.#meanwhile(told);
        break;
      default:
        break;
    }
    if (stage.github !== null) seeOnGithub(stage, stage.github, told, () => this.#busy);
    for (const watch of this.#watchers) watch(told);
    if (told.kind === "mapping taken") this.#took(told);
  }

  #took(told: Told & { kind: "mapping taken" }): void {
    const { mapping } = this.#stage;
    if (mapping === null) return;
    mapping.took(told.account, told);
    if (!mapping.weather.strikes("mapping: crash once a commit is stored")) return;
    mapping.weather.effective("mapping: crash once a commit is stored");
    this.#stage.crash();
  }

  /**
   * An agent has the ticket open while we look at it: edits come before and after we read it, within one second, and
   * after our write, before we are told that it took effect.
   */
  #meanwhile({ method, tickets }: Told & { kind: "sent" }): void {
    for (const ticket of tickets) this.#during(method, ticket);
  }

  #during(method: string, ticket: number): void {
    const stage = this.#stage;
    const { scheduler, random } = stage;
    if (!this.#busy || random.people() > 0.1) return;
    if (method === "GET") scheduler.after(250 * random.people() ** 2, () => actOn(stage, ticket));
    scheduler.after(60 + 500 * random.people(), () => actOn(stage, ticket));
  }

  #complain(check: string, detail: string, onGithub = false): void {
    const on = onGithub ? "github" : "zendesk";
    this.#complaint ??= { check, on, detail, at: this.#stage.scheduler.now };
  }

  #onGithub({ ledger, calls, writes, weather }: GithubStage): GithubOutcome {
    const { mapping } = this.#stage;
    const counts = { commits: mapping?.heads.length ?? 0, taken: mapping?.taken ?? 0 };
    const faults = new Map<string, Tally>([...weather.tallies, ...(mapping?.weather.tallies ?? [])]);
    const { events, issues } = ledger;
    const contested = [...issues.values()].filter((told) => told.contested).length;
    const looks = this.#githubLooks;
    return { events, issues: issues.size, calls, writes, looks, faults, contested, ...counts };
  }

  #outcome(convergedIn: number): Outcome {
    const { ledger, calls, writes, weather, sweepEvery, life, github } = this.#stage;
    return {
      seed: this.#options.seed,
      complaint: this.#complaint,
      events: ledger.events,
      tickets: ledger.tickets.size,
      lives: life?.number ?? 0,
      ...{ calls, writes, convergedIn },
      github: github === null ? null : this.#onGithub(github),
      sweeps: sweepEvery !== null,
      looks: this.#looks,
      faults: weather.tallies,
      sightings: this.#sightings.counts,
      digest: this.#history.digest(),
      lines: this.#history.lines,
    };
  }
}

/** As the plans are, and two that are tighter than any: a sandbox's limit of updates, and an account that others use up. */
const LIMITS: readonly Partial<RateLimits>[] = [
  {},
  { account: 200 },
  { account: 200, ticketUpdates: 20 },
  { account: 60, ticketUpdates: 30 },
];
