import type { AccountHandle } from "../src/accounts.ts";
import { formatInstant } from "../src/core/time.ts";
import type { Hono } from "../src/hono.ts";
import { OPERATOR, type WithAccount } from "./named-account.ts";
import { backfillBody } from "./operator-bodies.ts";
import { badRequest, bodyOf } from "./operator-request.ts";

/** The tickets that were open before an account was connected: begin with them, and see how far that has come. */
export function backfillRoutes(app: Hono, withAccount: WithAccount): void {
  app.post("/backfill", async (context) => {
    const request = await bodyOf(context, backfillBody);
    if (request === null) return badRequest(context, "backfill");
    return withAccount(context, request, async (account, shown) => {
      const outcome = await account.backfill(request.since, OPERATOR);
      if (!outcome.ok) return context.json(outcome.failure, 422);
      return context.json({ account: shown, ...(await standing(account)) });
    });
  });

  app.get("/backfill", (context) =>
    withAccount(context, context.req.query(), async (account, shown) =>
      context.json({ account: shown, ...(await standing(account)) }),
    ),
  );
}

/** How far the last backfill has come. */
async function standing(account: AccountHandle) {
  const { sweep, waiting, writing, pause } = await account.overview();
  const known = sweep?.backfill ?? null;
  const backfill =
    known === null
      ? null
      : {
          ...known,
          since: formatInstant(known.since),
          startedAt: formatInstant(known.startedAt),
          endedAt: known.endedAt === null ? null : formatInstant(known.endedAt),
        };
  return { backfill, waiting, mode: writing.mode, trouble: sweep?.trouble?.detail ?? pause?.detail ?? null };
}
