import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { answerRefusal, readBody } from "./api.ts";
import type { OAuthClient, Token } from "./records/oauth.ts";
import { isRefusal, oauthError, type Refusal } from "./refusal.ts";
import type { World } from "./world.ts";

const grantBody = z.object({
  grant_type: z.string(),
  client_id: z.string().default(""),
  client_secret: z.string().default(""),
  scope: z.union([z.string(), z.array(z.string())]).default("read"),
  expires_in: z.coerce.number().int().nullish(),
  code: z.string().default(""),
  redirect_uri: z.string().default(""),
  code_verifier: z.string().default(""),
});
type GrantBody = z.infer<typeof grantBody>;

/**
 * `POST /oauth/tokens`: the client-credentials grant (zendesk.md §2.9) and authorization codes. Other grants answer
 * `unsupported_grant_type`.
 */
export function tokenRoutes(world: World): Hono {
  const app = new Hono();
  app.post("/oauth/tokens", async (c) => {
    const body = await readGrant(c);
    if (isRefusal(body)) return answerRefusal(c, oauthError(400, "invalid_request", "The request is malformed."));
    const token = grant(world, body);
    if (isRefusal(token)) return answerRefusal(c, token);
    const answer = {
      access_token: token.token,
      token_type: "bearer",
      scope: token.scopes.join(" "),
      expires_in: token.expiresAt === null ? null : Math.round((token.expiresAt - token.createdAt) / 1000),
    };
    // [OAS] documents 201 here, where RFC 6749 has 200.
    return c.json(answer, 201);
  });
  return app;
}

/** [OAS] "must be formatted as JSON"; that the form of RFC 6749 §4.1.3 is read as well is an assumption. */
async function readGrant(c: Context): Promise<GrantBody | Refusal> {
  if (c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") !== true)
    return readBody(c, grantBody);
  return grantBody.parse(Object.fromEntries(new URLSearchParams(await c.req.text())));
}

function grant(world: World, body: GrantBody): Token | Refusal {
  const client = [...world.state.oauthClients.values()].find((one) => one.identifier === body.client_id);
  switch (body.grant_type) {
    case "client_credentials":
      // [OFF] confidential clients only, and the token acts for the user who created the client.
      if (client?.kind !== "confidential" || client.secret !== body.client_secret) return invalidClient();
      return issueToken(world, body, client, client.user_id, readScopes(body.scope));
    case "authorization_code":
      if (client === undefined || (client.kind === "confidential" && client.secret !== body.client_secret))
        return invalidClient();
      return exchange(world, body, client);
    default:
      return oauthError(400, "unsupported_grant_type", "The authorization grant type is not supported.");
  }
}

/** A code is spent by the first who shows it, rightly or not (RFC 6749 §4.1.2). */
function exchange(world: World, body: GrantBody, client: OAuthClient): Token | Refusal {
  const code = world.state.authorizationCodes.get(body.code);
  world.state.authorizationCodes.delete(body.code);
  const holds =
    code !== undefined &&
    code.clientId === client.id &&
    code.redirectUri === body.redirect_uri &&
    code.expiresAt > world.wall() &&
    (code.challenge === null || code.challenge === challengeOf(body.code_verifier));
  // Doorkeeper's words, as clients have recorded them (assumption).
  if (!holds) {
    return oauthError(
      400,
      "invalid_grant",
      "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    );
  }
  return issueToken(world, body, client, code.userId, code.scopes);
}

/** RFC 7636 §4.6. */
const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

const invalidClient = (): Refusal =>
  oauthError(
    401,
    "invalid_client",
    "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
  );

/** [OAS] A malformed scope still gets a token; requests with it are answered 403. */
function readScopes(scope: GrantBody["scope"]): readonly string[] {
  return typeof scope === "string" ? scope.split(/\s+/) : [scope.join(",")];
}

function issueToken(
  world: World,
  body: GrantBody,
  client: OAuthClient,
  userId: number,
  scopes: readonly string[],
): Token | Refusal {
  const seconds = body.expires_in ?? null;
  // [OAS] "Must be more than 300 seconds (5 minutes) and less than 172,800 seconds (2 days)… Defaults to null".
  if (seconds !== null && (seconds <= 300 || seconds >= 172_800)) {
    return oauthError(400, "invalid_request", "expires_in must be more than 300 and less than 172800 seconds.");
  }
  const token: Token = {
    id: world.state.ids.next(),
    token: world.state.ids.hex(64),
    clientId: client.id,
    userId,
    scopes,
    createdAt: world.wall(),
    expiresAt: seconds === null ? null : world.wall() + seconds * 1000,
  };
  world.state.tokens.set(token.token, token);
  return token;
}
