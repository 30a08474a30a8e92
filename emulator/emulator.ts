import { Hono } from "hono";
import { type Api, answerRefusal } from "./api.ts";
import { authenticate } from "./auth.ts";
import { authorizationRoutes } from "./authorization.ts";
import { createBreaker, UNBREAKABLE } from "./breaker.ts";
import { createCalls } from "./calls.ts";
import { controlRoutes } from "./control.ts";
import { createDeliveries } from "./deliveries.ts";
import { exchange, inProcess } from "./exchange.ts";
import { createFaults } from "./faults.ts";
import { groupRoutes } from "./groups.ts";
import { incrementalRoutes } from "./incremental.ts";
import { jobRoutes } from "./jobs.ts";
import { membershipRoutes } from "./memberships.ts";
import { mergeRoutes } from "./merges.ts";
import { oauthRoutes } from "./oauth.ts";
import { tokenRoutes } from "./oauth-grants.ts";
import { organizationFieldRoutes } from "./organization-fields.ts";
import { organizationRoutes } from "./organizations.ts";
import { playFault } from "./play-fault.ts";
import { defaultRateLimits, type Limited, type RateLimits, rateLimit } from "./rate-limits.ts";
import type { User } from "./records/people.ts";
import { noSuchEndpoint } from "./refusal.ts";
import { routeOf } from "./route.ts";
import { defaultSeed, openState, type Seed } from "./seed.ts";
import type { State } from "./state.ts";
import { tagRoutes } from "./tag-routes.ts";
import { ticketFieldRoutes } from "./ticket-fields.ts";
import { ticketRoutes } from "./tickets.ts";
import { createUnderWay } from "./under-way.ts";
import { updateManyRoutes } from "./update-many.ts";
import { userRoutes } from "./users.ts";
import { viewRoutes } from "./views.ts";
import { createWebhookFaults } from "./webhook-faults.ts";
import { webhookRoutes } from "./webhooks.ts";
import { installationRoutes } from "./workspace/installations.ts";
import { createLive } from "./workspace/live.ts";
import { workspaceRoutes } from "./workspace/routes.ts";
import { visitorOf } from "./workspace/sessions.ts";
import { signInRoutes } from "./workspace/sign-in.ts";
import type { World } from "./world.ts";

export interface EmulatorOptions {
  readonly subdomain: string;
  /** How the account is reached, without a trailing slash; the links in answers start with it. */
  readonly origin: string;
  /** Epoch milliseconds; answers carry it as `Date`. */
  readonly now: () => number;
  /** By which webhooks are signed and tokens expire, for an account whose records are dated otherwise. Default: `now`. */
  readonly wall?: () => number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Sends the webhooks. */
  readonly fetch: typeof fetch;
  /** Runs something later: retries, time limits, jobs. Default: `setTimeout`. */
  readonly delay?: (ms: number, run: () => void) => void;
  readonly rateLimits?: Partial<RateLimits>;
  /** How long a job takes, in milliseconds; nothing public says. Default: 400. */
  readonly jobMs?: number;
  /** Default: `everybody`. */
  readonly limited?: Limited;
  /** `false`: a webhook is never paused, however often it fails. */
  readonly breaker?: boolean;
  readonly seed?: Partial<Seed>;
  /** See ticket-view.ts. Default: `embedded`. */
  readonly metricSets?: "embedded" | "listed";
}

export interface Emulator {
  readonly app: Hono;
  /** Answers in process. A broken connection rejects; silence lasts until the request's signal aborts. */
  fetch(request: Request): Promise<Response>;
  /** Resolves when no webhook delivery, retry or job is under way. */
  idle(): Promise<void>;
  /** API calls by method and route template, e.g. `PUT /api/v2/tickets/{id}`. */
  readonly counts: Readonly<Record<string, number>>;
  /** The account, for looking at it directly. */
  readonly state: State;
  /** The people and credentials of the seed. */
  readonly seed: Seed;
}

