import { verify } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import * as z from "zod";
import { type ApiEnv, answerRefusal } from "./api.ts";
import { badCredentials, forbidden, isRefusal, type Refusal, requiresAuthentication } from "./refusal.ts";
import type { Account, App, InstallationToken } from "./state.ts";
import type { World } from "./world.ts";

export type Caller =
  | { readonly kind: "nobody" }
  | { readonly kind: "app"; readonly app: App }
  | { readonly kind: "installation"; readonly token: InstallationToken }
  | { readonly kind: "person"; readonly user: Account };

const header = z.object({ alg: z.literal("RS256") });
const claims = z.object({ iss: z.union([z.string(), z.number()]), iat: z.number(), exp: z.number() });

/** How far GitHub's clock and an App's may be apart; an assumption (the documentation advises an `iat` 60 s in the past). */
const TOLERANCE_S = 60;
const LONGEST_S = 600;

/** Reads who calls from `Authorization: Bearer …` or `token …`; none at all is nobody, who sees what is public. */
export function authenticate(world: World): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const [, credential] = c.req.header("authorization")?.match(/^(?:bearer|token) +(\S+)$/i) ?? [];
    if (credential === undefined && c.req.header("authorization") !== undefined)
      return answerRefusal(c, badCredentials());
    const caller = credential === undefined ? { kind: "nobody" as const } : callerOf(world, credential);
    if (isRefusal(caller)) return answerRefusal(c, caller);
    c.set("caller", caller);
    return next();
  };
}

function callerOf(world: World, credential: string): Caller | Refusal {
  if (credential.split(".").length === 3) return appOf(world, credential);
  const user = world.state.personalTokens.get(credential);
  if (user !== undefined) return { kind: "person", user };
  const token = world.state.installationTokens.get(credential);
  if (token === undefined || (world.expiry && token.expiresAt <= world.now())) return badCredentials();
  if (!world.state.installations.has(token.installation.id)) return badCredentials();
  if (token.installation.suspended_at !== null) return forbidden("This installation has been suspended");
  return { kind: "installation", token };
}

/**
 * A JWT of an App: RS256, `iss` its client id or id, at most ten minutes long.
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
function appOf(world: World, jwt: string): Caller | Refusal {
  const undecodable = badCredentials("A JSON web token could not be decoded");
  const [head = "", payload = "", signature = ""] = jwt.split(".");
  const said = claims.safeParse(decode(payload));
  if (!header.safeParse(decode(head)).success || !said.success) return undecodable;
  const { iss, iat, exp } = said.data;
  const app = [...world.state.apps.values()].find((one) => String(one.id) === String(iss) || one.client_id === iss);
  if (app === undefined) return badCredentials("Integration must generate a public key");
  const signed = Buffer.from(`${head}.${payload}`);
  if (!verify("RSA-SHA256", signed, app.publicKey, Buffer.from(signature, "base64url"))) return undecodable;
  return (world.expiry ? refusedTimes(world.now() / 1000, iat, exp) : null) ?? { kind: "app", app };
}

/** The wordings are those that GitHub's own clients look for when clocks differ. */
function refusedTimes(now: number, iat: number, exp: number): Refusal | null {
  if (exp < now - TOLERANCE_S)
    return badCredentials(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + LONGEST_S + TOLERANCE_S)
    return badCredentials("'Expiration time' claim ('exp') is too far in the future");
  if (iat > now + TOLERANCE_S)
    return badCredentials(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  return null;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return null;
  }
}

/** Only for an App's JWT; everybody else is told so. The wording is GitHub's. */
export const appsOnly: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { kind } = c.get("caller");
  if (kind === "app") return next();
  return answerRefusal(
    c,
    kind === "nobody" ? requiresAuthentication() : badCredentials("A JSON web token could not be decoded"),
  );
};
