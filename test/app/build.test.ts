import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const BUILT = join(ROOT, "dist/app");
/** What an agent's browser loads before it can show a due date. */
const BUDGET = 150_000;

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "scripts/app-build.mjs")], { stdio: "pipe" });
}, 60_000);

const html = (page: string): string => readFileSync(join(BUILT, page), "utf8");

/** The files that a page loads at first, and what those import at once. */
function loadedBy(page: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = readFileSync(join(BUILT, file), "utf8");
    for (const [, imported = ""] of text.matchAll(/\bfrom"\.\/([\w.-]+\.js)"|\bimport"\.\/([\w.-]+\.js)"/g)) {
      load(`assets/${imported}`);
    }
  };
  for (const [, file = ""] of html(page).matchAll(/(?:src|href)="\/app\/(assets\/[^"]+)"/g)) load(file);
  return loaded;
}

describe("the built app", () => {
  test("loads at most 150 kB of packed script before the sidebar stands", () => {
    const scripts = [...loadedBy("sidebar.html")].filter((file) => file.endsWith(".js"));
    const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILT, file))).length, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  test("loads nothing of the administration in the sidebar", () => {
    const [own] = [...loadedBy("admin.html")].filter((file) => /assets\/admin-/.test(file));
    expect(own).toBeDefined();
    expect([...loadedBy("sidebar.html")]).not.toContain(own);
  });

  test.each(["sidebar.html", "admin.html"])("%s has no script, style or handler in the page itself", (page) => {
    const text = html(page);
    expect(text).not.toMatch(/<style|\son\w+=|\sstyle=/i);
    expect([...text.matchAll(/<script\b[^>]*>/g)].every(([tag]) => / src="\/app\/assets\//.test(tag))).toBe(true);
  });

  test("has the digest in each asset's name, and no source maps", () => {
    const assets = readdirSync(join(BUILT, "assets"));
    expect(assets.filter((name) => !/-[\w-]{8}\.(?:js|css)$/.test(name))).toEqual([]);
  });

  test("has every file that a page names", () => {
    expect(() => [...loadedBy("sidebar.html"), ...loadedBy("admin.html")]).not.toThrow();
  });
});
