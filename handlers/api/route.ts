import type { Context } from "hono";
import type * as z from "zod";
import type { AccountHandle } from "../../src/accounts.ts";
import type { BearerTokens } from "../../src/bearer-tokens.ts";
import type { Instant } from "../../src/core/time.ts";
import type { Accountable, Identity, IdentityKind } from "../../src/identity.ts";
import { readJson } from "./body.ts";

/** One request, by somebody inside the account; of an agent it isn't known who. */
export interface InsideCall {
  readonly context: Context;
  readonly subdomain: string;
  readonly account: AccountHandle;
  readonly identity: Identity;
  readonly tokens: BearerTokens;
  readonly now: Instant;
}

/** One request by somebody whom the audit trail can name: only they get to do something. */
export interface Call extends InsideCall {
  readonly identity: Accountable;
}

/** One way in. All of them are listed in `routes.ts`; there is no other. */
export interface Route {
  /** Names it in the OpenAPI document; what it is for and answers stands in `schema/answers.ts`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/api/zendesk/:subdomain`. */
  readonly path: `/${string}`;
  readonly who: readonly IdentityKind[];
  /** What the address may carry behind `?`, read with `readQuery`. */
  readonly query?: z.ZodObject;
  /** What is sent; `null` for nothing. */
  readonly body: z.ZodType | null;
  readonly answer: (call: InsideCall) => Promise<Response>;
}

export const ANYBODY_INSIDE: readonly IdentityKind[] = ["agent", "admin", "automation", "operator"];
export const ADMINS: readonly IdentityKind[] = ["admin", "automation", "operator"];
/** Whoever may hand power on to a program. */
export const PERSONS: readonly IdentityKind[] = ["admin", "operator"];

const USUAL_BYTES = 64 * 1024;

/** A route's body and answer: the body is read, checked and typed before the answer is asked for. */
export function withBody<Body>(
  body: z.ZodType<Body>,
  answer: (call: Call, body: Body) => Promise<Response>,
  maxBytes = USUAL_BYTES,
): Pick<Route, "body" | "answer"> {
  return insideWithBody(body, (call, read) => answer(accountable(call), read), maxBytes);
}

export const withoutBody = (answer: (call: Call) => Promise<Response>): Pick<Route, "body" | "answer"> =>
  insideWithoutBody(async (call) => answer(accountable(call)));

/** The same for {@link ANYBODY_INSIDE}: of an agent it isn't known who asks, so nothing may come of it but an answer. */
export function insideWithBody<Body>(
  body: z.ZodType<Body>,
  answer: (call: InsideCall, body: Body) => Promise<Response>,
  maxBytes = USUAL_BYTES,
): Pick<Route, "body" | "answer"> {
  return {
    body,
    async answer(call) {
      const read = await readJson(call.context.req.raw, body, maxBytes);
      return read.ok ? answer(call, read.value) : read.failure.response;
    },
  };
}

export const insideWithoutBody = (answer: (call: InsideCall) => Promise<Response>): Pick<Route, "body" | "answer"> => ({
  body: null,
  answer,
});

/** @throws for an agent: a route that lets them in has to be made by the functions above */
function accountable(call: InsideCall): Call {
  const { identity } = call;
  if (identity.kind === "agent") throw new Error("this route is not for agents");
  return { ...call, identity };
}
