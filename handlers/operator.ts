import type { Context } from "hono";
import type { OperatorFailure } from "../src/account/answers.ts";
import type { AccountHandle, Accounts } from "../src/accounts.ts";
import type { AppSecrets } from "../src/app-secret.ts";
import { anyTicketId, type DeskId } from "../src/core/id.ts";
import { formatInstant } from "../src/core/time.ts";
import type { DeskIds, HelpdeskKind } from "../src/desk-id.ts";
import { Hono } from "../src/hono.ts";
import {
  appSecretBody,
  connectBody,
  disconnectBody,
  dropBody,
  modeBody,
  registrationBody,
  replayBody,
} from "./operator-bodies.ts";
import { mappingRoutes, type Named, type Shown } from "./operator-mapping.ts";
import { operatorOnly } from "./operator-only.ts";
import { badRequest, bodyOf } from "./operator-request.ts";

export interface OperatorDeps {
  readonly token: string;
  readonly deskIds: DeskIds;
  readonly appSecrets: AppSecrets;
  readonly accounts: Accounts;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

const MAX_DECISIONS = 500;
/** Whoever shows the operator's token, as the audit trail names them. */
const OPERATOR = { kind: "operator" } as const;

/**
 * What the `tierline` commands ask of a running server. Guarded by the operator's token; the same routes on every
 * runtime. A failure is `{ reason, message, mend }`.
 */
export function operator({ token, deskIds, appSecrets, accounts, publicUrl }: OperatorDeps): Hono {
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

  app.get("/parked", (context) =>
    withAccount(context, context.req.query(), async (account, shown) => {
      const parked = await account.parked();
      return context.json({
        account: shown,
        parked: parked.map((one) => ({ ...one, id: String(one.id), since: formatInstant(one.since) })),
      });
    }),
  );

  app.get("/parked/body", (context) =>
    withAccount(context, context.req.query(), async (account, shown) => {
      const body = await account.parkedBody(Number(context.req.query("id")));
      return body === null ? context.json(NO_BODY, 404) : context.json({ account: shown, body });
    }),
  );

  app.post("/parked/replay", async (context) => {
    const request = await bodyOf(context, replayBody);
    if (request === null) return badRequest(context, "parked replay");
    return withAccount(context, request, async (account, shown) =>
      context.json({ account: shown, replayed: await account.replayParked(request.ids, OPERATOR) }),
    );
  });

  app.post("/parked/drop", async (context) => {
    const request = await bodyOf(context, dropBody);
    if (request === null) return badRequest(context, "parked drop");
    return withAccount(context, request, async (account, shown) =>
      context.json({ account: shown, dropped: await account.dropParked(request.ids, OPERATOR) }),
    );
  });

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

  /** Answers with the account that is named; where none is, with the only one there is. */
  async function withAccount(
    context: Context,
    { subdomain, owner }: Named,
    answer: (account: AccountHandle, shown: Shown) => Promise<Response>,
  ): Promise<Response> {
    if (subdomain !== undefined && owner !== undefined) return context.json(TWO_NAMES, 400);
    const [known, ...others] = await connected({ subdomain, owner });
    if (known === undefined) return context.json(noAccount({ subdomain, owner }), 404);
    return others.length > 0 ? context.json(SEVERAL, 404) : answer(known.account, known.shown);
  }

  /** One that was disconnected is no account any more, though its history is kept. */
  async function connected(named: Named): Promise<readonly { account: AccountHandle; shown: Shown }[]> {
    const known = await meant(named);
    const overviews = await Promise.all(known.map((account) => account.overview()));
    return known.flatMap((account, index) => {
      const { helpdesk, account: name } = overviews[index] ?? { helpdesk: "zendesk", account: null };
      return name === null ? [] : [{ account, shown: { helpdesk, name } }];
    });
  }

  async function meant({ subdomain, owner }: Named): Promise<readonly AccountHandle[]> {
    if (subdomain === undefined && owner === undefined) return accounts.all();
    const id = owner === undefined ? await deskOf("zendesk", subdomain ?? "") : await deskOf("github", owner);
    const account = await accounts.find(id);
    return account === null ? [] : [account];
  }

  /** GitHub's names are the same in upper and lower case. */
  const deskOf = (helpdesk: HelpdeskKind, name: string): Promise<DeskId> =>
    deskIds.of(helpdesk, helpdesk === "github" ? name.toLowerCase() : name);

  mappingRoutes(app, { withAccount, deskOf: (owner) => deskOf("github", owner) });
  return app;
}

function noAccount({ subdomain, owner }: Named): OperatorFailure {
  const name = owner ?? subdomain;
  return {
    reason: "no_account",
    message: name === undefined ? "No account is connected here yet." : `No account "${name}" is connected here.`,
    mend:
      owner === undefined
        ? "Connect it first: npm run tierline -- connect --subdomain … --client-id …"
        : "Connect it first: npm run tierline -- connect github --owner …",
  };
}

const TWO_NAMES: OperatorFailure = {
  reason: "bad_request",
  message: "Two accounts are named: a Zendesk account by its subdomain and a GitHub account by its owner.",
  mend: "Say one of the two: --subdomain … or --owner …",
};

const SEVERAL: OperatorFailure = {
  reason: "ambiguous",
  message: "Several accounts are connected here.",
  mend: "Say which: --subdomain … for one of Zendesk, --owner … for one of GitHub.",
};

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

const NO_BODY: OperatorFailure = {
  reason: "no_body",
  message: "No parked delivery has this id.",
  mend: "See the ids with `tierline parked list`: only deliveries have a body, tickets are in the helpdesk.",
};
