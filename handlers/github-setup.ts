import type { Context } from "hono";
import type { OperatorFailure } from "../src/account/answers.ts";
import type { AccountHandle, Accounts } from "../src/accounts.ts";
import { Attempts } from "../src/attempts.ts";
import { type Instant, minutes } from "../src/core/time.ts";
import type { DeskIds } from "../src/desk-id.ts";
import { Hono } from "../src/hono.ts";
import { connectedPage, formPage, refusedPage } from "./github-setup-pages.ts";

export interface GithubSetupDeps {
  readonly accounts: Accounts;
  readonly deskIds: DeskIds;
  readonly now: () => Instant;
}

/** The Desk, and a secret of the account behind it. */
const SECRET = /^([A-Za-z0-9_-]{64})\.[A-Za-z0-9_-]{43}$/;
/** Whoever holds the operator's link acts for them. */
const OPERATOR = { kind: "operator" } as const;

/**
 * The pages by which a GitHub App is registered in a browser: `/new/…` sends it to GitHub, GitHub sends it back to
 * `/created`, is asked for the App's credentials, and after the installation sends it to `/installed`.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function githubSetup({ accounts, deskIds, now }: GithubSetupDeps): Hono {
  const attempts = new Attempts(60, minutes(1));

  /** The account that a ticket or state is of; `null` for anything that we didn't hand out. */
  async function account(secret: string): Promise<AccountHandle | null> {
    const id = await deskIds.authentic(SECRET.exec(secret)?.[1] ?? "");
    return id === null || !attempts.allow(id, now()) ? null : accounts.find(id);
  }

  async function form(context: Context): Promise<Response> {
    const ticket = context.req.param("ticket") ?? "";
    const outcome = await (await account(ticket))?.registrationForm(ticket);
    if (outcome === undefined) return refusedPage(404, NO_SUCH);
    return outcome.ok ? formPage(outcome.value) : refusedPage(404, outcome.failure);
  }

  async function created(context: Context): Promise<Response> {
    const { state = "", code = "" } = context.req.query();
    const outcome = await (await account(state))?.registered(state, code);
    if (outcome === undefined) return refusedPage(400, NO_SUCH);
    if (!outcome.ok) return refusedPage(400, outcome.failure);
    // The way on holds the next state: no page that GitHub links to is to be told of it.
    const headers = { "referrer-policy": "no-referrer", "cache-control": "no-store" };
    return context.body(null, 303, { ...headers, location: outcome.value.installAt });
  }

  /** What GitHub says of the installation in the address anybody can say: GitHub itself is asked. */
  async function installed(context: Context): Promise<Response> {
    const state = context.req.query("state") ?? "";
    const outcome = await (await account(state))?.installed(state, OPERATOR);
    if (outcome === undefined) return refusedPage(400, NO_SUCH);
    return outcome.ok ? connectedPage(outcome.value) : refusedPage(400, outcome.failure);
  }

  return new Hono().get("/new/:ticket", form).get("/created", created).get("/installed", installed);
}

const NO_SUCH: OperatorFailure = {
  reason: "not_begun",
  message: "There is nothing to be done at this address.",
  mend: "Run tierline connect github --owner … for one at which a GitHub App is registered.",
};
