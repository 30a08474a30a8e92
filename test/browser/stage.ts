import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { type Browser, chromium, type FrameLocator, type Page } from "playwright-core";
import { appPage } from "../../handlers/app-page.ts";
import { findBrowser } from "../../scripts/browser.mjs";
import { filePages } from "../../src/node/pages.ts";
import { type Listening, listen } from "../../src/node/server.ts";

/** What the app asks of Zendesk: its own paths with the agent's session, Tierline's through the proxy. */
export interface AskedCall {
  readonly url: string;
  readonly type: string;
  readonly data?: string;
  readonly secure?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly jwt?: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface Scene {
  readonly location?: "ticket_sidebar" | "new_ticket_sidebar";
  readonly ticketId?: string;
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  /** What the agent's form and profile hold. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly reply: (call: AskedCall) => Reply | Promise<Reply>;
}

export interface Shown {
  readonly page: Page;
  readonly app: FrameLocator;
  /** Everything that was asked, in order. */
  readonly asked: readonly AskedCall[];
  /** What the browser complained of: errors, and breaches of the content security policy. */
  readonly complaints: string[];
  trigger(event: string, value?: unknown): Promise<void>;
}

const AGENT = { id: 7, locale: "en-GB", timeZone: { ianaName: "Europe/Berlin" } };

/** The built app behind its own server, a page that frames it behind another, and a browser. */
export class Stage {
  readonly #browser: Browser;
  readonly #app: Listening;
  readonly #host: Listening;

  private constructor(browser: Browser, app: Listening, host: Listening) {
    this.#browser = browser;
    this.#app = app;
    this.#host = host;
  }

  /** @throws with what to install, where there is no Chromium */
  static async open(): Promise<Stage> {
    const executablePath = findBrowser(process.env);
    if (executablePath === null) {
      throw new Error(
        "The browser tests need Chromium: `apt-get install chromium`, or name another with CHROMIUM_PATH.",
      );
    }
    const pages = filePages(join(import.meta.dirname, "../../dist/app"));
    const [browser, app, host] = await Promise.all([
      chromium.launch({ executablePath, args: ["--no-sandbox"] }),
      listen(appPage({ pages, development: true }), "127.0.0.1", 0),
      listen(hostPage(), "127.0.0.1", 0),
    ]);
    return new Stage(browser, app, host);
  }

  get appOrigin(): string {
    return `http://127.0.0.1:${this.#app.port}`;
  }

  async show({ location = "ticket_sidebar", colorScheme = "light", width = 340, ...scene }: Scene): Promise<Shown> {
    const context = await this.#browser.newContext({
      viewport: { width, height: 900 },
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
      locale: "en-GB",
    });
    const page = await context.newPage();
    const asked: AskedCall[] = [];
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.exposeFunction("answerRequest", (call: AskedCall) => {
      asked.push(call);
      return scene.reply(call);
    });
    const query = new URLSearchParams({
      app: `${this.appOrigin}/app/zendesk/acme/sidebar`,
      colorScheme,
      context: JSON.stringify({
        location,
        account: { subdomain: "acme" },
        ...(scene.ticketId === undefined ? {} : { ticketId: Number(scene.ticketId) }),
      }),
      values: JSON.stringify({ currentUser: AGENT, ...scene.values }),
    });
    await page.goto(`http://127.0.0.1:${this.#host.port}/?${query}`);
    return {
      page,
      app: page.frameLocator("iframe"),
      asked,
      complaints,
      trigger: (event, value) =>
        page.evaluate(([name, what]) => Reflect.get(globalThis, "trigger")(name, what), [event, value] as const),
    };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await Promise.all([this.#app.close(0), this.#host.close(0)]);
  }
}

function hostPage(): Hono {
  const file = (name: string) => readFile(join(import.meta.dirname, name), "utf8");
  return new Hono()
    .get("/", async (context) => context.html(await file("zaf-host.html")))
    .get("/zaf-host.js", async (context) =>
      context.body(await file("zaf-host.js"), 200, { "content-type": "text/javascript" }),
    );
}
