import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { createClient, type ZendeskClient } from "node-zendesk";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import { ADMIN, seeded } from "./rig.ts";

/**
 * Two clients that know nothing of the emulator drive it over a real socket. What they make of trouble is recorded
 * here as well: it is why Tierline has a client of its own (docs/decisions).
 */
let served: ServedEmulator;
const subdomain = "acme";

beforeAll(async () => {
  served = await serveEmulator({ port: 0, subdomain, now: Date.now, random: seeded(3), fetch });
});
afterAll(() => served.close());
beforeEach(() => post("/emulator/reset", {}));

async function post(path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(served.origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}
const play = (match: object, fault: object) => post("/emulator/faults", { match, fault, times: 1 });

describe("node-zendesk", () => {
  let client: ZendeskClient;
  const create = async (more: object = {}) => {
    const ticket = {
      subject: "Hello",
      comment: { body: "World" },
      requester: { name: "Rita", email: "rita@example.com" },
      ...more,
    };
    const { result } = await client.tickets.create({ ticket: Object(ticket) });
    return Number(Object(result).id);
  };
  beforeEach(() => {
    client = createClient({ username: ADMIN, token: "emulator", endpointUri: `${served.origin}/api/v2`, subdomain });
  });

  test("signs in with an OAuth token", async () => {
    const grant = {
      grant_type: "client_credentials",
      client_id: "tierline",
      client_secret: "emulator-secret",
      scope: "read",
    };
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${served.origin}/oauth/tokens`, {
      method: "POST",
      headers,
      body: JSON.stringify(grant),
    });
    const { access_token: token } = Object(await answer.json());
    const bearer = createClient({ token, oauth: true, endpointUri: `${served.origin}/api/v2`, subdomain });
    expect(Object(await bearer.users.me()).result).toMatchObject({ email: ADMIN });
  });

  test("creates, shows, updates and lists tickets", async () => {
    const id = await create({ tags: ["a"] });
    await client.tickets.update(id, { ticket: { priority: "high" } });
    expect(Object(await client.tickets.show(id)).result).toMatchObject({ id, priority: "high", tags: ["a"] });
    expect(await client.tickets.list()).toMatchObject([{ id }]);
    expect(await client.tickets.getComments(id)).toMatchObject([{ body: "World", public: true }]);
    expect(Object(await client.tickets.showMany([id])).response.status).toBe(200);
  });

  test("adds tags with PUT", async () => {
    const id = await create({ tags: ["a"] });
    // It sends what it is given: the documented body, not the bare list of its own types.
    await client.tickets.addTags(id, Object({ tags: ["b"] }));
    expect(Object(await client.tickets.show(id)).result).toMatchObject({ tags: ["a", "b"] });
  });

  test("waits for a bulk job", async () => {
    const id = await create();
    const { result } = Object(
      await client.tickets.updateMany([id], { ticket: { priority: "low", additional_tags: ["bulk"] } }),
    );
    const job = await client.jobstatuses.watch(result.id ?? result.job_status.id, 50, 20);
    expect(JSON.stringify(job)).toContain('"status":"completed"');
    expect(Object(await client.tickets.show(id)).result).toMatchObject({ priority: "low", tags: ["bulk"] });
  });

  test("sets up fields, organizations, views and webhooks", async () => {
    const options = [{ name: "One", value: "severity_1" }];
    const field = await client.ticketfields.create({
      ticket_field: { type: "tagger", title: "S", custom_field_options: options },
    });
    expect(Object(field).result).toMatchObject({ type: "tagger", title: "S" });
    await client.organizations.create({ organization: Object({ name: "Acme", external_id: "4711" }) });
    expect(await client.organizations.search(4711)).toMatchObject([{ name: "Acme" }]);
    const all = [{ field: "status", operator: "is", value: "new" }];
    expect(Object(await client.views.create({ view: { title: "New", all } })).result).toMatchObject({ title: "New" });
    const webhook = {
      name: "W",
      status: "active",
      endpoint: "https://tierline.test/hook",
      http_method: "POST",
      request_format: "json",
      subscriptions: ["zen:event-type:ticket.created"],
    };
    expect(JSON.stringify(await client.webhooks.create({ webhook }))).toContain("zen:event-type:ticket.created");
  });

  test.each([
    ["409", { kind: "status", status: 409 }],
    ["429", { kind: "status", status: 429 }],
    ["422", { kind: "status", status: 422 }],
    ["an HTML page", { kind: "html", status: 503 }],
  ])("throws on %s", async (_name, fault) => {
    const id = await create();
    await play({ method: "PUT" }, fault);
    await expect(client.tickets.update(id, { ticket: { priority: "high" } })).rejects.toThrow();
  });
});

interface NodeApi {
  readonly tickets: {
    show(id: number): Promise<object>;
    list(query?: string): Promise<object[]>;
    create(ticket: object): Promise<object>;
    update(id: number, ticket: object): Promise<object>;
    delete(id: number): Promise<true>;
  };
  readonly organizations: { create(organization: object): Promise<object> };
}
type NodeApiConstructor = new (config: { url: string; email: string; token: string }) => NodeApi;

describe("zendesk-node-api", () => {
  const ZendeskNodeApi: NodeApiConstructor = createRequire(import.meta.url)("zendesk-node-api");
  let client: NodeApi;
  const create = async () =>
    Number(Object(await client.tickets.create({ subject: "Hello", comment: { body: "World" } })).ticket.id);
  beforeEach(() => {
    client = new ZendeskNodeApi({ url: served.origin, email: ADMIN, token: "emulator" });
  });

  test("creates, shows, updates, lists and deletes tickets, with a double slash in every path", async () => {
    const id = await create();
    await client.tickets.update(id, { priority: "high" });
    expect(await client.tickets.show(id)).toMatchObject({ id, priority: "high" });
    expect(await client.tickets.list("per_page=1")).toHaveLength(1);
    expect(await client.tickets.delete(id)).toBe(true);
    expect(await client.organizations.create({ name: "Acme" })).toMatchObject({ organization: { name: "Acme" } });
  });

  test.each([409, 422, 429, 503])("reports an update that was refused with %i as a success", async (status) => {
    const id = await create();
    await play({ method: "PUT" }, { kind: "status", status });
    const outcome = await client.tickets.update(id, { priority: "high" }).then(
      (value) => ({ kind: "success", value }),
      () => ({ kind: "failure" }),
    );
    expect(outcome).toMatchObject({ kind: "success", value: { error: expect.any(String) } });
    expect(await client.tickets.show(id)).toMatchObject({ priority: null });
  });

  test("ends the process when an answer is no JSON: the caller's catch is never asked", async () => {
    const id = await create();
    await play({ method: "GET" }, { kind: "html", status: 503 });
    const program = `
      const Zendesk = require("zendesk-node-api");
      const client = new Zendesk(${JSON.stringify({ url: served.origin, email: ADMIN, token: "emulator" })});
      client.tickets.show(${id}).then(() => console.log("shown"), () => console.log("caught"));`;
    const ended = await run(program);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain("SyntaxError");
  });
});

function run(program: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["--no-deprecation", "-e", program], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
