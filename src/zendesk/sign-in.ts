import * as z from "zod";
import { err, ok, type Result } from "../core/result.ts";
import { toBase64Url } from "../http/base64url.ts";
import type { Send, SendOutcome } from "../http/send.ts";
import type { SignInClient } from "./connection.ts";
import { idSchema } from "./schema.ts";

/**
 * Signing a person in with their Zendesk account: authorization code with PKCE (RFC 6749 §4.1, RFC 7636). Only to know
 * who they are: the token is asked one question and forgotten.
 * https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/
 */

/** Enough for `users/me`. */
const SCOPE = "users:read";

/** What a browser keeps while its person is at Zendesk. */
export interface SignInSecrets {
  readonly state: string;
  readonly verifier: string;
}

export function newSignInSecrets(): SignInSecrets {
  const random = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  return { state: random(), verifier: random() };
}

/** Where the browser is sent to be asked. */
export async function authorizationUrl(
  origin: string,
  clientId: string,
  redirectUri: string,
  { state, verifier }: SignInSecrets,
): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: toBase64Url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  });
  return `${origin}/oauth/authorizations/new?${query}`;
}

export interface Person {
  readonly userId: string;
  readonly name: string;
}

export interface SignInRefusal {
  readonly reason: "code_refused" | "not_admin" | "sign_in_unavailable";
  readonly message: string;
  readonly mend: string;
}

export interface CodeExchange {
  readonly send: Send;
  readonly origin: string;
  readonly client: SignInClient;
  readonly redirectUri: string;
  readonly code: string;
  readonly verifier: string;
}

// Zendesk answers 201 where RFC 6749 §5.1 has 200.
const tokenAnswer = z.object({ access_token: z.string().min(1), token_type: z.string().regex(/^bearer$/i) });
const person = z.object({
  id: idSchema,
  name: z.string().catch(""),
  role: z.string(),
  suspended: z.boolean().nullish(),
});
const personAnswer = z.object({ user: person });

/** Who the code stands for, who has to be an administrator of the account. */
export async function exchangeCode(exchange: CodeExchange): Promise<Result<Person, SignInRefusal>> {
  const { send, origin, client, redirectUri, code, verifier } = exchange;
  const granted = await send({
    method: "POST",
    url: `${origin}/oauth/tokens`,
    headers: {},
    json: {
      grant_type: "authorization_code",
      code,
      client_id: client.clientId,
      ...(client.clientSecret === null ? {} : { client_secret: client.clientSecret }),
      redirect_uri: redirectUri,
      scope: SCOPE,
      code_verifier: verifier,
    },
  });
  if (granted.kind === "answer" && granted.status >= 400 && granted.status < 500) return err(CODE_REFUSED);
  const token = readAs(tokenAnswer, granted);
  if (token === null) return err(UNAVAILABLE);
  const headers = { authorization: `Bearer ${token.access_token}`, "user-agent": "tierline" };
  const me = readAs(personAnswer, await send({ method: "GET", url: `${origin}/api/v2/users/me.json`, headers }));
  if (me === null) return err(UNAVAILABLE);
  const { id, name, role, suspended } = me.user;
  return role === "admin" && suspended !== true ? ok({ userId: id, name }) : err(NOT_ADMIN);
}

function readAs<T>(schema: z.ZodType<T>, outcome: SendOutcome): T | null {
  if (outcome.kind !== "answer" || outcome.status >= 300 || outcome.body.kind !== "json") return null;
  const parsed = schema.safeParse(outcome.body.value);
  return parsed.success ? parsed.data : null;
}

const CODE_REFUSED: SignInRefusal = {
  reason: "code_refused",
  message: "Zendesk refused the sign-in.",
  mend: "Sign in again. If it stays so, check the sign-in client's identifier, secret and redirect URL in Admin Center → Apps and integrations → OAuth clients.",
};

const NOT_ADMIN: SignInRefusal = {
  reason: "not_admin",
  message: "You are signed in at Zendesk, and not as an administrator.",
  mend: "Only administrators of the account can change Tierline. Ask one of them.",
};

const UNAVAILABLE: SignInRefusal = {
  reason: "sign_in_unavailable",
  message: "Zendesk could not say who you are.",
  mend: "Sign in again in a minute.",
};
