import type { Context } from "hono";
import type * as z from "zod";
import type { OperatorFailure } from "../src/account/answers.ts";
import { NOT_CONNECTED } from "../src/account/failures.ts";
import type { AccountHandle, Accounts } from "../src/accounts.ts";
import type { AppSecrets } from "../src/app-secret.ts";
import { ticketId } from "../src/core/id.ts";
import { formatInstant } from "../src/core/time.ts";
import type { DeskIds } from "../src/desk-id.ts";
import { Hono } from "../src/hono.ts";
import { appSecretBody, connectBody, disconnectBody, dropBody, modeBody, replayBody } from "./operator-bodies.ts";
import { operatorOnly } from "./operator-only.ts";

export interface OperatorDeps {
  readonly token: string;
  readonly deskIds: DeskIds;
  readonly appSecrets: AppSecrets;
  readonly accounts: Accounts;
}

const MAX_DECISIONS = 500;
/** Whoever shows the operator's token, as the audit trail names them. */
const OPERATOR = { kind: "operator" } as const;

/**
 * What the `tierline` commands ask of a running server. Guarded by the operator's token; the same routes on every
 * runtime. A failure is `{ reason, message, mend }`.
 */
export function operator({ token, deskIds, appSecrets, accounts }: OperatorDeps): Hono {
  const app = new Hono();
  app.use(operatorOnly(token));

  app.post("/connect", async (context) => {
    const request = await bodyOf(context, connectBody);
    if (request === null) return badRequest(context, "connect");
    const id = await deskIds.of("zendesk", request.subdomain);
    const account = await accounts.create(id);
    const { origin, ...rest } = request;
    const outcome = await account.connect({ ...rest, developmentOrigin: origin }, OPERATOR);
    if ((await account.overview()).account === null) await accounts.discard(id);
    return outcome.ok ? context.json(outcome.value) : context.json(outcome.failure, 422);
  });

  app.post("/disconnect", async (context) => {
    const request = await bodyOf(context, disconnectBody);
    if (request === null) return badRequest(context, "disconnect");
    return withAccount(context, request.subdomain, async (account) => {
      const outcome = await account.disconnect(request.dryRun, OPERATOR);
      return outcome.ok ? context.json(outcome.value) : context.json(outcome.failure, 422);
    });
  });

  app.get("/doctor", (context) =>
    withAccount(context, context.req.query("subdomain"), async (account) =>
      context.json({ findings: await account.doctor() }),
    ),
  );

  app.post("/mode", async (context) => {
    const request = await bodyOf(context, modeBody);
    if (request === null) return badRequest(context, "mode");
    const { mode, organizations } = request;
    if ((mode === "canary") !== organizations.length > 0) return context.json(CANARY_ONLY, 400);
    return withAccount(context, request.subdomain, async (account) => {
      const queued = await account.setWriting({ mode, canary: organizations }, OPERATOR);
      return context.json({ mode, organizations, queued });
    });
  });

  app.get("/parked", (context) =>
    withAccount(context, context.req.query("subdomain"), async (account) => {
      const parked = await account.parked();
      return context.json({
        parked: parked.map((one) => ({ ...one, id: String(one.id), since: formatInstant(one.since) })),
      });
    }),
  );

  app.get("/parked/body", (context) =>
    withAccount(context, context.req.query("subdomain"), async (account) => {
      const body = await account.parkedBody(Number(context.req.query("id")));
      return body === null ? context.json(NO_BODY, 404) : context.json({ body });
    }),
  );

  app.post("/parked/replay", async (context) => {
    const request = await bodyOf(context, replayBody);
    if (request === null) return badRequest(context, "parked replay");
    return withAccount(context, request.subdomain, async (account) =>
      context.json({ replayed: await account.replayParked(request.ids, OPERATOR) }),
    );
  });

  app.post("/parked/drop", async (context) => {
    const request = await bodyOf(context, dropBody);
    if (request === null) return badRequest(context, "parked drop");
    return withAccount(context, request.subdomain, async (account) =>
      context.json({ dropped: await account.dropParked(request.ids, OPERATOR) }),
    );
  });

  app.get("/decisions", async (context) => {
    const asked = context.req.query("ticket");
    const ticket = asked === undefined ? null : ticketId(asked);
    if (asked !== undefined && ticket === null) return context.json(NO_TICKET_ID, 400);
    return withAccount(context, context.req.query("subdomain"), async (account) => {
      return context.json({ decisions: await account.decisions(ticket, MAX_DECISIONS) });
    });
  });

  /** A secret in the answer: with POST it stays out of every cache and log of addresses. */
  app.post("/app/secret", async (context) => {
    const request = await bodyOf(context, appSecretBody);
    if (request === null) return badRequest(context, "app secret");
    return withAccount(context, request.subdomain, async (account) => {
      const { account: subdomain } = await account.overview();
      if (subdomain === null) return context.json(NOT_CONNECTED, 404);
      const current = await account.appGeneration();
      const generation = request.replace ? await account.replaceAppSecret(current, OPERATOR) : current;
      context.header("cache-control", "no-store");
      return context.json({ account: subdomain, generation, secret: await appSecrets.of(subdomain, generation) });
    });
  });

  /** Answers with the account of this subdomain; without one, with the only account there is. */
  async function withAccount(
    context: Context,
    subdomain: string | undefined,
    answer: (account: AccountHandle) => Promise<Response>,
  ): Promise<Response> {
    const [account, ...others] = await connected(subdomain);
    if (account === undefined) {
      const which =
        subdomain === undefined ? "No account is connected here yet." : `No account "${subdomain}" is connected here.`;
      return context.json(noAccount(which), 404);
    }
    return others.length > 0 ? context.json(SEVERAL, 404) : answer(account);
  }

  /** One that was disconnected is no account any more, though its history is kept. */
  async function connected(subdomain: string | undefined): Promise<readonly AccountHandle[]> {
    const known =
      subdomain === undefined
        ? await accounts.all()
        : [await accounts.find(await deskIds.of("zendesk", subdomain))].filter((account) => account !== null);
    const overviews = await Promise.all(known.map((account) => account.overview()));
    return known.filter((_, index) => overviews[index]?.account != null);
  }

  return app;
}

const noAccount = (message: string): OperatorFailure => ({
  reason: "no_account",
  message,
  mend: "Connect it first: npm run tierline -- connect --subdomain … --client-id …",
});

const SEVERAL: OperatorFailure = {
  reason: "ambiguous",
  message: "Several accounts are connected here.",
  mend: "Say which: --subdomain …",
};

const CANARY_ONLY: OperatorFailure = {
  reason: "bad_request",
  message: "canary takes the organizations to write for; shadow and live take none.",
  mend: "Name at least one organization id after canary.",
};

const NO_TICKET_ID: OperatorFailure = {
  reason: "bad_request",
  message: "That is not a ticket's id.",
  mend: "A ticket's id is a whole number, e.g. --ticket 5158.",
};

const NO_BODY: OperatorFailure = {
  reason: "no_body",
  message: "No parked delivery has this id.",
  mend: "See the ids with `tierline parked list`: only deliveries have a body, tickets are in the helpdesk.",
};

async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<T | null> {
  const parsed = schema.safeParse(await context.req.json().catch(() => null));
  return parsed.success ? parsed.data : null;
}

function badRequest(context: Context, what: string): Response {
  const message = `The request to ${what} is not of the expected form.`;
  const mend = "Use the tierline command of the same version as the server.";
  return context.json({ reason: "bad_request", message, mend }, 400);
}
