import * as z from "zod";
import type { Installation } from "../records/app.ts";
import { badRequest, domainNotAllowed, isRefusal, notInstalled, type Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { signToken } from "./jwt.ts";
import { fillSettings } from "./placeholders.ts";

/** Assumption: how long the proxy waits. */
const TIMEOUT_MS = 30_000;
const DEFAULT_EXPIRY_S = 60;

const jwt = z.object({
  algorithm: z.literal("HS256").default("HS256"),
  secret_key: z.string(),
  expiry: z.number().positive().default(DEFAULT_EXPIRY_S),
  claims: z.record(z.string(), z.unknown()).default({}),
});

/** What the host page asks for in the name of an app's `client.request`. */
export const proxiedRequest = z.object({
  installationId: z.number().int(),
  url: z.url({ protocol: /^https?$/ }),
  method: z.string().default("GET"),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().nullable().default(null),
  secure: z.boolean().default(false),
  jwt: jwt.optional(),
});
export type ProxiedRequest = z.infer<typeof proxiedRequest>;

/**
 * zendesk.md §5.4: a request of an app to another host, made by Zendesk. With `secure`, settings and a token signed
 * with one of them are filled in here, where the browser never sees them.
 */
export async function proxy(world: World, send: typeof fetch, asked: ProxiedRequest): Promise<Response | Refusal> {
  const installation = world.state.installations.get(asked.installationId);
  if (installation === undefined) return asked.secure ? notInstalled() : forward(world, send, asked);
  const filled = asked.secure ? fill(world, installation, asked) : asked;
  return isRefusal(filled) ? filled : forward(world, send, filled);
}

function fill(world: World, installation: Installation, asked: ProxiedRequest): ProxiedRequest | Refusal {
  const { hostname } = new URL(asked.url);
  if (!mayReceiveSecrets(installation, hostname)) return domainNotAllowed(hostname);
  const token = asked.jwt === undefined ? null : mint(world, installation, asked.jwt);
  const put = (text: string, scope: "header" | "body" | "url"): string => {
    const filled = fillSettings(text, installation, scope);
    return token === null ? filled : filled.replaceAll(/\{\{\s*jwt\.token\s*\}\}/g, token);
  };
  const url = put(asked.url, "url");
  if (!URL.canParse(url)) return badRequest("url: invalid once its settings are filled in");
  return {
    ...asked,
    url,
    headers: Object.fromEntries(Object.entries(asked.headers).map(([name, value]) => [name, put(value, "header")])),
    body: asked.body === null ? null : put(asked.body, "body"),
  };
}

/** zendesk.md §5.1: `domainWhitelist`; a subdomain of a listed domain is meant too (assumption). */
function mayReceiveSecrets({ domainWhitelist }: Installation, host: string): boolean {
  return (
    domainWhitelist.length === 0 || domainWhitelist.some((domain) => host === domain || host.endsWith(`.${domain}`))
  );
}

/** The claims are the app's own, word for word: they prove nothing of who asks (zendesk.md §5.4). */
function mint(world: World, installation: Installation, { secret_key, expiry, claims }: z.infer<typeof jwt>): string {
  const issuedAt = Math.floor(world.wall() / 1000);
  const filled = Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === "string" ? fillSettings(value, installation, "jwt_claim") : value,
  ]);
  const secret = fillSettings(secret_key, installation, "jwt_secret_key");
  return signToken({ ...Object.fromEntries(filled), iat: issuedAt, exp: issuedAt + expiry }, secret);
}

/** Neither the browser's cookies go out nor others come in; names with underscores are dropped (zendesk.md §5.4). */
async function forward(world: World, send: typeof fetch, { url, method, headers, body }: ProxiedRequest) {
  const kept = Object.entries(headers).filter(([name]) => !name.includes("_") && !NOT_SENT.has(name.toLowerCase()));
  const limit = new AbortController();
  world.delay(TIMEOUT_MS, () => limit.abort());
  try {
    const answer = await send(url, { method, headers: kept, body, signal: limit.signal });
    const returned = new Headers(answer.headers);
    for (const name of NOT_RETURNED) returned.delete(name);
    return new Response(answer.body, { status: answer.status, headers: returned });
  } catch {
    const status = limit.signal.aborted ? 504 : 502;
    return Response.json({ error: `the proxy got no answer from ${new URL(url).host}` }, { status });
  }
}

const NOT_SENT = new Set(["cookie", "host", "connection", "content-length", "transfer-encoding"]);
const NOT_RETURNED = ["set-cookie", "content-encoding", "content-length", "transfer-encoding", "connection"];
