import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import { milliseconds } from "../../src/core/time.ts";
import { systemClock } from "../../src/node/clock.ts";
import { type Running, start } from "../../src/node.ts";
import { OPERATOR_TOKEN, SECRET_KEY, TERMS } from "../support/world.ts";

// The server as it runs: real sockets, real time, real files.

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tierline-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function aServer(dataDir: string, port: number, log: string[] = [], secretKey = SECRET_KEY): Promise<Running> {
  return start({
    settings: {
      secretKey,
      operatorToken: OPERATOR_TOKEN,
      publicUrl: `http://127.0.0.1:${port}`,
      host: "127.0.0.1",
      port,
      dataDir,
      policyFile: "",
      organizationsFile: "",
      development: true,
    },
    terms: TERMS,
    clock: systemClock,
    random: Math.random,
    fetch,
    writeLog: (line) => log.push(line),
    settle: milliseconds(20),
    sweepEvery: null,
  });
}

async function aZendesk(): Promise<ServedEmulator> {
  const zendesk = await serveEmulator({ subdomain: "acme", port: 0, now: Date.now, random: Math.random, fetch });
  onTestFinished(() => zendesk.close());
  return zendesk;
}

async function ask(origin: string, method: string, path: string, authorization: string, body?: unknown) {
  const headers = { authorization, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(origin + path, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

const operator = (port: number, path: string, body: unknown) =>
  ask(`http://127.0.0.1:${port}`, "POST", `/operator${path}`, `Bearer ${OPERATOR_TOKEN}`, body);

function asAdmin({ origin, emulator }: ServedEmulator, method: string, path: string, body: unknown) {
  return ask(origin, method, path, `Basic ${btoa(`${emulator.seed.admin.email}/token:emulator`)}`, body);
}

async function arrives(zendesk: ServedEmulator): Promise<void> {
  const requester = { email: "ada@acme.example" };
  await asAdmin(zendesk, "POST", "/api/v2/tickets", {
    ticket: { subject: "Help", comment: { body: "Help" }, requester },
  });
}

const shown = ({ emulator }: ServedEmulator) => [...emulator.state.tickets.values()].map(({ facts }) => facts.priority);
const puts = ({ emulator }: ServedEmulator) => emulator.counts["PUT /api/v2/tickets/{id}"] ?? 0;

async function connected(zendesk: ServedEmulator, dataDir: string, port: number, log?: string[]): Promise<Running> {
  const server = await aServer(dataDir, port, log);
  const credentials = { kind: "oauth_client", clientId: "tierline", clientSecret: zendesk.emulator.seed.client.secret };
  await operator(port, "/connect", { subdomain: "acme", credentials, origin: zendesk.origin });
  await operator(port, "/mode", { mode: "live" });
  return server;
}

describe("the Node server", () => {
  test("a ticket arrives by a webhook and is written; its echoes change nothing; a restart goes on with the next", async () => {
    const [zendesk, folder, port, log] = [await aZendesk(), aFolder(), await freePort(), [] as string[]];
    const server = await connected(zendesk, folder, port, log);
    await arrives(zendesk);
    await vi.waitFor(() => expect(shown(zendesk)).toEqual(["normal"]), { timeout: 4000, interval: 20 });
    await vi.waitFor(() => expect(log.some((line) => line.includes('"outcome":"echo"'))).toBe(true));
    expect(puts(zendesk)).toBe(1);
    await server.close();
    expect(log.at(-1)).toContain('"event":"stopped"');
    await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow();

    const again = await aServer(folder, port);
    await arrives(zendesk);
    await vi.waitFor(() => expect(shown(zendesk)).toEqual(["normal", "normal"]), { timeout: 4000, interval: 20 });
    await again.close();
  }, 10_000);

  test("closing while webhooks pour in answers every one, keeps what it acknowledged, and the next start does it", async () => {
    const [zendesk, folder, port] = [await aZendesk(), aFolder(), await freePort()];
    const server = await connected(zendesk, folder, port);
    await Promise.all(Array.from({ length: 25 }, () => arrives(zendesk)));
    await server.close();
    await zendesk.emulator.idle();
    const statuses = [...zendesk.emulator.state.invocations.values()].map(({ status }) => status);
    expect(statuses.filter((status) => status === "server error" || status === "timeout")).toEqual([]);
    const acknowledged = statuses.filter((status) => status === "success").length;
    expect(acknowledged).toBeGreaterThan(0);

    const again = await aServer(folder, port);
    const [account] = await again.accounts.all();
    const stored = account?.desk.sql.all<{ ticket_id: string }>(`SELECT ticket_id FROM arrival`) ?? [];
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
    const tickets = new Set(stored.map(({ ticket_id }) => Number(ticket_id)));
    await vi.waitFor(
      () => {
        for (const id of tickets) expect(zendesk.emulator.state.tickets.get(id)?.facts.priority).toBe("normal");
      },
      { timeout: 8000, interval: 50 },
    );
    await again.close();
  }, 15_000);

  test("closing while a write is under way waits for it and remembers it", async () => {
    const [zendesk, folder, port] = [await aZendesk(), aFolder(), await freePort()];
    const server = await connected(zendesk, folder, port);
    const slow = { match: { method: "PUT", path: "/api/v2/tickets/*" }, fault: { kind: "slow", ms: 200 } };
    await asAdmin(zendesk, "POST", "/emulator/faults", slow);
    await arrives(zendesk);
    const [before] = await server.accounts.all();
    const writing = () => expect(before?.desk.sql.all(`SELECT 1 FROM ticket WHERE intent IS NOT NULL`)).toHaveLength(1);
    await vi.waitFor(writing, { timeout: 4000, interval: 10 });
    await server.close();
    expect(shown(zendesk)).toEqual(["normal"]);
    const again = await aServer(folder, port);
    const [account] = await again.accounts.all();
    expect(account?.decisions(null, 10)).toMatchObject([{ written: true }]);
    expect(account?.overview()).toMatchObject({ waiting: 0 });
    await again.close();
  }, 10_000);

  test("a port that is taken is said at once, and the data folder is free again", async () => {
    const folder = aFolder();
    const first = await aServer(aFolder(), await freePort());
    await expect(aServer(folder, first.port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
    const second = await aServer(folder, await freePort());
    await second.close();
  });

  test("a second server on the same data folder is refused in words", async () => {
    const [zendesk, folder, port] = [await aZendesk(), aFolder(), await freePort()];
    const first = await connected(zendesk, folder, port);
    await expect(aServer(folder, await freePort())).rejects.toThrow(/locked/);
    await first.close();
  }, 10_000);

  test("a data folder of another master key is refused in words", async () => {
    const [zendesk, folder, port] = [await aZendesk(), aFolder(), await freePort()];
    const first = await connected(zendesk, folder, port);
    await first.close();
    const another = btoa("another key of thirty-two bytes!");
    await expect(aServer(folder, port, [], another)).rejects.toThrow(/TIERLINE_SECRET_KEY/);
  });

  test("half a request keeps nobody else waiting", async () => {
    const port = await freePort();
    const server = await aServer(aFolder(), port);
    const slow = connect(port, "127.0.0.1");
    slow.on("error", () => undefined);
    await once(slow, "connect");
    slow.write("POST /webhooks/zendesk/x HTTP/1.1\r\nHost: x\r\nContent-Le");
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    slow.destroy();
    await server.close();
  });
});
