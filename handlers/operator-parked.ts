import type { OperatorFailure } from "../src/account/answers.ts";
import { formatInstant } from "../src/core/time.ts";
import type { Hono } from "../src/hono.ts";
import { OPERATOR, type WithAccount } from "./named-account.ts";
import { dropBody, replayBody } from "./operator-bodies.ts";
import { badRequest, bodyOf } from "./operator-request.ts";

/** Work that waits for a person: to be seen, put back to work, or forgotten. */
export function parkedRoutes(app: Hono, withAccount: WithAccount): void {
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
}

const NO_BODY: OperatorFailure = {
  reason: "no_body",
  message: "No parked delivery has this id.",
  mend: "See the ids with `tierline parked list`: only deliveries have a body, tickets are in the helpdesk.",
};
