import { join } from "node:path";
import { Hono } from "hono";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appPage } from "../../handlers/app-page.ts";
import { filePages } from "../../src/node/pages.ts";
import { type Listening, listen } from "../../src/node/server.ts";
import { launchChromium } from "./chromium.ts";
import { watch } from "./watch.ts";

// The headers of the pages as a browser keeps to them. What they say is told in test/app/pages.test.ts.

const pages = filePages(join(import.meta.dirname, "../../dist/app"));

let browser: Browser;
/** As in production: the account's own workspace may frame it, nobody else. */
let strict: Listening;
/** Another site, as a browser sees it: `localhost` is not `127.0.0.1`. */
let elsewhere: Listening;
/** The Cookie header with which each page of `strict` was asked for. */
const cookies: [path: string, cookie: string | undefined][] = [];

beforeAll(async () => {
  // Pages of the public network may not ask this machine for anything: the workspace here is one, and Tierline is here.
  const server = new Hono();
  server.use((context, next) => {
    cookies.push([context.req.path, context.req.header("cookie")]);
    return next();
  });
  [browser, strict, elsewhere] = await Promise.all([
    launchChromium(["--disable-features=LocalNetworkAccessChecks"]),
    listen(server.route("/", appPage({ pages, development: false })), "127.0.0.1", 0),
    listen(
      new Hono().get("/", (context) =>
        context.html(`<!doctype html><iframe src="${context.req.query("frame")}"></iframe>`),
      ),
      "127.0.0.1",
      0,
    ),
  ]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([strict.close(0), elsewhere.close(0)]);
});

const ours = (path: string): string => `http://127.0.0.1:${strict.port}${path}`;

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  return context;
}

describe("who may frame the app", () => {
  /** What becomes of `path` in a page at `host`: its own words, or the browser's refusal. */
  async function framedBy(host: string, path: string): Promise<"shown" | "refused"> {
    const context = await newContext();
    const page = await context.newPage();
    // The page is made here; what it frames is asked of the real server.
    await page.route("https://*.zendesk.com/**", (route) =>
      route.fulfill({ contentType: "text/html", body: `<!doctype html><iframe src="${ours(path)}"></iframe>` }),
    );
    const at =
      host === "elsewhere" ? `http://localhost:${elsewhere.port}/?frame=${encodeURIComponent(ours(path))}` : host;
    await page.goto(at, { waitUntil: "load" });
    const frame = page.frames()[1];
    const shown = await frame?.locator("#root").count();
    const url = frame?.url() ?? "";
    await context.close();
    if (shown === 1 && url === ours(path)) return "shown";
    expect(url).toMatch(/^chrome-error:/);
    return "refused";
  }

  test.each([
    ["https://acme.zendesk.com/agent/tickets/1", "/app/zendesk/acme/sidebar", "shown"],
    ["https://acme.zendesk.com/agent/tickets/1", "/app/zendesk/acme/admin", "shown"],
    ["https://other.zendesk.com/agent/tickets/1", "/app/zendesk/acme/sidebar", "refused"],
    ["https://acme.zendesk.com/agent/tickets/1", "/app/zendesk/other/sidebar", "refused"],
    ["https://acme.zendesk.com/agent/tickets/1", "/admin/acme", "refused"],
    ["elsewhere", "/app/zendesk/acme/sidebar", "refused"],
    ["elsewhere", "/app/zendesk/acme/admin", "refused"],
    ["elsewhere", "/admin/acme", "refused"],
    ["elsewhere", "/admin", "refused"],
  ] as const)("%s framing %s is %s", async (host, path, outcome) => {
    expect(await framedBy(host, path)).toBe(outcome);
  });
});

