// What Tierline is measured against on workerd: the framework alone, a Durable Object asked for nothing, and the least
// that does the same work.
/// <reference path="../../src/worker/runtime.d.ts" />
import { DurableObject, type Namespace, type ObjectState } from "cloudflare:workers";
import { Hono } from "hono";

interface Bindings {
  readonly OBJECTS: Namespace<BenchObject>;
  readonly SECRET: string;
}

/** One table of one column. */
export class BenchObject extends DurableObject<Bindings> {
  constructor(ctx: ObjectState, env: Bindings) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS delivery (digest TEXT PRIMARY KEY) WITHOUT ROWID");
  }

  async nothing(): Promise<true> {
    return true;
  }

  async take(digest: string): Promise<true> {
    this.ctx.storage.sql.exec("INSERT INTO delivery (digest) VALUES (?) ON CONFLICT DO NOTHING", digest);
    return true;
  }

  async count(): Promise<number> {
    return Number(this.ctx.storage.sql.exec("SELECT COUNT(*) AS n FROM delivery").toArray()[0]?.["n"]);
  }
}

const object = ({ OBJECTS }: Bindings) => OBJECTS.get(OBJECTS.idFromName("bench"));
let key: CryptoKey | null = null;

const app = new Hono<{ Bindings: Bindings }>();
app.post("/hono/:desk", (context) => context.text("ok"));
app.post("/body/:desk", async (context) => {
  await context.req.arrayBuffer();
  return context.text("ok");
});
app.post("/object/:desk", async (context) => {
  await context.req.arrayBuffer();
  await object(context.env).nothing();
  return context.text("ok");
});
app.post("/least/:desk", async (context) => {
  const { req, env } = context;
  const body = new Uint8Array(await req.arrayBuffer());
  const stamp = new TextEncoder().encode(req.header("x-zendesk-webhook-signature-timestamp"));
  const signed = new Uint8Array(stamp.length + body.length);
  signed.set(stamp);
  signed.set(body, stamp.length);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  key ??= await crypto.subtle.importKey("raw", new TextEncoder().encode(env.SECRET), hmac, false, ["verify"]);
  const sent = Uint8Array.from(atob(req.header("x-zendesk-webhook-signature") ?? ""), (byte) => byte.charCodeAt(0));
  if (!(await crypto.subtle.verify("HMAC", key, sent, signed))) return context.text("unauthorized", 401);
  JSON.parse(new TextDecoder().decode(body));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  await object(env).take(btoa(String.fromCharCode(...digest)));
  return context.text("ok");
});
app.get("/count", async (context) => context.text(String(await object(context.env).count())));

export default app;
