import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import * as z from "zod";
import { VirtualClock } from "../../cli/demo/clock.ts";
import { freePort } from "../../cli/demo/free-port.ts";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import type { Terms } from "../../src/account/deps.ts";
import { type Instant, milliseconds } from "../../src/core/time.ts";
import { type Running, start } from "../../src/node.ts";
import { seeded } from "../emulator/rig.ts";
import { OPERATOR_TOKEN, SECRET_KEY } from "../support/world.ts";
import { launchChromium } from "./chromium.ts";
import { type Watch, watch } from "./watch.ts";

export interface Visit {
  readonly page: Page;
  /** What is in the app's frame. */
  readonly app: FrameLocator;
  readonly watched: Watch;
}

/** What a ticket says, read from the account itself. */
export interface TicketShown {
  readonly priority: string | null;
  readonly severity: string | null;
  readonly due: string | null;
  readonly tags: readonly string[];
}

const SUBDOMAIN = "acme";
const answered = z.record(z.string(), z.object({ id: z.number() }).loose());

/**
 * The whole way, nothing stubbed: an account of the emulated Zendesk with its agent workspace, its proxy's signature,
 * the packed app, a Tierline server with its database, each behind its own socket, and a browser. Time begins where it
 * is told to and passes as on the wall.
 */
export class WholeWay {
  readonly browser: Browser;
  readonly zendesk: ServedEmulator;
  /** Tierline's own address. */
  readonly url: string;
  readonly #serve: () => Promise<Running>;
  readonly #folder: string;
  #tierline: Running | null;

  private constructor(
    parts: { browser: Browser; zendesk: ServedEmulator; tierline: Running; folder: string; url: string },
    serve: () => Promise<Running>,
  ) {
    this.browser = parts.browser;
    this.zendesk = parts.zendesk;
    this.#tierline = parts.tierline;
    this.#folder = parts.folder;
    this.url = parts.url;
    this.#serve = serve;
  }

