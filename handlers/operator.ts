import { type Context, Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import * as z from "zod";
import type { Account, OperatorFailure } from "../src/account.ts";
import type { Accounts } from "../src/accounts.ts";
import { standingAt } from "../src/core/clock.ts";
import { explain } from "../src/core/explain.ts";
import { ticketId } from "../src/core/id.ts";
import type { Policy } from "../src/core/policy.ts";
import { formatInstant, type Instant } from "../src/core/time.ts";
import type { RecordedDecision } from "../src/desk/decisions.ts";
import { MODES } from "../src/desk/mode.ts";
import type { DeskIds } from "../src/desk-id.ts";
import { credentialsSchema } from "../src/zendesk/connection.ts";

export interface OperatorDeps {
  readonly token: string;
  readonly deskIds: DeskIds;
  readonly accounts: Accounts;
  readonly policy: Policy;
  readonly now: () => Instant;
}

const connectSchema = z.strictObject({
  subdomain: z.string(),
  credentials: credentialsSchema,
  dryRun: z.boolean().default(false),
  origin: z.string().nullable().default(null),
});
const subdomain = z.string().optional();
const disconnectSchema = z.strictObject({ subdomain, dryRun: z.boolean().default(false) });
const modeSchema = z.strictObject({
  subdomain,
  mode: z.enum(MODES),
  organizations: z.array(z.string().min(1)).default([]),
});
const parkedId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const replaySchema = z.strictObject({
  subdomain,
  ids: z.union([z.literal("all"), z.array(parkedId)]),
});

const dropSchema = z.strictObject({ subdomain, ids: z.array(parkedId) });

const MAX_DECISIONS = 500;

/**
 * What the `tierline` commands ask of a running server. Guarded by the operator's token; the same routes on every
 * runtime. A failure is `{ reason, message, mend }`.
 */
export function operator({ token, deskIds, accounts, policy, now }: OperatorDeps): Hono {
  const app = new Hono();
  app.use(bearerAuth({ token }));

  app.post("/connect", async (context) => {
    const request = await bodyOf(context, connectSchema);
    if (request === null) return badRequest(context, "connect");
    const id = await deskIds.of("zendesk", request.subdomain);
    const account = await accounts.create(id);
    const { origin, ...rest } = request;
    const outcome = await account.connect({ ...rest, developmentOrigin: origin });
    if (!account.connected) await accounts.discard(id);
    return outcome.ok ? context.json(outcome.value) : context.json(outcome.failure, 422);
  });

  app.post("/disconnect", async (context) => {
    const request = await bodyOf(context, disconnectSchema);
    if (request === null) return badRequest(context, "disconnect");
    const chosen = await choose(request.subdomain);
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    const outcome = await chosen.account.disconnect(request.dryRun);
    return outcome.ok ? context.json(outcome.value) : context.json(outcome.failure, 422);
  });

  app.get("/doctor", async (context) => {
    const chosen = await choose(context.req.query("subdomain"));
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    return context.json({ findings: await chosen.account.doctor() });
  });

  app.post("/mode", async (context) => {
    const request = await bodyOf(context, modeSchema);
    if (request === null) return badRequest(context, "mode");
    const { mode, organizations } = request;
    if ((mode === "canary") !== organizations.length > 0) {
      const message = "canary takes the organizations to write for; shadow and live take none.";
      return context.json(
        { reason: "bad_request", message, mend: "Name at least one organization id after canary." },
        400,
      );
    }
    const chosen = await choose(request.subdomain);
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    return context.json({ mode, organizations, queued: chosen.account.setWriting({ mode, canary: organizations }) });
  });

  app.get("/parked", async (context) => {
    const chosen = await choose(context.req.query("subdomain"));
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    const parked = chosen.account.parked();
    return context.json({
      parked: parked.map((one) => ({ ...one, id: String(one.id), since: formatInstant(one.since) })),
    });
  });

  app.post("/parked/replay", async (context) => {
    const request = await bodyOf(context, replaySchema);
    if (request === null) return badRequest(context, "parked replay");
    const chosen = await choose(request.subdomain);
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    return context.json({ replayed: await chosen.account.replayParked(request.ids) });
  });

  app.post("/parked/drop", async (context) => {
    const request = await bodyOf(context, dropSchema);
    if (request === null) return badRequest(context, "parked drop");
    const chosen = await choose(request.subdomain);
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    return context.json({ dropped: chosen.account.dropParked(request.ids) });
  });

  app.get("/parked/body", async (context) => {
    const chosen = await choose(context.req.query("subdomain"));
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    const body = await chosen.account.parkedBody(Number(context.req.query("id")));
    if (body === null) return context.json(NO_BODY, 404);
    return context.json({ body });
  });

  app.get("/decisions", async (context) => {
    const chosen = await choose(context.req.query("subdomain"));
    if ("failure" in chosen) return context.json(chosen.failure, 404);
    const ticket = context.req.query("ticket");
    const decisions = chosen.account.decisions(ticket === undefined ? null : ticketId(ticket), MAX_DECISIONS);
    return context.json({ decisions: decisions.map((record) => describe(record, policy, now())) });
  });

  /** The account of this subdomain; without one, the only account there is. */
  async function choose(name: string | undefined): Promise<{ account: Account } | { failure: OperatorFailure }> {
    if (name !== undefined) {
      const account = await accounts.find(await deskIds.of("zendesk", name));
      return account === null ? { failure: noAccount(`No account "${name}" is connected here.`) } : { account };
    }
    const [account, ...others] = await accounts.all();
    if (account === undefined) return { failure: noAccount("No account is connected here yet.") };
    if (others.length === 0) return { account };
    return {
      failure: {
        reason: "ambiguous",
        message: "Several accounts are connected here.",
        mend: "Say which: --subdomain …",
      },
    };
  }

  return app;
}

const noAccount = (message: string): OperatorFailure => ({
  reason: "no_account",
  message,
  mend: "Connect it first: npm run tierline -- connect --subdomain … --client-id …",
});

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
  const mend = "Use the tierline command of the same version as the server.";
  return context.json(
    { reason: "bad_request", message: `The request to ${what} is not of the expected form.`, mend },
    400,
  );
}

const instantOrNull = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));

function describe({ decision, ...record }: RecordedDecision, policy: Policy, now: Instant) {
  const { ticketId, decidedAt, mode, written, changes } = record;
  const steps = explain(decision, policy);
  const reasons = decision.reasons.map(({ kind }) => kind);
  const shared = { ticketId, decidedAt: formatInstant(decidedAt), mode, written, changes, reasons, steps };
  if (decision.kind === "leave") {
    return { ...shared, tier: null, severity: null, priority: null, aim: null, due: null, state: "finished", tags: [] };
  }
  const { tier, severity, priority, tags } = decision;
  const [aim, due] = [instantOrNull(decision.aim), instantOrNull(decision.due)];
  return { ...shared, tier, severity, priority, aim, due, state: standingAt(decision, now).kind, tags };
}
