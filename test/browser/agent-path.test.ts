import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import { findBrowser } from "../../scripts/browser.mjs";
import { milliseconds } from "../../src/core/time.ts";
import { systemClock } from "../../src/node/clock.ts";
import { type Running, start } from "../../src/node.ts";
import { seeded } from "../emulator/rig.ts";
import { aContract } from "../support/given.ts";
import { OPERATOR_TOKEN, SECRET_KEY, TERMS } from "../support/world.ts";

// The whole way, nothing stubbed: the packed app in an emulated Zendesk's workspace, its proxy's signature, a Tierline
// server with its database, and a browser.

let browser: Browser;
let zendesk: ServedEmulator;
let tierline: Running;
let folder: string;

beforeAll(async () => {
  const executablePath = findBrowser(process.env);
  if (executablePath === null) throw new Error("The browser tests need Chromium: `apt-get install chromium`.");
  folder = mkdtempSync(join(tmpdir(), "tierline-agent-"));
  const port = await freePort();
  [browser, zendesk, tierline] = await Promise.all([
    chromium.launch({ executablePath, args: ["--no-sandbox"] }),
    serveEmulator({ port: 0, subdomain: "acme", now: Date.now, random: seeded(5), fetch }),
    start({
      settings: {
        secretKey: SECRET_KEY,
        operatorToken: OPERATOR_TOKEN,
        publicUrl: `http://127.0.0.1:${port}`,
        host: "127.0.0.1",
        port,
        dataDir: folder,
        policyFile: "",
        organizationsFile: "",
        development: true,
      },
      terms: {
        ...TERMS,
        contracts: [aContract({ organizationId: null, domains: ["aurora.example"], name: "Aurora Games" })],
      },
      clock: systemClock,
      random: Math.random,
      fetch,
      writeLog: () => undefined,
      settle: milliseconds(20),
      sweepEvery: null,
    }),
  ]);
  const credentials = { kind: "oauth_client", clientId: "tierline", clientSecret: zendesk.emulator.seed.client.secret };
  await operator("/connect", { subdomain: "acme", credentials, origin: zendesk.origin });
  await operator("/mode", { mode: "live" });
  await install();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tierline.close();
  await zendesk.close();
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  const listening = new Promise((resolve) => probe.once("listening", resolve));
  probe.listen(0, "127.0.0.1");
  await listening;
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function operator(path: string, body: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${tierline.port}/operator${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** As an administrator does: packs the app, uploads it, and enters the secret. */
async function install(): Promise<void> {
  const zip = join(folder, "app.zip");
  const script = join(import.meta.dirname, "../../scripts/app-package.ts");
  const options = ["--url", `http://127.0.0.1:${tierline.port}`, "--subdomain", "acme", "--out", zip];
  execFileSync(process.execPath, [script, ...options]);
  const { secret } = z.object({ secret: z.string() }).parse(await operator("/app/secret", { subdomain: "acme" }));
  const form = new FormData();
  form.set("file", new Blob([readFileSync(zip)]), "app.zip");
  form.set("settings", JSON.stringify({ app_secret: secret }));
  const response = await fetch(`${zendesk.origin}/emulator/apps`, { method: "POST", body: form });
  if (!response.ok) throw new Error(`install: ${response.status} ${await response.text()}`);
}

async function aTicket(): Promise<number> {
  const { admin, apiToken } = zendesk.emulator.seed;
  const response = await fetch(`${zendesk.origin}/api/v2/tickets.json`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`${admin.email}/token:${apiToken}`)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      ticket: {
        subject: "Push is down",
        comment: { body: "Since nine." },
        requester: { name: "Ines", email: "ines@aurora.example" },
        via: { channel: "email" },
      },
    }),
  });
  return z.object({ ticket: z.object({ id: z.number() }) }).parse(await response.json()).ticket.id;
}

async function asAgent(path: string): Promise<Page> {
  const page = await (await browser.newContext({ timezoneId: "Europe/Berlin" })).newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(zendesk.origin + path);
  await page.getByRole("button", { name: "Ada Agent" }).click();
  return page;
}

const priorityOf = (id: number) => zendesk.emulator.state.tickets.get(id)?.facts.priority;

test("an agent opens a ticket, sees by when and why, makes it critical, and sees the new due date", async () => {
  const id = await aTicket();
  await vi.waitFor(() => expect(priorityOf(id)).toBe("normal"), { timeout: 5_000, interval: 20 });
  const page = await asAgent(`/agent/tickets/${id}`);
  const app = page.frameLocator("iframe[src*='/sidebar']");
  await app.getByRole("heading", { name: /Enterprise/ }).waitFor();
  await app.getByText("Severity 3 · Minor").waitFor();
  await app.getByText("“6 - 12 business hours”").waitFor();
  await app.getByRole("button", { name: "Why?" }).click();
  await app
    .getByText(/writes from aurora\.example, which belongs to Aurora Games/)
    .first()
    .waitFor();

  await app.getByRole("button", { name: "Change severity" }).click();
  await app.getByText("1 · Critical", { exact: true }).click();
  await app.getByRole("button", { name: "Set severity 1" }).click();
  await app.getByText("“1 hour, 24x7”").waitFor();
  await app.getByText("Severity 1 · Critical").waitFor();
  await app.getByText("Runs around the clock, nights and holidays included.").waitFor();
  await vi.waitFor(() => expect(priorityOf(id)).toBe("urgent"), { timeout: 5_000, interval: 20 });
}, 40_000);

test("an agent writes a new ticket and sees what it would be before sending it", async () => {
  const page = await asAgent("/agent/tickets/new/1");
  const app = page.frameLocator("iframe[src*='/sidebar']");
  await app.getByText("If you send this ticket now").waitFor();
  await app.getByRole("button", { name: "Change severity" }).click();
  await app.getByText("2 · Major", { exact: true }).click();
  await app.getByRole("button", { name: "Set severity 2" }).click();
  await app.getByText("Severity 2 · Major").waitFor();
}, 40_000);
