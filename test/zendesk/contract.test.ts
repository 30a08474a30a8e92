import { createEmulator } from "../../emulator/emulator.ts";
import type { FaultRule } from "../../emulator/faults.ts";
import { ticketId } from "../../src/core/id.ts";
import { createZendeskClient } from "../../src/zendesk/client.ts";
import type { Credentials } from "../../src/zendesk/connection.ts";
import { connect } from "../../src/zendesk/provision.ts";
import { createZendesk } from "../../src/zendesk/zendesk.ts";
import { helpdeskContract, type Mishap, type World } from "../contract/helpdesk.ts";
import { POLICY } from "../support/given.ts";
import { clock, ORIGIN } from "./given.ts";

const CREDENTIALS: Credentials = { kind: "oauth_client", clientId: "tierline", clientSecret: "emulator-secret" };

helpdeskContract("Zendesk", async (): Promise<World> => {
  const { now, pass } = clock();
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const emulator = createEmulator({
    subdomain: "acme",
    origin: ORIGIN,
    now,
    random,
    fetch: async () => new Response(),
  });
  const fetch: typeof globalThis.fetch = (input, init) => emulator.fetch(new Request(input, init));
  const client = createZendeskClient({ origin: ORIGIN, credentials: CREDENTIALS, fetch, now });
  const wanted = { webhookEndpoint: "https://tierline.test/webhooks/zendesk/desk-1", tiers: [] };
  const connected = await connect({ client, wanted, previous: null, dryRun: false });
  if (!connected.ok || connected.value.provisioned === null) throw new Error("not connected");
  const { provisioned, webhookSecret } = connected.value;
  const webhookSecrets = [{ secret: webhookSecret, notAfter: null }];
  const connection = { subdomain: "acme", origin: ORIGIN, credentials: CREDENTIALS, provisioned, webhookSecrets };
  pass(120_000);

  async function ask(method: string, path: string, body?: unknown): Promise<void> {
    const basic = btoa(`${emulator.seed.admin.email}/token:${emulator.seed.apiToken}`);
    const headers = { authorization: `Basic ${basic}`, "content-type": "application/json" };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await emulator.fetch(new Request(ORIGIN + path, init));
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  const nowhere = ticketId("999999999");
  if (nowhere === null) throw new Error("not an id");
  return {
    helpdesk: createZendesk({ connection, fetch, now }),
    policy: POLICY,
    now,
    passes: (seconds) => pass(seconds * 1000),
    nowhere,
    async opens() {
      const requester = { name: "Kim", email: "kim@customer.test" };
      const ticket = {
        subject: "Push messages arrive late",
        comment: { body: "Help" },
        requester,
        via: { channel: "email" },
      };
      await ask("POST", "/api/v2/tickets", { ticket });
      const id = ticketId(Math.max(...emulator.state.tickets.keys()));
      if (id === null) throw new Error("no ticket");
      return id;
    },
    replies: (id) =>
      ask("PUT", `/api/v2/tickets/${id}`, { ticket: { comment: { body: "We look into it.", public: true } } }),
    tags: (id, tag) => ask("PUT", `/api/v2/tickets/${id}/tags`, { tags: [tag] }),
    deletes: (id) => ask("DELETE", `/api/v2/tickets/${id}`),
    meets: (mishap, kind) =>
      ask("POST", "/emulator/faults", {
        match: { method: kind === "read" ? "GET" : "PUT", path: "/api/v2/tickets/*" },
        fault: FAULTS[mishap],
        times: mishap === "bad credentials" ? 2 : 1,
      }),
  };
});

const FAULTS: Readonly<Record<Mishap, FaultRule["fault"]>> = {
  limit: { kind: "status", status: 429, retryAfter: "30", when: "before" },
  "no permission": { kind: "status", status: 403, when: "before" },
  "bad credentials": { kind: "status", status: 401, when: "before" },
  outage: { kind: "status", status: 503, when: "before" },
  "lost answer": { kind: "reset", when: "after" },
};
