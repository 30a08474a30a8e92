import { type Context, Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import type { OAuthClient } from "./records/oauth.ts";
import type { User } from "./records/people.ts";
import { gate } from "./workspace/page.ts";
import { isForged, visitorOf } from "./workspace/sessions.ts";
import type { World } from "./world.ts";

/** [OAS] "an authorization code valid for 120 seconds". */
const CODE_LIFE_MS = 120_000;

const request = z.object({
  response_type: z.string().default(""),
  client_id: z.string().default(""),
  redirect_uri: z.string().default(""),
  scope: z.string().default(""),
  state: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.string().optional(),
});
type AuthorizationRequest = z.infer<typeof request>;

/**
 * The authorization-code flow's page (RFC 6749 §4.1, PKCE RFC 7636): whoever is signed in is asked. A request whose
 * client or redirect cannot be trusted is told so here; every other mistake goes back to the client.
 */
export function authorizationRoutes(world: World): Hono {
  const app = new Hono();
  app.get("/oauth/authorizations/new", (c) => {
    const asked = request.parse(c.req.query());
    const client = clientOf(world, asked);
    if (client === null) return notTrusted(c);
    const mistake = mistakeIn(asked, client);
    if (mistake !== null) return c.redirect(backTo(asked, mistake));
    const user = visitorOf(world, c.req.raw);
    const { pathname, search } = new URL(c.req.url);
    if (user === null) return c.redirect(`/agent/sign_in?return_to=${encodeURIComponent(pathname + search)}`);
    return consent(c, asked, client, user);
  });
  app.post("/oauth/authorizations", async (c) => {
    const form = await c.req.parseBody();
    const asked = request.parse(form);
    const client = clientOf(world, asked);
    const user = visitorOf(world, c.req.raw);
    if (client === null || user === null || isForged(c.req.raw)) return notTrusted(c);
    const mistake = mistakeIn(asked, client) ?? (form["decision"] === "allow" ? null : DENIED);
    if (mistake !== null) return c.redirect(backTo(asked, mistake), 303);
    return c.redirect(backTo(asked, { code: issueCode(world, asked, client, user) }), 303);
  });
  return app;
}

/** The client, when the redirect is one of its own, letter for letter. */
function clientOf(world: World, asked: AuthorizationRequest): OAuthClient | null {
  const client = [...world.state.oauthClients.values()].find((one) => one.identifier === asked.client_id);
  return client?.redirect_uri.includes(asked.redirect_uri) === true ? client : null;
}

const error = (code: string, description: string) => ({ error: code, error_description: description });
/** The words are recorded in Zendesk's guide (203663836); those of the other errors are RFC 6749's codes, reworded. */
const DENIED = error("access_denied", "The end-user or authorization server denied the request.");

function mistakeIn(asked: AuthorizationRequest, client: OAuthClient): Record<string, string> | null {
  if (asked.response_type !== "code") {
    return error("unsupported_response_type", "The authorization server does not support this response type.");
  }
  if (asked.scope === "") return error("invalid_scope", "The requested scope is invalid, unknown, or malformed.");
  // zendesk.md §2.9: public clients have no secret, so that PKCE is all that ties the code to who asked.
  if (asked.code_challenge === undefined) {
    return client.kind === "public" ? error("invalid_request", "code_challenge is required for public clients.") : null;
  }
  // RFC 7636 §4.2: base64url of a SHA-256. That `plain` is refused is an assumption.
  const fits = asked.code_challenge_method === "S256" && /^[\w-]{43}$/.test(asked.code_challenge);
  return fits ? null : error("invalid_request", "code_challenge must be the S256 of the verifier.");
}

function backTo({ redirect_uri, state }: AuthorizationRequest, answer: Record<string, string>): string {
  const url = new URL(redirect_uri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set("state", state);
  return url.href;
}

function issueCode(world: World, asked: AuthorizationRequest, client: OAuthClient, user: User): string {
  const code = world.state.ids.hex(64);
  world.state.authorizationCodes.set(code, {
    clientId: client.id,
    userId: user.id,
    redirectUri: asked.redirect_uri,
    scopes: asked.scope.split(/\s+/),
    challenge: asked.code_challenge ?? null,
    expiresAt: world.wall() + CODE_LIFE_MS,
  });
  return code;
}

function consent(c: Context, asked: AuthorizationRequest, client: OAuthClient, user: User) {
  const fields = Object.entries(asked).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return gate(
    c,
    `Allow ${client.name}?`,
    html`<p>
        <strong>${client.name}</strong> asks to act for you, <strong>${user.name}</strong> (${user.role}), in this account.
      </p>
      <ul>
        ${asked.scope.split(/\s+/).map((scope) => html`<li><code>${scope}</code></li>`)}
      </ul>
      <form method="post" action="/oauth/authorizations">
        ${fields}
        <button name="decision" value="allow"><strong>Allow</strong></button>
        <button name="decision" value="deny">Deny</button>
      </form>`,
  );
}

function notTrusted(c: Context) {
  return gate(
    c,
    "This request cannot be trusted",
    html`<p>The client is unknown, or the redirect is none of those it was registered with.</p>`,
    400,
  );
}