/** A Zendesk account in memory: the part of the REST API and of the webhooks that an integration meets. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const { now, random, subdomain } = options;
  const origin = options.origin.replace(/\/+$/, "");
  const seed = { ...defaultSeed(subdomain), ...options.seed };
  const calls = createCalls(routeOf);
  const faults = createFaults(random);
  const webhookFaults = createWebhookFaults(random);
  const { track, idle } = createUnderWay();
  let state = openState(seed, random, now);
  let metricSets = options.metricSets ?? "embedded";

  const world: World = {
    subdomain,
    origin,
    now,
    wall: options.wall ?? now,
    random,
    delay: options.delay ?? ((ms, run) => void setTimeout(run, ms).unref()),
    get state() {
      return state;
    },
    get metricSets() {
      return metricSets;
    },
    jobMs: options.jobMs ?? 400,
    jobFaults: [],
    publish: (events) => {
      deliveries.send(events);
      live.tell(events);
    },
    track,
  };
  const live = createLive();
  const makeBreaker = () => (options.breaker === false ? UNBREAKABLE : createBreaker(now));
  const deliveries = createDeliveries(world, options.fetch, webhookFaults, makeBreaker);
  const limits = { ...defaultRateLimits, ...options.rateLimits };
  const limiter = rateLimit(world, limits, options.limited ?? "everybody");

  const api: Api = new Hono();
  api.use("*", authenticate(world), limiter);
  for (const routes of [
    updateManyRoutes(world),
    mergeRoutes(world),
    tagRoutes(world),
    ticketRoutes(world),
    jobRoutes(world),
    incrementalRoutes(world),
    userRoutes(world),
    membershipRoutes(world),
    organizationRoutes(world),
    groupRoutes(world),
    ticketFieldRoutes(world),
    organizationFieldRoutes(world),
    viewRoutes(world),
    oauthRoutes(world),
    webhookRoutes(world, deliveries),
  ]) {
    api.route("/", routes);
  }
  const zendesk = new Hono({ getPath });
  zendesk.route("/api/v2", api);
  zendesk.route("/", tokenRoutes(world));
  zendesk.route("/", authorizationRoutes(world));
  zendesk.notFound((c) => answerRefusal(c, noSuchEndpoint()));

  const reset = (): void => {
    state = openState(seed, random, now);
    calls.clear();
    faults.clear();
    webhookFaults.clear();
    deliveries.reset();
  };
  const account = () => ({
    subdomain,
    origin,
    people: [...state.users.values()].map(person),
    client: seed.client,
    apiToken: seed.apiToken,
  });

  const app = new Hono({ getPath });
  const setMetricSets = (place: typeof metricSets) => {
    metricSets = place;
  };
  app.route("/", controlRoutes({ faults, webhookFaults, calls, reset, account, setMetricSets }));
  app.route("/", installationRoutes(world));
  app.route("/", signInRoutes(world));
  app.route("/", workspaceRoutes(world, live, options.fetch));
  const answer = async (request: Request) => zendesk.fetch(request);
  const play = playFault(world);
  // A person's clicks are no calls of an integration: neither counted nor disturbed.
  app.all("*", (c) =>
    visitorOf(world, c.req.raw) === null ? exchange(c, { now, calls, faults, play, answer }) : answer(c.req.raw),
  );
  app.onError((error) => {
    throw error;
  });

  return {
    app,
    fetch: inProcess(app),
    idle,
    get counts() {
      return calls.counts;
    },
    get state() {
      return state;
    },
    seed,
  };
}

/** Every path also ends in `.json` (zendesk.md §2), and old clients write `//` (zendesk-node-api). */
function getPath(request: Request): string {
  const path = new URL(request.url).pathname.replace(/\/{2,}/g, "/");
  return path.replace(/\.json$/, "");
}

const person = ({ id, name, email, role }: User) => ({ id, name, email, role });
