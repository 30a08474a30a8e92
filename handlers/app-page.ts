import type { Context } from "hono";
import { Hono } from "../src/hono.ts";

/** A file that the app's build made. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream;
  readonly etag: string;
  /** How the body is packed; `null`: as it is. */
  readonly encoding: "gzip" | null;
}

/** The files that `npm run app:build` made: on Workers the static assets, on Node the folder `dist/app`. */
export interface Pages {
  /** @param path within that folder, e.g. `sidebar.html`; `null` when there is no such file */
  get(path: string, acceptsGzip: boolean): Promise<PageFile | null>;
}

export interface AppPageDeps {
  readonly pages: Pages;
  /** Lets a page of this machine frame the app, as the emulator's agent workspace does. */
  readonly development: boolean;
}

/** The pages of the Zendesk app and of the stand-alone admin, and the files they load. Nothing here is secret. */
export function appPage({ pages, development }: AppPageDeps): Hono {
  const framed = (name: PageName) => async (context: Context) => {
    const subdomain = context.req.param("subdomain") ?? "";
    if (!SUBDOMAIN.test(subdomain)) return context.text("not found", 404);
    const ancestors = [`https://${subdomain}.zendesk.com`, ...(development ? LOOPBACK : [])];
    return send(context, pages, `${name}.html`, pageHeaders(ancestors.join(" ")));
  };
  const alone = (context: Context) =>
    send(context, pages, "admin.html", {
      ...pageHeaders("'none'"),
      "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
    });
  return new Hono()
    .get("/app/assets/:file{[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.(?:js|css|svg|png)}", (context) =>
      send(context, pages, `assets/${context.req.param("file")}`, ASSET_HEADERS),
    )
    .get("/app/zendesk/:subdomain/sidebar", framed("sidebar"))
    .get("/app/zendesk/:subdomain/admin", framed("admin"))
    .get("/admin", alone)
    .get("/admin/:subdomain", alone);
}

type PageName = "sidebar" | "admin";

const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LOOPBACK = ["http://127.0.0.1:*", "http://localhost:*"];

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
};

const EVERY_FILE = { "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" };

/** Their names carry the digest of what is in them. */
const ASSET_HEADERS = { ...EVERY_FILE, "cache-control": "public, max-age=31536000, immutable" };

/**
 * The digest of nothing: styled-components fills an empty style element rule by rule through the DOM, which the policy
 * doesn't govern. No style that stands in the page itself passes, and no response needs a nonce.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const PERMISSIONS = ["accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb"];

const pageHeaders = (ancestors: string): Readonly<Record<string, string>> => ({
  ...EVERY_FILE,
  // Asked again each time, since it names the assets of one build; what didn't change is a 304.
  "cache-control": "no-cache",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    `frame-ancestors ${ancestors}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "permissions-policy": PERMISSIONS.map((feature) => `${feature}=()`).join(", "),
  "referrer-policy": "no-referrer",
});

async function send(
  context: Context,
  pages: Pages,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const file = await pages.get(path, /\bgzip\b/.test(context.req.header("accept-encoding") ?? ""));
  if (file === null) {
    return path.endsWith(".html")
      ? context.text("The app is not built: run `npm run app:build`, then start again.", 503)
      : context.text("not found", 404);
  }
  const { body, etag, encoding } = file;
  const always = { ...headers, etag, vary: "accept-encoding" };
  if (asksFor(context.req.header("if-none-match"), etag)) return context.body(null, 304, always);
  const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return context.body(body, 200, {
    ...always,
    "content-type": type,
    ...(encoding === null ? {} : { "content-encoding": encoding }),
  });
}

const asksFor = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch
    ?.split(",")
    .map((each) => each.trim().replace(/^W\//, ""))
    .includes(etag.replace(/^W\//, "")) ?? false;
