import { type TokenMade, type TokenShown, tokenRequest } from "../../src/api/tokens.ts";
import { formatInstant } from "../../src/core/time.ts";
import type { AutomationToken } from "../../src/desk/automation-tokens.ts";
import { type Failure, problem } from "./problem.ts";
import { PERSONS, type Route, withBody, withoutBody } from "./route.ts";

export const tokenRoutes: readonly Route[] = [
  {
    id: "listTokens",
    method: "GET",
    path: "/tokens",
    who: PERSONS,
    ...withoutBody(async ({ context, account }) => context.json({ tokens: (await account.tokens()).map(shown) })),
  },
  {
    id: "makeToken",
    method: "POST",
    path: "/tokens",
    who: PERSONS,
    ...withBody(tokenRequest, async ({ context, account, identity, subdomain, tokens }, { name }) => {
      const token = await tokens.issue("automation", subdomain);
      const made = await account.makeToken(token, name, identity);
      if (!made.ok) return problem(409, made.failure);
      return context.json({ ...shown(made.value), token } satisfies TokenMade, 201);
    }),
  },
  {
    id: "revokeToken",
    method: "DELETE",
    path: "/tokens/:id",
    who: PERSONS,
    ...withoutBody(async ({ context, account, identity }) => {
      const id = context.req.param("id") ?? "";
      const revoked = /^\d{1,15}$/.test(id) && (await account.revokeToken(Number(id), identity));
      return revoked ? context.body(null, 204) : problem(404, NO_TOKEN);
    }),
  },
];

const shown = ({ id, name, madeBy, madeAt, usedAt }: AutomationToken): TokenShown => ({
  id: String(id),
  name,
  madeBy,
  madeAt: formatInstant(madeAt),
  usedAt: usedAt === null ? null : formatInstant(usedAt),
});

const NO_TOKEN: Failure = {
  reason: "no_token",
  message: "There is no such token.",
  mend: "It may have been revoked already: see the list.",
};
