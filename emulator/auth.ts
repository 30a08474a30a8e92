import type { MiddlewareHandler } from "hono";
import { type ApiEnv, answerRefusal } from "./api.ts";
import type { User } from "./records/people.ts";
import { forgedRequest, invalidToken, isRefusal, missingScope, notAuthenticated, type Refusal } from "./refusal.ts";
import { userByEmail } from "./users.ts";
import { isForged, visitorOf } from "./workspace/sessions.ts";
import type { World } from "./world.ts";

interface Caller {
  readonly user: User;
  readonly scopes: readonly string[];
}

/**
 * Bearer (OAuth), Basic `{email}/token:{api token}`, the legacy way (zendesk.md §2.9), or the session of somebody who
 * is signed in to the workspace.
 */
export function authenticate(world: World): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const visitor = visitorOf(world, c.req.raw);
    if (visitor !== null && isForged(c.req.raw)) return answerRefusal(c, forgedRequest());
    const caller: Caller | Refusal =
      visitor === null
        ? readCaller(world, c.req.header("authorization"))
        : { user: visitor, scopes: ["read", "write"] };
    if (isRefusal(caller)) return answerRefusal(c, caller);
    const missing = scopeMissing(caller.scopes, c.req.method, c.req.path);
    if (missing !== null) return answerRefusal(c, missingScope(missing));
    c.set("user", caller.user);
    c.set("scopes", caller.scopes);
    c.set("session", visitor !== null);
    return next();
  };
}

function readCaller(world: World, header: string | undefined): Caller | Refusal {
  const [scheme, value] = (header ?? "").split(" ");
  if (value === undefined) return notAuthenticated();
  return scheme?.toLowerCase() === "bearer" ? bearer(world, value) : basic(world, value);
}

function bearer(world: World, value: string): Caller | Refusal {
  const token = world.state.tokens.get(value);
  if (token === undefined || (token.expiresAt !== null && token.expiresAt <= world.wall())) return invalidToken();
  const user = world.state.users.get(token.userId);
  // zendesk.md §7.20: when the client's owner is suspended or deleted, nothing works any more.
  return user === undefined || user.suspended ? invalidToken() : { user, scopes: token.scopes };
}

function basic(world: World, value: string): Caller | Refusal {
  const [name, secret] = decode(value).split(":");
  const email = name?.match(/^(.*)\/token$/)?.[1];
  const user = email === undefined ? undefined : userByEmail(world.state, email);
  if (user === undefined || user.suspended || secret !== world.state.apiToken) return notAuthenticated();
  return { user, scopes: ["read", "write"] };
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

/** zendesk.md §2.9 [OAS]: only these have scopes of their own; everything else needs plain `read` or `write`. */
const SCOPED: Readonly<Record<string, string>> = {
  tickets: "tickets",
  deleted_tickets: "tickets",
  users: "users",
  organizations: "organizations",
  organization_memberships: "organizations",
  webhooks: "webhooks",
  triggers: "triggers",
  automations: "automations",
  macros: "macros",
};

function scopeMissing(scopes: readonly string[], method: string, path: string): string | null {
  const verb = method === "GET" || method === "HEAD" ? "read" : "write";
  const resource = SCOPED[path.replace(/^\/api\/v2\//, "").split("/")[0] ?? ""];
  if (scopes.includes(verb)) return null;
  if (resource === undefined) return verb;
  return scopes.includes(`${resource}:${verb}`) ? null : `${resource}:${verb}`;
}
