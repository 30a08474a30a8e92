// Tierline's Worker, connected to an emulated Zendesk in this process. No setting puts its looks at tickets off, so Zendesk
// refuses the first ones for an hour, which pauses the account: what is measured is the way in.
import { serveEmulator } from "../../emulator/serve.ts";
import { announce } from "./contestant.ts";
import { serveOnWorkerd } from "./workerd-process.ts";

const OPERATOR_TOKEN = "operator-token-of-the-bench-0123";
const AUTHORIZED = { authorization: `Bearer ${OPERATOR_TOKEN}` };

const { port, cpu } = await serveOnWorkerd({
  objects: { DESKS: "DeskObject", DIRECTORY: "DirectoryObject" },
  onDisk: process.argv.includes("--disk"),
  settings: {
    TIERLINE_SECRET_KEY: btoa("a master key of the bench's own."),
    TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
    TIERLINE_PUBLIC_URL: "http://127.0.0.1:4000",
    TIERLINE_DEVELOPMENT: "1",
  },
});
const url = `http://127.0.0.1:${port}`;
const zendesk = await serveEmulator({
  subdomain: "bench",
  port: 0,
  now: Date.now,
  random: Math.random,
  fetch: () => Promise.reject(new Error("the emulator sends nothing: the events come from the bench")),
});
const { client } = zendesk.emulator.seed;
await post(`${url}/operator/connect`, AUTHORIZED, {
  subdomain: "bench",
  credentials: { kind: "oauth_client", clientId: client.identifier, clientSecret: client.secret },
  origin: zendesk.origin,
});
const [webhook] = zendesk.emulator.state.webhooks.values();
if (webhook === undefined) throw new Error("connecting made no webhook");

const match = { method: "GET", path: "/api/v2/tickets/*" };
const fault = { kind: "status", status: 429, retryAfter: "3600" };
await post(`${zendesk.origin}/emulator/faults`, {}, { match, fault });

announce({ port, path: new URL(webhook.endpoint).pathname, secret: webhook.secret }, accepted, cpu);

async function accepted(): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`, { headers: AUTHORIZED })).text();
  return Number(/^tierline_webhook_requests_total\{.*"accepted"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

async function post(address: string, headers: Readonly<Record<string, string>>, body: object): Promise<void> {
  const json = { ...headers, "content-type": "application/json" };
  const response = await fetch(address, { method: "POST", headers: json, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
}
