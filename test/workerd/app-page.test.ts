import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";

// The static assets as Cloudflare serves them, with our headers on top. What the headers say is told in
// test/app/pages.test.ts.

const ask = (path: string, init?: RequestInit) => exports.default.fetch(`https://tierline.test${path}`, init);

test("a page comes from the static assets and carries the content security policy", async () => {
  const response = await ask("/app/zendesk/acme/sidebar");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors https://acme.zendesk.com");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(await response.text()).toContain('<div id="root">');
});

test("every file that the page names is there, once, and known again by its etag", async () => {
  const page = await (await ask("/app/zendesk/acme/sidebar")).text();
  const files = [...page.matchAll(/"(\/app\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const response = await ask(file);
    expect([file, response.status, response.headers.get("cache-control")]).toEqual([
      file,
      200,
      "public, max-age=31536000, immutable",
    ]);
    await response.arrayBuffer();
    const etag = response.headers.get("etag") ?? "";
    expect((await ask(file, { headers: { "if-none-match": etag } })).status).toBe(304);
  }
});

test.each(["/sidebar.html", "/sidebar", "/assets/x.js", "/app/sidebar.html", "/app/assets/none.js"])(
  "%s is not reached past our own routes",
  async (path) => {
    expect((await ask(path)).status).toBe(404);
  },
);
