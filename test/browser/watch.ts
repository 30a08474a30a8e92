import type { BrowserContext, Frame } from "playwright-core";

/** What a browser met in any page or frame of a context. All of it stays empty where nothing is wrong. */
export interface Watch {
  /** Errors and warnings, breaches of a content security policy among them. */
  readonly complaints: string[];
  /** Scripts that ran although they are text: `__xss` was called or set, or a dialog was opened. */
  readonly ran: string[];
  /** Requests to anybody but this machine. */
  readonly strayed: string[];
}

const REPORT = "reportToTest";

/** Runs in every frame before anything else. Text, since it belongs to the browser. */
const LISTEN = `(() => {
  const report = (kind, words) => window.${REPORT}(kind, location.pathname + ": " + words);
  addEventListener("securitypolicyviolation", (event) =>
    report("complaint", event.violatedDirective + " " + event.blockedURI + " " + event.sample));
  Object.defineProperty(window, "__xss", {
    get: () => () => report("ran", "__xss called"),
    set: () => report("ran", "__xss set"),
  });
})()`;

/** Begins to watch; before the context's first page is opened. */
export async function watch(context: BrowserContext): Promise<Watch> {
  const watched: Watch = { complaints: [], ran: [], strayed: [] };
  await context.exposeFunction(REPORT, (kind: string, words: string) =>
    (kind === "ran" ? watched.ran : watched.complaints).push(words),
  );
  await context.addInitScript(LISTEN);
  context.on("console", (message) => {
    const grave = message.type() === "error" || message.type() === "warning";
    // A server that refuses or is down is no fault of the page.
    if (grave && !message.text().startsWith("Failed to load resource")) watched.complaints.push(message.text());
  });
  context.on("weberror", (error) => watched.complaints.push(error.error().message));
  context.on("dialog", (dialog) => {
    watched.ran.push(`${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const own = protocol === "data:" || hostname === "127.0.0.1" || hostname === "localhost";
    if (!own) watched.strayed.push(request.url());
  });
  return watched;
}

/**
 * What stands in a page that no text may have made: elements that load, run, frame or lead elsewhere, and attributes
 * that are code. Written as text: it runs in the browser.
 */
const MADE = `[...document.body.querySelectorAll("*")].filter((one) =>
  /^(script|iframe|object|embed|img|video|audio|link|style|base|meta|template|math|dialog|marquee|foreignobject|animate|set|use)$/i
    .test(one.localName) ||
  [...one.attributes].some(({ name, value }) => name.startsWith("on") || name === "srcdoc" ||
    /^(href|src|srcset|action|formaction|data|poster|background|ping|xlink:href)$/.test(name) && !/^[#/](?!\\/)/.test(value))
).map((one) => one.outerHTML.slice(0, 200))`;

export const madeIn = (frame: Frame): Promise<readonly string[]> => frame.evaluate(MADE);
