import type { Context } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";
import { NOT_CONNECTED } from "../../src/account/failures.ts";
import type { AccountHandle, Accounts } from "../../src/accounts.ts";
import { Attempts } from "../../src/attempts.ts";
import type { BearerTokens } from "../../src/bearer-tokens.ts";
import { formatInstant, type Instant, minutes } from "../../src/core/time.ts";
import type { DeskIds } from "../../src/desk-id.ts";
import { Hono } from "../../src/hono.ts";
import type { SecretBox } from "../../src/http/secret-box.ts";
import { zendeskOrigin } from "../../src/zendesk/connection.ts";
import { authorizationUrl, newSignInSecrets } from "../../src/zendesk/sign-in.ts";
import { type Failure, problem } from "../api/problem.ts";
import { isSameOrigin } from "../api/same-origin.ts";
import { bearerOf } from "../operator-only.ts";
import { refusedPage, SCRIPT_PATH, signedInPage, signedInScript } from "./auth-pages.ts";
import { forgetPending, keepPending, openPending } from "./pending-sign-in.ts";
import { clearSession, sessionCookie, setSession } from "./session-cookie.ts";

export interface AuthDeps {
  readonly accounts: Accounts;
  readonly deskIds: DeskIds;
  readonly tokens: BearerTokens;
  readonly secretBox: SecretBox;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Instant;
}

const CALLBACK = "/zendesk/callback";

/**
 * Administrators sign in with their Zendesk account, in a pop-up of the app in Zendesk (`as=embedded`: the page that
 * opened it is given a token) or at the stand-alone pages (`as=page`: a cookie).
 */
export function auth({ accounts, deskIds, tokens, secretBox, publicUrl, now }: AuthDeps): Hono {
  const redirectUri = `${publicUrl}/auth${CALLBACK}`;
  /** Accounts that are there; asking for others is anybody's to do, so not often. */
  const known = new Set<string>();
  const guesses = new Attempts(30, minutes(1));
  const account = async (subdomain: string): Promise<AccountHandle | null> =>
    accounts.find(await deskIds.of("zendesk", subdomain));

  async function start(context: Context): Promise<Response> {
    const subdomain = context.req.param("subdomain") ?? "";
    const as = context.req.query("as") === "embedded" ? "embedded" : "page";
    if (!known.has(subdomain) && !guesses.allow("all", now())) return refusedPage(429, TOO_MANY);
    const client = await (await account(subdomain))?.signInClient();
    if (client === undefined) return refusedPage(404, NOT_CONNECTED);
    if (!client.ok) return refusedPage(422, client.failure);
    known.add(subdomain);
    const secrets = newSignInSecrets();
    const { origin, clientId } = client.value;
    context.header("set-cookie", await keepPending(secretBox, { subdomain, as, ...secrets }, now()));
    return context.redirect(await authorizationUrl(origin, clientId, redirectUri, secrets), 302);
  }

  async function callback(context: Context): Promise<Response> {
    const pending = await openPending(secretBox, context.req.raw, now());
    if (pending === null) return refusedPage(400, NOT_BEGUN);
    const { code, state = "" } = context.req.query();
    // Without this, somebody else's code would sign this browser in as them.
    if (!(await timingSafeEqual(state, pending.state))) return refusedPage(400, NOT_BEGUN, forgetPending());
    if (code === undefined || code === "") return refusedPage(403, DENIED, forgetPending());
    const { subdomain, as, verifier } = pending;
    const token = await tokens.issue(as, subdomain);
    const signedIn = await (await account(subdomain))?.signIn({ as, token, code, verifier, redirectUri });
    if (signedIn === undefined) return refusedPage(404, NOT_CONNECTED, forgetPending());
    if (!signedIn.ok) return refusedPage(403, signedIn.failure, forgetPending());
    const { name, expiresAt } = signedIn.value;
    if (as === "embedded") {
      const page = signedInPage({ token, name, expiresAt: formatInstant(expiresAt) });
      page.headers.append("set-cookie", forgetPending());
      return page;
    }
    context.header("set-cookie", forgetPending());
    context.header("set-cookie", setSession(subdomain, token, Math.floor((expiresAt - now()) / 1000)), {
      append: true,
    });
    return context.redirect(`/admin/${subdomain}`, 303);
  }

  /** By the cookie of the stand-alone pages, or the token that the embedded page was given. */
  async function signOut(context: Context): Promise<Response> {
    const subdomain = context.req.query("subdomain") ?? "";
    if (!zendeskOrigin(subdomain, null).ok) return problem(404, NOT_CONNECTED);
    const { raw } = context.req;
    const bearer = bearerOf(raw);
    if (bearer === null && !isSameOrigin(raw, publicUrl)) return problem(403, FOREIGN);
    const token = bearer ?? sessionCookie(raw, subdomain);
    if (token !== null && (await tokens.kindOf(token, subdomain)) !== null) {
      await (await account(subdomain))?.signOut(token);
    }
    if (bearer === null) context.header("set-cookie", clearSession(subdomain));
    return context.body(null, 204);
  }

  return new Hono()
    .use(async (context, next) => {
      await next();
      if (context.res.headers.get("cache-control") === null) context.header("cache-control", "no-store");
    })
    .get("/zendesk/:subdomain/start", start)
    .get(CALLBACK, callback)
    .post("/sign-out", signOut)
    .get(SCRIPT_PATH.replace(/^\/auth/, ""), () => signedInScript());
}

const TOO_MANY: Failure = {
  reason: "too_many_attempts",
  message: "Too many sign-ins were begun here.",
  mend: "Wait a minute and sign in again.",
};

const NOT_BEGUN: Failure = {
  reason: "not_begun",
  message: "This browser has begun no such sign-in, or more than ten minutes ago.",
  mend: "Close this window and sign in again.",
};

const DENIED: Failure = {
  reason: "denied",
  message: "Zendesk did not let Tierline know who you are.",
  mend: "Sign in again, and allow it.",
};

const FOREIGN: Failure = {
  reason: "foreign_origin",
  message: "The request comes from a page of another site.",
  mend: "Sign out on Tierline's own page.",
};
