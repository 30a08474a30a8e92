import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { appPage } from "../../handlers/app-page.ts";
import type { Hono } from "../../src/hono.ts";
import { filePages } from "../../src/node/pages.ts";

const SIDEBAR = "<!doctype html><title>sidebar</title>";
const SCRIPT = "console.log(1)";

/** The handler over a built folder. */
function served({ development = false, built = true } = {}): Hono {
  const folder = mkdtempSync(join(tmpdir(), "tierline-pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (built) {
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "sidebar.html"), SIDEBAR);
    writeFileSync(join(folder, "admin.html"), "<!doctype html><title>admin</title>");
    writeFileSync(join(folder, "assets/sidebar-Ab1_.js"), SCRIPT);
    writeFileSync(join(folder, "openapi.json"), "{}");
  }
  return appPage({ pages: filePages(folder), development });
}

const policyOf = (response: Response): string => response.headers.get("content-security-policy") ?? "";

describe("the pages of the app", () => {
  test.each(["/app/zendesk/acme/sidebar", "/app/zendesk/acme/admin"])(
    "%s may be framed by that account's Zendesk and by nobody else",
    async (path) => {
      const response = await served().request(`${path}?origin=https://acme.zendesk.com&app_guid=1`);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(policyOf(response)).toContain("frame-ancestors https://acme.zendesk.com;");
    },
  );

  test("in development a page of this machine may frame it as well", async () => {
    const response = await served({ development: true }).request("/app/zendesk/acme/sidebar");
    expect(policyOf(response)).toContain(
      "frame-ancestors https://acme.zendesk.com http://127.0.0.1:* http://localhost:*;",
    );
  });

  test.each(["/admin", "/admin/acme"])("%s stands alone: nobody may frame it, no opener reaches it", async (path) => {
    const response = await served({ development: true }).request(path);
    expect(policyOf(response)).toContain("frame-ancestors 'none';");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });

  test("run files only, of this origin only", async () => {
    const response = await served().request("/app/zendesk/acme/sidebar");
    const policy = Object.fromEntries(
      policyOf(response)
        .split("; ")
        .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
    );
    expect(policy).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
      "connect-src": "'self'",
      "img-src": "'self' data:",
      "frame-ancestors": "https://acme.zendesk.com",
      "base-uri": "'none'",
      "form-action": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": "'none'",
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "permissions-policy": expect.stringContaining("camera=()"),
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-cache",
    });
  });

  test.each([
    "/app/zendesk/Acme/sidebar",
    "/app/zendesk/evil.example%20https:/sidebar",
    "/app/zendesk/a%3B%20script-src%20*/sidebar",
    "/app/zendesk/-acme/sidebar",
    "/app/zendesk/acme/other",
    "/app/assets/other.js",
    "/app/assets/..%2Fopenapi.json",
    "/app/assets/sidebar.html",
    "/app/openapi.json",
  ])("%s is no page", async (path) => {
    expect((await served().request(path)).status).toBe(404);
  });

  test("before the app is built it says how to", async () => {
    const response = await served({ built: false }).request("/app/zendesk/acme/sidebar");
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("npm run app:build");
  });
});

describe("the files that the pages load", () => {
  const path = "/app/assets/sidebar-Ab1_.js";

  test("may be kept for ever, since their names change with them", async () => {
    const response = await served().request(path);
    expect(await response.text()).toBe(SCRIPT);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });

  test("are sent packed to who can unpack", async () => {
    const response = await served().request(path, { headers: { "accept-encoding": "br, gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("vary")).toBe("accept-encoding");
    expect(gunzipSync(await response.arrayBuffer()).toString()).toBe(SCRIPT);
  });

  test.each([{}, { "accept-encoding": "gzip" }])("are not sent again while they are the same (%j)", async (accepts) => {
    const app = served();
    const etag = (await app.request(path, { headers: accepts })).headers.get("etag") ?? "";
    const again = await app.request(path, { headers: { ...accepts, "if-none-match": `"other", W/${etag}` } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await app.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });
});
