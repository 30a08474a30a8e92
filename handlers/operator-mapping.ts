import type { DeskId } from "../src/core/id.ts";
import type { Hono } from "../src/hono.ts";
import { OPERATOR, type WithAccount } from "./named-account.ts";
import { mappingGitBody, mappingOwnerBody, mappingPullBody } from "./operator-bodies.ts";
import { badRequest, bodyOf } from "./operator-request.ts";

export interface MappingRoutesDeps {
  readonly withAccount: WithAccount;
  /** The Desk of the account whose App reads an owner's repositories. */
  readonly deskOf: (owner: string) => Promise<DeskId>;
}

/** Who owns the mapping of an account: the files, its administrators, or a repository. */
export function mappingRoutes(app: Hono, { withAccount, deskOf }: MappingRoutesDeps): void {
  app.get("/mapping", (context) =>
    withAccount(context, context.req.query(), async (account, shown) =>
      context.json({ account: shown, ...(await account.mappingStatus()) }),
    ),
  );

  app.post("/mapping/git", async (context) => {
    const request = await bodyOf(context, mappingGitBody);
    if (request === null) return badRequest(context, "mapping git");
    const { repository, branch, folder } = request;
    return withAccount(context, request, async (account, shown) => {
      const reader = await deskOf(repository.split("/")[0] ?? "");
      const outcome = await account.followMapping(reader, { repository, branch, folder }, OPERATOR);
      return outcome.ok ? context.json({ account: shown, ...outcome.value }) : context.json(outcome.failure, 422);
    });
  });

  app.post("/mapping/owner", async (context) => {
    const request = await bodyOf(context, mappingOwnerBody);
    if (request === null) return badRequest(context, "mapping");
    return withAccount(context, request, async (account, shown) => {
      const outcome = await account.leaveMapping(request.to, OPERATOR);
      return outcome.ok ? context.json({ account: shown, ...outcome.value }) : context.json(outcome.failure, 422);
    });
  });

  app.post("/mapping/pull", async (context) => {
    const request = await bodyOf(context, mappingPullBody);
    if (request === null) return badRequest(context, "mapping pull");
    return withAccount(context, request, async (account, shown) => {
      const pulled = await account.refreshMapping();
      return context.json({ account: shown, pulled, ...(await account.mappingStatus()) });
    });
  });
}
