import { createHmac } from "node:crypto";
import * as z from "zod";
import type { World } from "./world.ts";

export const PUBLIC_URL = "http://127.0.0.1:4000";

/** Who signs in at the emulated accounts. */
export const SIGN_IN_CLIENT = { clientId: "tierline-admins", clientSecret: "sign-in-secret" };

/** The secret of the installed app, as the command line prints it. */
export async function appSecret(world: World, subdomain = "acme"): Promise<string> {
  const { json } = await world.operator("POST", "/app/secret", { subdomain });
  return z.string().parse(json["secret"]);
}

/** A JWT as Zendesk's proxy makes it, with whatever a test has to say differently. Signed without our own code. */
export function jwt(secret: string, claims: object, header: object = { alg: "HS256", typ: "JWT" }): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

export function claims(world: World, subdomain = "acme"): Record<string, unknown> {
  const now = Math.floor(world.clock.now() / 1000);
  return { iss: `https://${subdomain}.zendesk.com`, aud: PUBLIC_URL, sub: "7", iat: now, exp: now + 60 };
}

export const agent = async (world: World, subdomain = "acme"): Promise<string> =>
  jwt(await appSecret(world, subdomain), claims(world, subdomain));

/** Lets administrators of an account sign in. */
export async function allowSignIn(world: World, subdomain = "acme"): Promise<void> {
  const { emulator } = world.zendesk(subdomain);
  const { state, seed } = emulator;
  const id = state.ids.next();
  state.oauthClients.set(id, {
    id,
    name: "Tierline sign-in",
    identifier: SIGN_IN_CLIENT.clientId,
    kind: "confidential",
    redirect_uri: [`${PUBLIC_URL}/auth/zendesk/callback`],
    secret: SIGN_IN_CLIENT.clientSecret,
    user_id: [...state.users.values()].find(({ email }) => email === seed.admin.email)?.id ?? 0,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
  });
  const connected = await world.connect(subdomain, { signIn: SIGN_IN_CLIENT });
  if (connected.status !== 200) throw new Error(connected.text);
}

export interface Visit {
  readonly subdomain?: string;
  readonly as?: "embedded" | "page";
  /** The person's e-mail in the emulated account. */
  readonly who?: string;
}

/** The cookie pairs of an answer, without their attributes. */
export const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="))
    .join("; ");

/** A browser goes to sign in, and Zendesk sends it back with a code for that person; it is on its way. */
export async function beginSignIn(world: World, { subdomain = "acme", as = "page", who }: Visit = {}) {
  const started = await world.request(`/auth/zendesk/${subdomain}/start?as=${as}`);
  if (started.status !== 302) throw new Error(started.text);
  const asked = new URL(started.headers.get("location") ?? "").searchParams;
  const { state, seed } = world.zendesk(subdomain).emulator;
  const person = [...state.users.values()].find(({ email }) => email === (who ?? seed.admin.email));
  const client = [...state.oauthClients.values()].find(({ identifier }) => identifier === asked.get("client_id"));
  if (person === undefined || client === undefined) throw new Error("nobody");
  const code = state.ids.hex(64);
  state.authorizationCodes.set(code, {
    clientId: client.id,
    userId: person.id,
    redirectUri: asked.get("redirect_uri") ?? "",
    scopes: (asked.get("scope") ?? "").split(" "),
    challenge: asked.get("code_challenge"),
    expiresAt: world.clock.now() + 120_000,
  });
  const back = new URLSearchParams({ code, state: asked.get("state") ?? "" });
  return { started, asked, back, cookie: cookiesOf(started.headers) };
}

/** The same, until the browser is back. */
export async function signIn(world: World, visit: Visit = {}) {
  const begun = await beginSignIn(world, visit);
  const { back, cookie } = begun;
  const answer = await world.request(`/auth/zendesk/callback?${back}`, { headers: { cookie } });
  return { ...begun, answer };
}

/** An administrator's token, as the embedded page is handed it. */
export async function admin(world: World, subdomain = "acme"): Promise<string> {
  const { answer } = await signIn(world, { subdomain, as: "embedded" });
  return handedOver(answer.text).token;
}

const handed = z.object({
  type: z.literal("tierline:signed-in"),
  token: z.string(),
  name: z.string(),
  expiresAt: z.string(),
});

/** What the page gives to the window that opened it. */
export function handedOver(page: string): z.infer<typeof handed> {
  const attribute = /data-message="([^"]+)"/.exec(page)?.[1];
  if (attribute === undefined) throw new Error(page);
  return handed.parse(
    JSON.parse(attribute.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&")),
  );
}

/** A program's token, made by the operator. */
export async function automation(world: World, subdomain = "acme", name = "nightly export"): Promise<string> {
  const { OPERATOR_TOKEN } = await import("./world.ts");
  const { json } = await ask(world, OPERATOR_TOKEN, "POST", "/tokens", { subdomain, body: { name } });
  return z.string().parse(json["token"]);
}

export interface Asked {
  readonly subdomain?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request to the API, with this bearer token. */
export function ask(world: World, token: string | null, method: string, path: string, more: Asked = {}) {
  const { subdomain = "acme", body, headers = {} } = more;
  return world.request(`/api/zendesk/${subdomain}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
