import * as z from "zod";
import { after, type Instant, seconds } from "../core/time.ts";
import { toBase64 } from "../http/base64.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import type { Send, SendOutcome } from "../http/send.ts";
import { DEFAULT_PAUSE } from "./budget.ts";
import type { Credentials } from "./connection.ts";

/** Where the `Authorization` header of a call comes from. */
export interface TokenSource {
  authorization(): Promise<Authorization>;
  /**
   * Zendesk refused this header: the next call gets a fresh one, unless another caller has already seen to that.
   * @returns whether asking again can help; a fixed token stays what it is.
   */
  invalidate(header: string): boolean;
}

export type Authorization =
  | { readonly kind: "authorized"; readonly header: string }
  | { readonly kind: "rejected"; readonly detail: string }
  | { readonly kind: "throttled"; readonly until: Instant }
  | { readonly kind: "unavailable"; readonly detail: string };

/** Zendesk takes more than 300 and less than 172,800 (`zendesk.md` §2.9). */
const LIFETIME_SECONDS = 7200;
/** A token is given up this long before it ends, or at half its life when that is shorter. */
const MARGIN_SECONDS = 60;

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.int().positive().nullish() });

interface Wiring {
  readonly origin: string;
  readonly credentials: Credentials;
  readonly send: Send;
  readonly now: () => Instant;
}

export function createTokenSource({ credentials, ...wiring }: Wiring): TokenSource {
  switch (credentials.kind) {
    case "api_token":
      return staticToken(
        `Basic ${toBase64(new TextEncoder().encode(`${credentials.email}/token:${credentials.token}`))}`,
      );
    case "oauth_client":
      return clientCredentials({ credentials, ...wiring });
  }
}

function staticToken(header: string): TokenSource {
  return { authorization: async () => ({ kind: "authorized", header }), invalidate: () => false };
}

interface Token {
  readonly header: string;
  readonly staleAt: Instant;
}

/**
 * The client-credentials grant: there is no refresh token to lose. However many callers find the token stale at once,
 * one of them asks and all share the answer (`reliability.md` §2, row 32).
 */
function clientCredentials({
  origin,
  credentials,
  send,
  now,
}: Wiring & { credentials: Extract<Credentials, { kind: "oauth_client" }> }): TokenSource {
  let token: Token | null = null;
  let underWay: Promise<Authorization> | null = null;

  async function request(): Promise<Authorization> {
    const outcome = await send({
      method: "POST",
      url: `${origin}/oauth/tokens`,
      headers: {},
      json: {
        grant_type: "client_credentials",
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: "read write",
        expires_in: LIFETIME_SECONDS,
      },
    });
    const granted = readGrant(outcome, now());
    if (granted.kind !== "granted") return granted;
    const { accessToken, lifetimeSeconds } = granted;
    const margin = Math.min(MARGIN_SECONDS, lifetimeSeconds / 2);
    token = { header: `Bearer ${accessToken}`, staleAt: after(now(), seconds(Math.floor(lifetimeSeconds - margin))) };
    return { kind: "authorized", header: token.header };
  }

  return {
    async authorization() {
      if (token !== null && now() < token.staleAt) return { kind: "authorized", header: token.header };
      underWay ??= request().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    invalidate(header) {
      if (token?.header === header) token = null;
      return true;
    },
  };
}

type Grant =
  | { readonly kind: "granted"; readonly accessToken: string; readonly lifetimeSeconds: number }
  | Exclude<Authorization, { kind: "authorized" }>;

/** Never repeats a word of the answer: it may hold a token. */
function readGrant(outcome: SendOutcome, now: Instant): Grant {
  if (outcome.kind !== "answer") {
    const detail = outcome.kind === "redirected" ? `redirected (${outcome.status})` : outcome.detail;
    return { kind: "unavailable", detail: `sign-in: ${detail}` };
  }
  const { status, headers, body } = outcome;
  if (status === 429) {
    const wait = parseRetryAfter(headers.get("retry-after"), now) ?? DEFAULT_PAUSE;
    return { kind: "throttled", until: after(now, wait) };
  }
  if (status >= 400 && status < 500) {
    return {
      kind: "rejected",
      detail: `Zendesk refused the OAuth client (${status}): check its identifier and secret.`,
    };
  }
  const answer = body.kind === "json" ? tokenAnswer.safeParse(body.value) : null;
  if (status >= 500 || !answer?.success) {
    return { kind: "unavailable", detail: `sign-in: Zendesk answered ${status} without a usable token` };
  }
  const { access_token, expires_in } = answer.data;
  return { kind: "granted", accessToken: access_token, lifetimeSeconds: expires_in ?? LIFETIME_SECONDS };
}
