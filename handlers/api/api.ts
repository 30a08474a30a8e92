import { UNAVAILABLE } from "../../src/account/failures.ts";
import { Attempts } from "../../src/attempts.ts";
import { minutes } from "../../src/core/time.ts";
import { Hono } from "../../src/hono.ts";
import type { Log } from "../../src/log.ts";
import { isUnavailable, RETRY_AFTER_S } from "../../src/unavailable.ts";
import type { Pages } from "../app-page.ts";
import { Doorkeeper, type IdentityDeps, type Unknown } from "./identity.ts";
import { type Failure, problem } from "./problem.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

export interface ApiDeps extends IdentityDeps {
  /** The built app's files, the OpenAPI document among them. */
  readonly pages: Pages;
  readonly log: Log;
}

const BASE = "/zendesk/:subdomain";
const MOST_REFUSALS = 100;

/**
 * What the app, the admin pages and programs ask of an account, below `/api/zendesk/:subdomain`. Answers are JSON that
 * nobody keeps; refusals are problem details. No other site's page may read an answer: no CORS header is ever sent.
 */
export function api(deps: ApiDeps): Hono {
  const app = new Hono();
  const doorkeeper = new Doorkeeper(deps);
  const refusals = new Attempts(MOST_REFUSALS, minutes(1));
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
  });
  app.get("/openapi.json", async (context) => {
    const document = await deps.pages.get("openapi.json", false);
    if (document === null) return problem(404, NO_ROUTE);
    return context.body(document.body, 200, { "content-type": "application/json" });
  });
  for (const route of ROUTES) {
    app.on(route.method, BASE + route.path, async (context) => {
      const subdomain = context.req.param("subdomain") ?? "";
      const now = deps.now();
      const known = await doorkeeper.identify(context.req.raw, subdomain);
      if (!known.ok) {
        // Who shows something genuine is never kept waiting by others.
        const guess = known.failure.reason === "not_genuine";
        if (guess && !refusals.allow(subdomain, now)) return problem(429, TOO_MANY, { headers: RETRY });
        return stranger(known.failure);
      }
      const { identity, account } = known.value;
      if (!route.who.includes(identity.kind)) return problem(403, notFor(route, identity.kind));
      return route.answer({ context, subdomain, account, identity, tokens: deps.tokens, now });
    });
  }
  app.all("*", () => problem(404, NO_ROUTE));
  app.onError((error) => {
    const unavailable = isUnavailable(error);
    // The message is left out of the log: it may quote what was sent.
    deps.log(unavailable ? "warn" : "error", unavailable ? "unavailable" : "request_failed", { reason: error.name });
    return unavailable ? problem(503, UNAVAILABLE, { headers: { "retry-after": RETRY_AFTER_S } }) : problem(500, BUG);
  });
  return app;
}

/** One and the same answer for what was made up, whatever it was, and for an account that isn't there. */
function stranger({ reason }: Unknown): Response {
  const headers = { "www-authenticate": "Bearer" };
  switch (reason) {
    case "not_signed_in":
      return problem(401, NOT_SIGNED_IN, { headers });
    case "not_genuine":
      return problem(401, NOT_GENUINE, { headers });
    case "expired":
    case "ended":
      return problem(401, ENDED, { headers });
    case "foreign_origin":
      return problem(403, FOREIGN);
    case "no_account":
      return problem(404, NO_ACCOUNT);
  }
}

const RETRY = { "retry-after": "60" };

const notFor = ({ who }: Route, kind: string): Failure => ({
  reason: "not_allowed",
  message: `This is for ${who.join(" or ")}, and you are known as ${kind}.`,
  mend: kind === "agent" ? "Sign in as an administrator of the Zendesk account." : "Ask somebody who may.",
});

const NOT_SIGNED_IN: Failure = {
  reason: "not_signed_in",
  message: "The request doesn't say who asks.",
  mend: "Sign in, or send a token as Authorization: Bearer ….",
};

const NOT_GENUINE: Failure = {
  reason: "not_genuine",
  message: "What the request shows was not made for this account.",
  mend: "In Zendesk, an administrator should check the app's setting app_secret against `tierline app secret`; elsewhere sign in again.",
};

const ENDED: Failure = {
  reason: "ended",
  message: "The sign-in or token does not hold any more.",
  mend: "Sign in again, or make a new token.",
};

const FOREIGN: Failure = {
  reason: "foreign_origin",
  message: "The request comes from a page of another site.",
  mend: "Open Tierline's own page.",
};

const NO_ACCOUNT: Failure = {
  reason: "no_account",
  message: "No such account is connected here.",
  mend: "Connect it first: npm run tierline -- connect --subdomain … --client-id …",
};

const TOO_MANY: Failure = {
  reason: "too_many_attempts",
  message: "Too many requests to this account were refused.",
  mend: "Wait a minute and sign in again.",
};

const NO_ROUTE: Failure = {
  reason: "no_route",
  message: "There is nothing at this address.",
  mend: "See /api/openapi.json for what there is.",
};

const BUG: Failure = {
  reason: "internal",
  message: "Something went wrong here.",
  mend: "Try again. If it stays so, the server's log says when.",
};
