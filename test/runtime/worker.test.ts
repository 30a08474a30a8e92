import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestHarness } from "wrangler";
import { serveEmulator } from "../../emulator/serve.ts";
import { OPERATOR_TOKEN, SECRET_KEY } from "../support/world.ts";

// The bundle as it is deployed, in the runtime that it is deployed to, with the flags of wrangler.toml and no others.

const ROOT = join(import.meta.dirname, "../..");
const SETTINGS = {
  TIERLINE_SECRET_KEY: SECRET_KEY,
  TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
  TIERLINE_PUBLIC_URL: "http://127.0.0.1:8787",
  TIERLINE_DEVELOPMENT: "1",
};

test("the bundle needs nothing of Node: over TCP, a ticket arrives by a webhook and is written", async () => {
  const worker = createTestHarness({ root: ROOT, workers: [{ configPath: "wrangler.toml", vars: SETTINGS }] });
  onTestFinished(() => worker.close());
  const { url } = await worker.listen();
  const zendesk = await serveEmulator({
    subdomain: "acme",
    port: 0,
    now: Date.now,
    random: Math.random,
    fetch: (input, init) => fetch(new URL(new URL(String(input)).pathname, url), init),
  });
  onTestFinished(() => zendesk.close());

  const post = async (address: string, authorization: string, body: object): Promise<void> => {
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    expect(response.ok, await response.text()).toBe(true);
  };
  const operator = (path: string, body: object) =>
    post(`${url.origin}/operator${path}`, `Bearer ${OPERATOR_TOKEN}`, body);
  const credentials = { kind: "oauth_client", clientId: "tierline", clientSecret: zendesk.emulator.seed.client.secret };
  await operator("/connect", { subdomain: "acme", credentials, origin: zendesk.origin });
  await operator("/mode", { mode: "live" });
  await post(`${zendesk.origin}/api/v2/tickets`, `Basic ${btoa("ada@acme.test/token:emulator")}`, {
    ticket: { subject: "Help", comment: { body: "Help" }, requester: { name: "Ada", email: "ada@acme.example" } },
  });
  const priorities = () => [...zendesk.emulator.state.tickets.values()].map(({ facts }) => facts.priority);
  await vi.waitFor(() => expect(priorities()).toEqual(["normal"]), { timeout: 5_000, interval: 20 });
}, 30_000);