  /** @throws with what to install, where there is no Chromium */
  static async open({ terms, begins }: { terms: Terms; begins: Instant }): Promise<WholeWay> {
    const folder = mkdtempSync(join(tmpdir(), "tierline-whole-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const clock = new VirtualClock(begins);
    clock.thaw();
    const serve = () =>
      start({
        settings: {
          secretKey: SECRET_KEY,
          operatorToken: OPERATOR_TOKEN,
          publicUrl: url,
          host: "127.0.0.1",
          port,
          dataDir: folder,
          policyFile: "",
          organizationsFile: "",
          development: true,
        },
        terms,
        clock,
        random: Math.random,
        fetch,
        writeLog: () => undefined,
        settle: milliseconds(20),
        sweepEvery: null,
      });
    const [browser, zendesk, tierline] = await Promise.all([
      launchChromium(),
      serveEmulator({ port: 0, subdomain: SUBDOMAIN, now: clock.now, random: seeded(5), fetch }),
      serve(),
    ]);
    const whole = new WholeWay({ browser, zendesk, tierline, folder, url }, serve);
    const clientSecret = zendesk.emulator.seed.client.secret;
    const credentials = { kind: "oauth_client", clientId: zendesk.emulator.seed.client.identifier, clientSecret };
    await whole.operator("/connect", { subdomain: SUBDOMAIN, credentials, origin: zendesk.origin });
    await whole.operator("/mode", { mode: "live" });
    await whole.installApp();
    return whole;
  }

  /** As an administrator does: packs the app, uploads it in the place of the one before, and enters a secret. */
  async installApp(secret?: string): Promise<void> {
    const genuine = z.object({ secret: z.string() });
    const told = genuine.parse(await this.operator("/app/secret", { subdomain: SUBDOMAIN }));
    const zip = join(this.#folder, "app.zip");
    const script = join(import.meta.dirname, "../../scripts/app-package.ts");
    execFileSync(process.execPath, [script, "--url", this.url, "--subdomain", SUBDOMAIN, "--out", zip]);
    const form = new FormData();
    form.set("file", new Blob([readFileSync(zip)]), "app.zip");
    form.set("settings", JSON.stringify({ app_secret: secret ?? told.secret }));
    this.zendesk.emulator.state.installations.clear();
    await json(await fetch(`${this.zendesk.origin}/emulator/apps`, { method: "POST", body: form }));
  }

  async operator(path: string, body: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" };
    return json(await fetch(`${this.url}/operator${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
  }

  /** Tierline's API of the account, as whoever runs Tierline. */
  async api(method: "GET" | "POST", path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" };
    const url = `${this.url}/api/zendesk/${SUBDOMAIN}${path}`;
    return json(await fetch(url, { method, headers, body: JSON.stringify(body) ?? null }));
  }

  /** The account's REST API, as its administrator. @returns the id of what was made or changed */
  async rest(method: string, path: string, body: object): Promise<number> {
    const { admin, apiToken } = this.zendesk.emulator.seed;
    const authorization = `Basic ${btoa(`${admin.email}/token:${apiToken}`)}`;
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(this.zendesk.origin + path, { method, headers, body: JSON.stringify(body) });
    const [record] = Object.values(answered.parse(await json(response)));
    if (record === undefined) throw new Error(`${method} ${path} answered nothing`);
    return record.id;
  }

  /** What is done at Zendesk's tickets meets this, until it meets nothing again. */
  async meets(fault: object, method?: string): Promise<void> {
    const match = { path: "/api/v2/tickets*", ...(method === undefined ? {} : { method }) };
    const headers = { "content-type": "application/json" };
    await json(await fetch(this.#faults, { method: "POST", headers, body: JSON.stringify({ match, fault }) }));
  }

  async meetsNothing(): Promise<void> {
    await fetch(this.#faults, { method: "DELETE" });
  }

  get #faults(): string {
    return `${this.zendesk.origin}/emulator/faults`;
  }

  /** A ticket by e-mail. */
  arrives(from: string, more: object = {}): Promise<number> {
    const [name = ""] = from.split("@");
    return this.rest("POST", "/api/v2/tickets.json", {
      ticket: {
        subject: "Push messages arrive late",
        comment: { body: "Since this morning." },
        requester: { name, email: from },
        via: { channel: "email" },
        ...more,
      },
    });
  }

  shows(id: number): TicketShown {
    const { tickets, ticketFields } = this.zendesk.emulator.state;
    const facts = tickets.get(id)?.facts;
    if (facts === undefined) throw new Error(`no ticket ${id}`);
    const field = (title: string): string | null => {
      const found = [...ticketFields.values()].find((one) => one.title === title);
      const value = found === undefined ? null : (facts.custom.get(found.id) ?? null);
      return value === null ? null : String(value);
    };
    return {
      priority: facts.priority,
      severity: field("Support severity"),
      due: field("First response due"),
      tags: facts.tags,
    };
  }

  /** A browser of somebody's own, at `path` of the workspace. */
  async visit(path: string, { as = "Ada Agent" } = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      timezoneId: "Europe/Berlin",
      locale: "en-GB",
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      viewport: { width: 1280, height: 1000 },
    });
    const watched = await watch(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(this.zendesk.origin + path);
    await page.getByRole("button", { name: as }).click();
    return { page, watched, app: page.frameLocator("iframe[title='Tierline']") };
  }

  /** Nobody answers at Tierline's address until it starts again. */
  async stop(): Promise<void> {
    const tierline = this.#tierline;
    this.#tierline = null;
    await tierline?.close();
  }

  /** On the same database, at the same address. */
  async start(): Promise<void> {
    this.#tierline ??= await this.#serve();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stop();
    await this.zendesk.close();
    rmSync(this.#folder, { recursive: true });
  }
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return JSON.parse(text);
}
