import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, requireRole } from "./api.ts";
import type { OAuthClient, Token } from "./records/oauth.ts";
import { isRefusal, notFound } from "./refusal.ts";
import { stamp } from "./stamp.ts";
import { stampNow, type World } from "./world.ts";

const clientBody = z.object({
  client: z.object({
    name: z.string(),
    identifier: z.string(),
    kind: z.enum(["public", "confidential"]).default("confidential"),
    redirect_uri: z.union([z.string(), z.array(z.string())]).default([]),
  }),
});

/** [OAS OAuthClientObject]: the secret is shown in full only on creation. */
function presentClient(world: World, client: OAuthClient, secret: string): object {
  return {
    ...client,
    url: `${world.origin}/api/v2/oauth/clients/${client.id}.json`,
    secret,
    company: "",
    description: "",
    global: false,
    logo_url: `${world.origin}/images/oauth.png`,
  };
}

export function oauthRoutes(world: World): Api {
  const app: Api = new Hono();
  app.use("/oauth/*", requireRole("admin"));
  app.get("/oauth/clients", (c) => {
    const clients = [...world.state.oauthClients.values()];
    return c.json({ clients: clients.map((client) => presentClient(world, client, client.secret.slice(0, 9))) });
  });
  app.post("/oauth/clients", async (c) => {
    const body = await readBody(c, clientBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { redirect_uri, ...rest } = body.client;
    const client: OAuthClient = {
      id: world.state.ids.next(),
      ...rest,
      redirect_uri: [redirect_uri].flat(),
      secret: world.state.ids.hex(64),
      user_id: c.get("user").id,
      created_at: stampNow(world),
      updated_at: stampNow(world),
    };
    world.state.oauthClients.set(client.id, client);
    return c.json({ client: presentClient(world, client, client.secret) }, 201);
  });
  app.put("/oauth/clients/:id{\\d+}/generate_secret", (c) => {
    const client = world.state.oauthClients.get(Number(c.req.param("id")));
    if (client === undefined) return answerRefusal(c, notFound());
    client.secret = world.state.ids.hex(64);
    client.updated_at = stampNow(world);
    return c.json({ client: presentClient(world, client, client.secret) });
  });
  app.get("/oauth/tokens", (c) => {
    const own = [...world.state.tokens.values()].filter((token) => token.userId === c.get("user").id);
    return c.json({ tokens: own.map((token) => presentToken(world, token)) });
  });
  app.delete("/oauth/tokens/:id", (c) => {
    const token = [...world.state.tokens.values()].find((one) => String(one.id) === c.req.param("id"));
    if (token === undefined) return answerRefusal(c, notFound());
    world.state.tokens.delete(token.token);
    return c.body(null, 204);
  });
  return app;
}

/** [OAS OauthTokenObject]: only the first ten characters of a token are shown. */
function presentToken(world: World, token: Token): object {
  return {
    url: `${world.origin}/api/v2/oauth/tokens/${token.id}.json`,
    id: token.id,
    user_id: token.userId,
    client_id: token.clientId,
    token: token.token.slice(0, 10),
    scopes: token.scopes,
    created_at: stamp(token.createdAt),
    expires_at: token.expiresAt === null ? null : stamp(token.expiresAt),
    used_at: null,
  };
}
