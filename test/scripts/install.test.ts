import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const LOCK = {
  packages: {
    "": {},
    "node_modules/hono": { version: "4.0.0" },
    "node_modules/mac": { version: "1.0.0", optional: true },
  },
};
const INSTALLED = { packages: { "node_modules/hono": { version: "4.0.0" } } };

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "tierline-install-"));
  for (const script of ["install.mjs", "browser.mjs"]) {
    cpSync(join(import.meta.dirname, "../../scripts", script), join(clone, "scripts", script));
  }
  write("package-lock.json", LOCK);
});
afterEach(() => rmSync(clone, { recursive: true }));

function write(path: string, content: unknown): void {
  mkdirSync(join(clone, path, ".."), { recursive: true });
  writeFileSync(join(clone, path), typeof content === "string" ? content : JSON.stringify(content));
}

/** Runs the script with an npm that only writes down how it was called and does `body`. */
function install(body = "", ...options: readonly string[]) {
  write("npm-cli.cjs", `require("fs").writeFileSync("called", process.argv.slice(2).join(" ")); ${body}`);
  const { status, stderr } = spawnSync(process.execPath, [join(clone, "scripts/install.mjs"), ...options], {
    encoding: "utf8",
    env: { npm_execpath: join(clone, "npm-cli.cjs"), CHROMIUM_PATH: "/nowhere/chromium" },
  });
  return { status, stderr, called: readOrNull("called") };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(join(clone, path), "utf8");
  } catch {
    return null;
  }
}

test("a fresh clone is installed from the lock, development packages included", () => {
  const { status, stderr, called } = install();
  expect(called).toMatch(/^ci .*--include=dev/);
  expect(stderr).toMatch(/Installing packages \(npm ci\) …\nInstalling packages took \d+ s\.\n/);
  expect(status).toBe(0);
});

test("what the lock asks for is there already: nothing runs, nothing is said", () => {
  write("node_modules/.package-lock.json", INSTALLED);
  expect(install()).toEqual({ status: 0, stderr: "", called: null });
});

test("a lock that moved on is installed again", () => {
  write("node_modules/.package-lock.json", { packages: { "node_modules/hono": { version: "3.9.0" } } });
  expect(install().called).toMatch(/^ci /);
});

test("an install that was cut short is done again", () => {
  write("node_modules/.package-lock.json", { packages: {} });
  expect(install().called).toMatch(/^ci /);
});

test("a failing npm ci is shown in its own words, with what to do", () => {
  const { status, stderr } = install('console.error("npm error network"); process.exit(1)');
  expect(stderr).toContain("npm error network");
  expect(stderr).toContain("`npm ci` failed, see above.");
  expect(status).toBe(1);
});

test("the browser is asked for only where there are browser tests", () => {
  write("node_modules/.package-lock.json", INSTALLED);
  expect(install("", "--browser").status).toBe(0);
  write("test/browser/sidebar.test.ts", "");
  const { status, stderr } = install("", "--browser");
  expect(stderr).toContain("apt-get install chromium");
  expect(status).toBe(1);
});
