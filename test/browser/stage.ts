import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { appPage } from "../../handlers/app-page.ts";
import { filePages } from "../../src/node/pages.ts";
import { type Listening, listen } from "../../src/node/server.ts";
import { launchChromium } from "./chromium.ts";

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

/** A page in a browser of its own, for one scene after another: each is loaded anew. */
export interface Seat {
  show(scene: Scene): Promise<Shown>;
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

const [WIDTH, HEIGHT] = [340, 900];
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
    const pages = filePages(join(import.meta.dirname, "../../dist/app"));
    const [browser, app, host] = await Promise.all([
      launchChromium(),
      listen(appPage({ pages, development: true }), "127.0.0.1", 0),
      listen(hostPage(), "127.0.0.1", 0),
    ]);
    return new Stage(browser, app, host);
  }

  get appOrigin(): string {
    return `http://127.0.0.1:${this.#app.port}`;
  }

  /** A scene in a browser of its own. */
  async show(scene: Scene): Promise<Shown> {
    return (await this.seat()).show(scene);
  }

  async seat(): Promise<Seat> {
    const context = await this.#browser.newContext({
      viewport: { width: WIDTH, height: HEIGHT },
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
      locale: "en-GB",
    });
    const page = await context.newPage();
    const scenes: (Pick<Scene, "reply"> & { readonly asked: AskedCall[]; readonly complaints: string[] })[] = [];
    const complain = (words: string) => scenes.at(-1)?.complaints.push(words);
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complain(message.text());
    });
    page.on("pageerror", (error) => complain(error.message));
    // By the number of its scene: what an earlier one still asks is none of the next one's questions.
    await page.exposeFunction("answerRequest", (call: AskedCall, number: number) => {
      scenes[number]?.asked.push(call);
      return scenes[number]?.reply(call);
    });
    return {
      show: async ({ reply, width = WIDTH, ...scene }) => {
        const [asked, complaints] = [[] as AskedCall[], [] as string[]];
        const number = scenes.push({ reply, asked, complaints }) - 1;
        if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: HEIGHT });
        await page.goto(this.#urlOf(scene, number));
        return {
          page,
          app: page.frameLocator("iframe"),
          asked,
          complaints,
          trigger: (event, value) =>
            page.evaluate(([name, what]) => Reflect.get(globalThis, "trigger")(name, what), [event, value] as const),
        };
      },
    };
  }

  #urlOf(scene: Omit<Scene, "reply" | "width">, number: number): string {
    const { location = "ticket_sidebar", ticketId, colorScheme = "light", values } = scene;
    const query = new URLSearchParams({
      scene: String(number),
      app: `${this.appOrigin}/app/zendesk/acme/sidebar`,
      colorScheme,
      context: JSON.stringify({
        location,
        account: { subdomain: "acme" },
        ...(ticketId === undefined ? {} : { ticketId: Number(ticketId) }),
      }),
      values: JSON.stringify({ currentUser: AGENT, ...values }),
    });
    return `http://127.0.0.1:${this.#host.port}/?${query}`;
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