describe("what a page may do", () => {
  test("it runs without a complaint, Trusted Types enforced", async () => {
    const context = await newContext();
    const watched = await watch(context);
    const page = await context.newPage();
    for (const path of ["/app/zendesk/acme/sidebar", "/app/zendesk/acme/admin", "/admin/acme"]) {
      await page.goto(ours(path));
      await page.getByRole("heading", { level: 1 }).waitFor();
    }
    expect(watched).toEqual({ complaints: [], ran: [], strayed: [] });
    await context.close();
  });

  const SIDEBAR = "/app/zendesk/acme/sidebar";

  /** The sidebar under its own headers, with `more` in it, as if somebody had got that far. */
  async function pageWith(more: string, script = ""): Promise<Page> {
    const context = await newContext();
    await context.addInitScript(`
      window.violated = [];
      addEventListener("securitypolicyviolation", (event) => violated.push(event.effectiveDirective));`);
    const page = await context.newPage();
    await page.route(ours(SIDEBAR), async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()) + more });
    });
    await page.route(ours("/attempt.js"), (route) =>
      route.fulfill({
        contentType: "text/javascript",
        body: `try { ${script} } catch (error) { thrown = error.name; }`,
      }),
    );
    // A form that is not let go keeps the page from ever being loaded.
    await page.goto(ours(SIDEBAR), { waitUntil: "commit" });
    return page;
  }

  const violated = (page: Page) => page.evaluate<readonly string[]>("window.violated");

  test.each([
    ["code from text", `eval("1")`, "EvalError", "require-trusted-types-for"],
    ["a function from text", `new Function("return 1")`, "EvalError", "require-trusted-types-for"],
    ["markup from text", `document.body.innerHTML = "<b>x</b>"`, "TypeError", "require-trusted-types-for"],
    [
      "markup beside other",
      `document.body.insertAdjacentHTML("beforeend", "<b>x</b>")`,
      "TypeError",
      "require-trusted-types-for",
    ],
    [
      "a Trusted Types policy",
      `trustedTypes.createPolicy("x", { createHTML: (text) => text })`,
      "TypeError",
      "trusted-types",
    ],
    [
      "a script's address from text",
      `document.createElement("script").src = "https://evil.example/"`,
      "TypeError",
      "require-trusted-types-for",
    ],
    ["a request elsewhere", `fetch("https://evil.example/").catch(() => {})`, null, "connect-src"],
    ["a picture from elsewhere", `new Image().src = "https://evil.example/"`, null, "img-src"],
    ["a frame", `appended("iframe", "src")`, null, "frame-src"],
    ["a style in an attribute", `document.body.setAttribute("style", "color: red")`, null, "style-src-attr"],
    ["a form sent", `appended("form", "action").submit()`, null, "form-action"],
    ["another base", `appended("base", "href")`, null, "base-uri"],
  ] as const)("not %s", async (_, attempt, error, directive) => {
    const script = `
      const appended = (name, attribute) => {
        const element = document.createElement(name);
        element[attribute] = "https://evil.example/";
        document.body.append(element);
        return element;
      };
      window.thrown = null;
      ${attempt};`;
    const page = await pageWith(`<script src="/attempt.js"></script>`, script);
    const answered: string[] = [];
    page.on("response", (response) => answered.push(new URL(response.url()).hostname));
    await expect.poll(() => violated(page)).toEqual([directive]);
    expect(await page.evaluate("window.thrown")).toBe(error);
    expect(answered.filter((host) => host !== "127.0.0.1")).toEqual([]);
    await page.context().close();
  });

  test.each([
    ["a script in the page", `<script>document.title = "ran"</script>`, "script-src-elem"],
    ["a handler in the page", `<img src="data:," onerror="document.title = 'ran'">`, "script-src-attr"],
    ["a script's address in the page", `<a href="javascript:document.title='ran'">x</a>`, "script-src-elem"],
    ["a style in the page", `<style>body { opacity: 0.5 }</style>`, "style-src-elem"],
    ["a script from elsewhere", `<script src="https://evil.example/"></script>`, "script-src-elem"],
  ])("not %s", async (_, more, directive) => {
    const page = await pageWith(more);
    if (more.includes("href")) await page.getByText("x", { exact: true }).click();
    await expect.poll(() => violated(page)).toEqual([directive]);
    expect(await page.title()).toBe("Tierline");
    expect(await page.evaluate("getComputedStyle(document.body).opacity")).toBe("1");
    await page.context().close();
  });
});

test("in another site's frame it gets no cookie of ours, and leaves none", async () => {
  const context = await newContext();
  const url = ours("/");
  await context.addCookies([{ name: "tierline-session", value: "x", url, sameSite: "Strict", httpOnly: true }]);
  const page = await context.newPage();
  const path = "/app/zendesk/acme/sidebar";
  const sentFor = () => cookies.filter(([asked]) => asked === path).map(([, cookie]) => cookie);
  cookies.length = 0;
  await page.goto(ours(path));
  expect(sentFor()).toEqual(["tierline-session=x"]);
  await page.route("https://acme.zendesk.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><iframe src="${ours(path)}"></iframe>` }),
  );
  await page.goto("https://acme.zendesk.com/agent/");
  const frame = page.frames()[1] ?? expect.fail("no frame");
  await frame.getByRole("heading", { level: 1 }).waitFor();
  expect(sentFor()).toEqual(["tierline-session=x", undefined]);
  expect(await frame.evaluate("document.cookie")).toBe("");
  expect(await context.cookies()).toHaveLength(1);
  await context.close();
});
