import type { MiddlewareHandler } from "hono";
import { type ApiContext, type ApiEnv, answerRefusal } from "./api.ts";
import { primaryLimit, secondaryLimit } from "./refusal.ts";
import type { World } from "./world.ts";

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export interface RateLimits {
  /** Of one installation or person, an hour. */
  readonly hourly: number;
  /** "No more than 900 points per minute are allowed for REST API endpoints": reading is 1 point, changing 5. */
  readonly pointsPerMinute: number;
  /** "No more than 80 content-generating requests per minute and no more than 500 content-generating requests per hour". */
  readonly contentPerMinute: number;
  readonly contentPerHour: number;
}

export const defaultRateLimits: RateLimits = {
  hourly: 5000,
  pointsPerMinute: 900,
  contentPerMinute: 80,
  contentPerHour: 500,
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Window {
  readonly endsAt: number;
  used: number;
}

/** Windows start with their first call. Every answer says what is left of the hour; a refused call is not charged (assumption). */
export function rateLimit(world: World, limits: RateLimits): MiddlewareHandler<ApiEnv> {
  const windows = new Map<string, Window>();
  const windowOf = (key: string, length: number): Window => {
    const known = windows.get(key);
    if (known !== undefined && world.now() < known.endsAt) return known;
    const opened = { endsAt: world.now() + length, used: 0 };
    windows.set(key, opened);
    return opened;
  };
  const secondsTo = (window: Window) => Math.max(1, Math.ceil((window.endsAt - world.now()) / 1000));

  return async (c, next) => {
    const whose = whoseLimit(c);
    const hour = windowOf(`hour ${whose}`, HOUR);
    const changes = c.req.method !== "GET" && !c.req.path.startsWith("/app");
    const costs: readonly (readonly [Window, number, number])[] = [
      [windowOf(`points ${whose}`, MINUTE), c.req.method === "GET" ? 1 : 5, limits.pointsPerMinute],
      [windowOf(`minute ${whose}`, MINUTE), changes ? 1 : 0, limits.contentPerMinute],
      [windowOf(`content ${whose}`, HOUR), changes ? 1 : 0, limits.contentPerHour],
    ];
    const full = costs.find(([window, cost, limit]) => cost > 0 && window.used + cost > limit);
    if (hour.used >= limits.hourly) c.res = answerRefusal(c, primaryLimit(whose));
    else if (full !== undefined) c.res = answerRefusal(c, secondaryLimit(403, secondsTo(full[0])));
    else {
      hour.used += 1;
      for (const [window, cost] of costs) window.used += cost;
      await next();
    }
    const set = (name: string, value: string | number) => c.res.headers.set(`x-ratelimit-${name}`, String(value));
    set("limit", limits.hourly);
    set("remaining", limits.hourly - hour.used);
    set("used", hour.used);
    set("reset", Math.ceil(hour.endsAt / 1000));
    set("resource", "core");
    return c.res;
  };
}

function whoseLimit(c: ApiContext): string {
  const caller = c.get("caller");
  switch (caller.kind) {
    case "nobody":
      return "nobody";
    case "app":
      return `app ID ${caller.app.id}`;
    case "installation":
      return `installation ID ${caller.token.installation.id}`;
    case "person":
      return `user ID ${caller.user.id}`;
  }
}
