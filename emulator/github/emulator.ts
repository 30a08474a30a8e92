import { Hono } from "hono";
import { ConnectionReset } from "../play-fault.ts";
import { createWebhookFaults, type WebhookFaults } from "../webhook-faults.ts";
import { type Api, answerRefusal } from "./api.ts";
import { install, selectRepositories, suspend, uninstall, unsuspend } from "./app-acts.ts";
import { appRoutes } from "./app-routes.ts";
import { authenticate } from "./auth.ts";
import { type Calls, createCalls } from "./calls.ts";
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
import { type Person, personOf } from "./people.ts";
import { playFault } from "./play-fault.ts";
import { projectRoutes } from "./project-routes.ts";
import { defaultRateLimits, type RateLimits, rateLimit } from "./rate-limits.ts";
import { following } from "./redirects.ts";
import { notFound } from "./refusal.ts";
import { defaultSeed, openState, type Seed } from "./seed.ts";
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

/** What a registered App's owner was told. */
export interface AppCredentials {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PKCS#1, in PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** On the owner; `null` when it isn't installed there. */
  readonly installationId: number | null;
}

export interface GithubAccount {
  readonly owner: string;
  readonly apps: readonly AppCredentials[];
  readonly people: readonly {
    readonly login: string;
    readonly name: string;
    readonly type: string;
    readonly token: string;
  }[];
  readonly repositories: readonly { readonly name: string; readonly private: boolean }[];
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
  const calls = createCalls();
  const faults = createFaults(random);
  const webhookFaults = createWebhookFaults(random);
  const underWay = new Set<Promise<void>>();
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
  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
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
  app.all("*", async (c) => {
    const { raw, method, path } = c.req;
    const fault = faults.next(method, path);
    const note = (status: number | null) => calls.add({ at: now(), method, path, status, fault: fault?.kind ?? null });
    const answer = async (request: Request) => api.fetch(request);
    try {
      const response = await (fault === null ? answer(raw) : playFault(world, fault, raw, answer));
      note(response.status);
      const dated = new Response(response.body, response);
      dated.headers.set("date", new Date(now()).toUTCString());
      return dated;
    } catch (error) {
      note(null);
      throw error;
    }
  });
  app.onError((error) => {
    throw error;
  });

  const origins = [world.apiOrigin, world.webOrigin].map((origin) => new URL(origin).origin);
  const ask = async (request: Request): Promise<Response> => {
    try {
      return await app.fetch(request);
    } catch (error) {
      throw error instanceof ConnectionReset ? new TypeError("fetch failed", { cause: error }) : error;
    }
  };
  const admin = () => ({ user: as(seed.people.find((one) => one.staff === "admin")?.login ?? "").account, app: null });
  const named = (names: readonly string[] | null) =>
    names?.flatMap((name) => repositoryNamed(world, name) ?? []) ?? null;

  return {
    app,
    fetch: (input, init) => following(ask, new Request(input, init), origins),
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
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

function accountOf(seed: Seed, { apps, accounts, installations, personalTokens, repositories }: State): GithubAccount {
  const tokens = new Map([...personalTokens].map(([token, account]) => [account, token]));
  return {
    owner: seed.owner,
    apps: [...apps.values()].map((app) => ({
      id: app.id,
      slug: app.slug,
      clientId: app.client_id,
      clientSecret: app.client_secret,
      privateKey: app.pem,
      webhookSecret: app.webhook_secret,
      installationId: [...installations.values()].find((one) => one.app === app)?.id ?? null,
    })),
    people: [...accounts.values()].flatMap((account) => {
      const token = tokens.get(account);
      return token === undefined ? [] : [{ login: account.login, name: account.name, type: account.type, token }];
    }),
    repositories: [...repositories.values()].map((one) => ({ name: fullName(one), private: one.private })),
  };
}
