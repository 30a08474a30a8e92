import type { MiddlewareHandler } from "hono";
import { type ApiContext, type ApiEnv, answerRefusal } from "./api.ts";
import { tooManyRequests } from "./refusal.ts";
import type { World } from "./world.ts";

/** Calls a window; the windows themselves are Zendesk's and fixed. */
export interface RateLimits {
  /** All of the Support API, a minute. Enterprise has 700 (zendesk.md §2.5). */
  readonly account: number;
  /** PUT /tickets/{id}, a minute: "default 100"; sandbox and trial 20. */
  readonly ticketUpdates: number;
  /** PUT /tickets/{id} of one user on one ticket, in 10 minutes. */
  readonly ticketUpdatesPerUser: number;
  /** GET /tickets, a minute. */
  readonly ticketLists: number;
  /** GET /incremental/*, a minute. */
  readonly incremental: number;
  /** GET /views/{id}/execute of one agent, a minute. */
  readonly viewExecutions: number;
}

export const defaultRateLimits: RateLimits = {
  account: 700,
  ticketUpdates: 100,
  ticketUpdatesPerUser: 30,
  ticketLists: 100,
  incremental: 10,
  viewExecutions: 5,
};

/**
 * Whose calls count. `apps`: those with an OAuth token alone; who signs in with the API token then plays a person in
 * Zendesk's own interface, whose clicks are no API requests.
 */
export type Limited = "everybody" | "apps";

interface Rule {
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly what: string;
  /** The header family of this rule, e.g. `zendesk-ratelimit-tickets-index`. */
  readonly header?: string;
}

interface Usage {
  readonly rule: Rule;
  readonly remaining: number;
  readonly resets: number;
}

/**
 * Windows start with their first call (assumption). A refused call is not charged (assumption). Every answer says what
 * is left; a refusal says when to come back (zendesk.md §2.5 [OFF]).
 */
export function rateLimit(world: World, limits: RateLimits, limited: Limited): MiddlewareHandler<ApiEnv> {
  const windows = new Map<string, { startedAt: number; used: number }>();

  const look = (rule: Rule): Usage => {
    const known = windows.get(rule.key);
    const live = known !== undefined && world.now() < known.startedAt + rule.windowMs ? known : null;
    const endsAt = (live?.startedAt ?? world.now()) + rule.windowMs;
    return {
      rule,
      remaining: rule.limit - (live?.used ?? 0),
      resets: Math.max(1, Math.ceil((endsAt - world.now()) / 1000)),
    };
  };
  const charge = ({ rule }: Usage): void => {
    const known = windows.get(rule.key);
    if (known !== undefined && world.now() < known.startedAt + rule.windowMs) known.used += 1;
    else windows.set(rule.key, { startedAt: world.now(), used: 1 });
  };

  return async (c, next) => {
    if (c.get("session")) return next();
    if (limited === "apps" && !c.req.header("authorization")?.startsWith("Bearer ")) return next();
    const rules = rulesFor(c, limits);
    const usages = rules.map(look);
    const spent = usages.find((usage) => usage.remaining <= 0);
    if (spent === undefined) usages.forEach(charge);
    const left = rules.map(look);
    const answer =
      spent === undefined ? await next() : answerRefusal(c, tooManyRequests(spent.resets, spent.rule.what));
    if (answer instanceof Response) c.res = answer;
    writeHeaders(c, left);
    return c.res;
  };
}

const MINUTE = 60_000;

/** The account's rule first, then what the endpoint adds. */
function rulesFor(c: ApiContext, limits: RateLimits): Rule[] {
  const { method, path } = c.req;
  const endpoint = path.replace(/^\/api\/v2/, "");
  const account: Rule = {
    key: "account",
    limit: limits.account,
    windowMs: MINUTE,
    what: "Number of allowed API requests per minute exceeded",
  };
  const what = "Number of allowed requests for this endpoint exceeded";
  const userId = c.get("user").id;
  if (method === "PUT" && /^\/tickets\/\d+$/.test(endpoint)) {
    const own = { limit: limits.ticketUpdatesPerUser, windowMs: 10 * MINUTE, what };
    const header = "zendesk-ratelimit-tickets-update";
    return [
      account,
      { key: "ticket-updates", limit: limits.ticketUpdates, windowMs: MINUTE, what, header },
      { key: `ticket-updates ${endpoint} ${userId}`, ...own },
    ];
  }
  if (method === "GET" && endpoint === "/tickets") {
    const header = "zendesk-ratelimit-tickets-index";
    return [account, { key: "ticket-lists", limit: limits.ticketLists, windowMs: MINUTE, what, header }];
  }
  if (method === "GET" && endpoint.startsWith("/incremental/")) {
    const header = "zendesk-ratelimit-incremental-exports";
    return [account, { key: "incremental", limit: limits.incremental, windowMs: MINUTE, what, header }];
  }
  if (method === "GET" && /^\/views\/\d+\/execute$/.test(endpoint)) {
    return [account, { key: `${endpoint} ${userId}`, limit: limits.viewExecutions, windowMs: MINUTE, what }];
  }
  return [account];
}

/** zendesk.md §2.5 [OFF]: two families of headers, and one per endpoint with a limit of its own. */
function writeHeaders(c: ApiContext, usages: readonly Usage[]): void {
  const [account, ...endpoints] = usages;
  if (account === undefined) return;
  const set = (name: string, value: string | number) => c.res.headers.set(name, String(value));
  set("X-Rate-Limit", account.rule.limit);
  set("X-Rate-Limit-Remaining", Math.max(0, account.remaining));
  set("ratelimit-limit", account.rule.limit);
  set("ratelimit-remaining", Math.max(0, account.remaining));
  set("ratelimit-reset", account.resets);
  for (const { rule, remaining, resets } of endpoints) {
    if (rule.header !== undefined)
      set(rule.header, `total=${rule.limit}; remaining=${Math.max(0, remaining)}; resets=${resets}`);
  }
}
