import type { OperatorFailure } from "../src/account/answers.ts";
import type { Accounts } from "../src/accounts.ts";
import type { AppSecrets } from "../src/app-secret.ts";
import type { BearerTokens } from "../src/bearer-tokens.ts";
import { anyTicketId } from "../src/core/id.ts";
import { formatInstant, type Instant } from "../src/core/time.ts";
import type { DeskIds } from "../src/desk-id.ts";
import { Hono } from "../src/hono.ts";
import { namedAccounts, OPERATOR } from "./named-account.ts";
import { accountRoutes } from "./operator-account.ts";
import { backfillRoutes } from "./operator-backfill.ts";
import { appSecretBody, connectBody, disconnectBody, modeBody, registrationBody } from "./operator-bodies.ts";
import { mappingRoutes } from "./operator-mapping.ts";
import { operatorOnly } from "./operator-only.ts";
import { parkedRoutes } from "./operator-parked.ts";
import { badRequest, bodyOf } from "./operator-request.ts";

export interface OperatorDeps {
  readonly token: string;
  readonly deskIds: DeskIds;
  readonly appSecrets: AppSecrets;
  readonly accounts: Accounts;
  readonly tokens: BearerTokens;
  readonly now: () => Instant;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

const MAX_DECISIONS = 500;

/**
 * What the `tierline` commands ask of a running server. Guarded by the operator's token; the same routes on every
 * runtime. A failure is `{ reason, message, mend }`.
 */
export function operator(deps: OperatorDeps): Hono {
  const { token, deskIds, appSecrets, accounts, publicUrl } = deps;
  const { deskOf, withAccount } = namedAccounts(accounts, deskIds);
  const app = new Hono();
  app.use(operatorOnly(token));

  app.post("/connect", async (context) => {
    const request = await bodyOf(context, connectBody);
    if (request === null) return badRequest(context, "connect");
    const { origin, ...rest } = request;
    const developmentOrigin = origin;
    if ("owner" in rest) {
      const id = await deskOf("github", rest.owner);
      const account = await accounts.create(id, "github");
      const outcome = await account.connect({ helpdesk: "github", ...rest, developmentOrigin }, OPERATOR);
      if ((await account.overview()).account === null) await accounts.discard(id);
      return outcome.ok ? context.json(outcome.value) : context.json(outcome.failure, 422);
    }
    const id = await deskOf("zendesk", rest.subdomain);
    const account = await accounts.create(id, "zendesk");
    const outcome = await account.connect({ ...rest, developmentOrigin }, OPERATOR);
    if ((await account.overview()).account === null) await accounts.discard(id);
    return outcome.ok ? context.json(outcome.value) : context.json(outcome.failure, 422);
  });

  /** The address at which a person registers a GitHub App; it is a secret for as long as it holds. */
  app.post("/github/registration", async (context) => {
    const request = await bodyOf(context, registrationBody);
    if (request === null) return badRequest(context, "connect github");
    const { owner, personal, origin } = request;
    const id = await deskOf("github", owner);
    const account = await accounts.create(id, "github");
    const offered = await account.beginRegistration({ owner, personal, developmentOrigin: origin });
    context.header("cache-control", "no-store");
    if (!offered.ok) {
      await accounts.discard(id);
      return context.json(offered.failure, 422);
    }
    const { ticket, until } = offered.value;
    return context.json({ address: `${publicUrl}/github/new/${ticket}`, until: formatInstant(until) });
  });

  app.post("/disconnect", async (context) => {
    const request = await bodyOf(context, disconnectBody);
    if (request === null) return badRequest(context, "disconnect");
    return withAccount(context, request, async (account, shown) => {
      const outcome = await account.disconnect(request.dryRun, OPERATOR);
      return outcome.ok ? context.json({ account: shown, ...outcome.value }) : context.json(outcome.failure, 422);
    });
  });

  app.get("/doctor", (context) =>
    withAccount(context, context.req.query(), async (account, shown) =>
      context.json({ account: shown, findings: await account.doctor() }),
    ),
  );

  app.post("/mode", async (context) => {
    const request = await bodyOf(context, modeBody);
    if (request === null) return badRequest(context, "mode");
    const { mode, organizations } = request;
    if ((mode === "canary") !== organizations.length > 0) return context.json(CANARY_ONLY, 400);
    return withAccount(context, request, async (account, shown) => {
      const queued = await account.setWriting({ mode, canary: organizations }, OPERATOR);
      return context.json({ account: shown, mode, organizations, queued });
    });
  });

  parkedRoutes(app, withAccount);

  app.get("/decisions", async (context) => {
    const asked = context.req.query("ticket");
    const ticket = asked === undefined ? null : anyTicketId(asked);
    if (asked !== undefined && ticket === null) return context.json(NO_TICKET_ID, 400);
    return withAccount(context, context.req.query(), async (account, shown) =>
      context.json({ account: shown, decisions: await account.decisions(ticket, MAX_DECISIONS) }),
    );
  });

  /** A secret in the answer: with POST it stays out of every cache and log of addresses. */
  app.post("/app/secret", async (context) => {
    const request = await bodyOf(context, appSecretBody);
    if (request === null) return badRequest(context, "app secret");
    return withAccount(context, request, async (account, { helpdesk, name: subdomain }) => {
      if (helpdesk !== "zendesk") return context.json(NO_APP, 422);
      const current = await account.appGeneration();
      const generation = request.replace ? await account.replaceAppSecret(current, OPERATOR) : current;
      context.header("cache-control", "no-store");
      return context.json({ account: subdomain, generation, secret: await appSecrets.of(subdomain, generation) });
    });
  });

  accountRoutes(app, { ...deps, withAccount });
  backfillRoutes(app, withAccount);
  mappingRoutes(app, { withAccount, deskOf: (owner) => deskOf("github", owner) });
  return app;
}

const NO_APP: OperatorFailure = {
  reason: "no_app",
  message: "The app is for Zendesk's agent workspace; a GitHub account has none.",
  mend: "Name a Zendesk account: --subdomain …",
};

const CANARY_ONLY: OperatorFailure = {
  reason: "bad_request",
  message: "canary takes the organizations to write for; shadow and live take none.",
  mend: "Name at least one organization id after canary.",
};

const NO_TICKET_ID: OperatorFailure = {
  reason: "bad_request",
  message: "That is not a ticket's id.",
  mend: "A ticket's id is a whole number, e.g. --ticket 5158; an issue's is its repository and number, e.g. --ticket acme/globex-support#12.",
};
