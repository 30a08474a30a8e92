import type { BearerTokens } from "../src/bearer-tokens.ts";
import type { Instant } from "../src/core/time.ts";
import type { Hono } from "../src/hono.ts";
import { auditRoutes } from "./api/audit-routes.ts";
import { changeRoutes } from "./api/change-routes.ts";
import { organizationRoutes } from "./api/organization-routes.ts";
import { policyRoutes } from "./api/policy-routes.ts";
import { OPERATOR, type WithAccount } from "./named-account.ts";

export interface AccountRoutesDeps {
  readonly withAccount: WithAccount;
  readonly tokens: BearerTokens;
  readonly now: () => Instant;
}

/**
 * What the API offers of an account's mapping, policy and audit trail, below `/account`: for an account of either
 * helpdesk, and named as everywhere else here. The answers are the API's own.
 */
export function accountRoutes(app: Hono, { withAccount, tokens, now }: AccountRoutesDeps): void {
  for (const { method, path, answer } of [...organizationRoutes, ...changeRoutes, ...policyRoutes, ...auditRoutes]) {
    app.on(method, `/account${path}`, (context) =>
      withAccount(context, context.req.query(), async (account, { name }) => {
        const call = { context, subdomain: name, account, identity: OPERATOR, tokens, now: now() };
        const response = await answer(call);
        response.headers.set("cache-control", "no-store");
        return response;
      }),
    );
  }
}
