import { Hono } from "hono";
import { type Calls, createCalls } from "../calls.ts";
import { exchange, inProcess } from "../exchange.ts";
import { createUnderWay } from "../under-way.ts";
import { createWebhookFaults, type WebhookFaults } from "../webhook-faults.ts";
import { accountOf, type GithubAccount } from "./account.ts";
import { type Api, answerRefusal } from "./api.ts";
import { install, selectRepositories, suspend, uninstall, unsuspend } from "./app-acts.ts";
import { appRoutes } from "./app-routes.ts";
import { authenticate } from "./auth.ts";
import { checkRoutes } from "./check-routes.ts";
import { commentRoutes } from "./comment-routes.ts";
import { contentRoutes } from "./content-routes.ts";
import { controlRoutes } from "./control.ts";
import { createDeliveries } from "./deliveries.ts";
import { createFaults, type Faults } from "./faults.ts";
import { hookRoutes } from "./hook-routes.ts";
import { issueRoutes } from "./issue-routes.ts";
import { labelRoutes } from "./label-routes.ts";
import { appPages, conversionRoutes } from "./manifest.ts";
import { openState } from "./open-state.ts";
import { type Person, personOf } from "./people.ts";
import { playFault } from "./play-fault.ts";
import { projectRoutes } from "./project-routes.ts";
import { defaultRateLimits, type RateLimits, rateLimit } from "./rate-limits.ts";
import { following } from "./redirects.ts";
import { notFound } from "./refusal.ts";
import { routeOf } from "./route.ts";
import { defaultSeed, type Seed } from "./seed.ts";
import type { Delivery, Installation, State } from "./state.ts";
import { userRoutes } from "./user-routes.ts";
import { accountNamed, fullName, repositoryNamed, type World } from "./world.ts";

export interface GithubEmulatorOptions {
  /** Epoch milliseconds; answers carry it as `Date`. */
  readonly now: () => number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Sends the webhooks. */
  readonly fetch: typeof fetch;
  /** Runs something later: time limits, delays. Default: `setTimeout`. */
  readonly delay?: (ms: number, run: () => void) => void;
  /** Where the REST API and the pages are, without a trailing slash. Default: `https://api.github.com`, `https://github.com`. */
  readonly apiOrigin?: string;
  readonly webOrigin?: string;
  /** `false`: JWTs and tokens never expire, for clocks that aren't the caller's. Default: `true`. */
  readonly expiry?: boolean;
  readonly rateLimits?: Partial<RateLimits>;
  readonly seed?: Partial<Seed>;
}

export interface GithubEmulator {
  readonly app: Hono;
  /**
   * Answers in process, for the API and the pages, and follows redirects. A broken connection rejects; silence lasts
   * until the request's signal aborts.
   */
  readonly fetch: typeof fetch;
  /** Resolves when no webhook delivery is under way. */
  idle(): Promise<void>;
  /** API calls, by route and one after the other. */
  readonly calls: Calls;
  readonly faults: Faults;
  readonly webhookFaults: WebhookFaults;
  /** Webhook deliveries, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** Everything, for looking at it directly. */
  readonly state: State;
  /** Who there is, with credentials. */
  readonly seed: GithubAccount;
  /** What `login` does on GitHub's pages. */
  as(login: string): Person;
  /** What the owner's admin does about an installation. `null` is all repositories. */
  install(slug: string, repositories?: readonly string[] | null): Installation;
  uninstall(installation: Installation): void;
  suspend(installation: Installation, suspended?: boolean): void;
  selectRepositories(installation: Installation, repositories: readonly string[] | null): void;
}

/** A GitHub in memory: the part of the REST API and of the webhooks that an App for issues meets. */
export function createGithubEmulator(options: GithubEmulatorOptions): GithubEmulator {
  const { now, random } = options;
  const seed = { ...defaultSeed, ...options.seed };
  const calls = createCalls(routeOf);
  const faults = createFaults(random);
  const webhookFaults = createWebhookFaults(random);
  const { track, idle } = createUnderWay();
  let state = openState(seed, random, now);

  const world: World = {
    apiOrigin: (options.apiOrigin ?? "https://api.github.com").replace(/\/+$/, ""),
    webOrigin: (options.webOrigin ?? "https://github.com").replace(/\/+$/, ""),
    now,
    delay: options.delay ?? ((ms, run) => void setTimeout(run, ms).unref()),
    expiry: options.expiry ?? true,
    get state() {
      return state;
    },
    publish: (happening) => deliveries.publish(happening),
  };
  const deliveries = createDeliveries(world, options.fetch, webhookFaults, track);

  const api: Api = new Hono({ getPath: (request) => pathByName(state, new URL(request.url).pathname) });
  api.route("/", conversionRoutes(world));
  api.use("*", authenticate(world), rateLimit(world, { ...defaultRateLimits, ...options.rateLimits }));
  for (const routes of [
    appRoutes(world),
    hookRoutes(world, deliveries),
    userRoutes(world),
    issueRoutes(world),
    labelRoutes(world),
    commentRoutes(world),
    checkRoutes(world),
    contentRoutes(world),
    projectRoutes(world),
  ]) {
    api.route("/", routes);
  }
  api.notFound((c) => answerRefusal(c, notFound()));

  const as = (login: string) => personOf(world, login);
  const account = () => accountOf(seed, state);
  const reset = (): void => {
    state = openState(seed, random, now);
    calls.clear();
    faults.clear();
    webhookFaults.clear();
  };
  const app = new Hono();
  app.route("/", controlRoutes({ faults, webhookFaults, calls, reset, account, as }));
  app.route("/", appPages(world));
  const answer = async (request: Request) => api.fetch(request);
  const play = playFault(world);
  app.all("*", (c) => exchange(c, { now, calls, faults, play, answer }));
  app.onError((error) => {
    throw error;
  });

  const origins = [world.apiOrigin, world.webOrigin].map((origin) => new URL(origin).origin);
  const ask = inProcess(app);
  const admin = () => ({ user: as(seed.people.find((one) => one.staff === "admin")?.login ?? "").account, app: null });
  const named = (names: readonly string[] | null) =>
    names?.flatMap((name) => repositoryNamed(world, name) ?? []) ?? null;

  return {
    app,
    fetch: (input, init) => following(ask, new Request(input, init), origins),
    idle,
    calls,
    faults,
    webhookFaults,
    get deliveries() {
      return state.deliveries;
    },
    get state() {
      return state;
    },
    get seed() {
      return account();
    },
    as,
    install: (slug, repositories = null) => {
      const found = [...state.apps.values()].find((one) => one.slug === slug);
      const owner = accountNamed(world, seed.owner);
      if (found === undefined || owner === undefined) throw new Error(`no App is called ${slug}`);
      return install(world, found, admin(), owner, named(repositories));
    },
    uninstall: (installation) => uninstall(world, installation, admin()),
    suspend: (installation, suspended = true) =>
      suspended ? suspend(world, installation, admin()) : unsuspend(world, installation, admin()),
    selectRepositories: (installation, repositories) =>
      selectRepositories(world, installation, admin(), named(repositories)),
  };
}

/** A repository can also be asked for by its id, which redirects do: `/repositories/1/issues` is `/repos/o/n/issues`. */
function pathByName(state: State, path: string): string {
  const [, id, rest = ""] = path.match(/^\/repositories\/(\d+)(\/.*)?$/) ?? [];
  const repository = state.repositories.get(Number(id));
  return repository === undefined ? path : `/repos/${fullName(repository)}${rest}`;
}
