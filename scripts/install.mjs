// Installs what is missing before `npm start` and `npm test`, so that a fresh clone needs no other command.
// Plain JavaScript without packages: it runs before any is there, on Node 20 too. What is started afterwards finds the
// project's own Node in node_modules/.bin, which npm puts first in the PATH of its scripts.
//   node scripts/install.mjs [--app] [--browser]
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** The first Node that runs TypeScript files as they are and has node:sqlite without a flag. */
const NEEDED = [22, 18];

if (!isInstalled()) await install();
checkNode();
if (process.argv.includes("--browser")) checkBrowser();
// The pages that the server serves, where they are not those of the sources.
if (process.argv.includes("--app")) await import("./app-build.mjs");

/** What npm says it installed (it writes that note last) is what the lock asks for. */
function isInstalled() {
  const wanted = packagesOf(join(ROOT, "package-lock.json"));
  const present = packagesOf(join(ROOT, "node_modules/.package-lock.json"));
  if (wanted === null)
    stop("package-lock.json is missing or not readable: restore it with `git checkout package-lock.json`.");
  if (present === null) return false;
  // Packages of other platforms are in the lock and never on the disk.
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || (present[path] ? present[path].version === version : optional),
  );
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}

async function install() {
  const begun = Date.now();
  const elapsed = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  const progress = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\rInstalling packages … ${elapsed()} `), 1000)
    : null;
  process.stderr.write("Installing packages (npm ci) …");
  const { code, output } = await npmCi();
  if (progress) clearInterval(progress);
  process.stderr.write(
    `${progress ? "\r" : "\n"}Installing packages ${code === 0 ? "took" : "failed after"} ${elapsed()}.\n`,
  );
  if (code === 0) return;
  process.stderr.write(output);
  stop("`npm ci` failed, see above. With no network, copy node_modules from a machine that has one.");
}

/** @returns {Promise<{code: number, output: string}>} */
function npmCi() {
  // The npm that runs this script, on the Node that runs that npm: `npm ci` deletes the project's own Node meanwhile.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const itself = npm && /npm-cli\.[cm]?js$/.test(npm) ? [node ?? process.execPath, npm] : ["npm"];
  // loglevel: the engine warnings under Node 20 are about packages that run on the project's own Node.
  const line = [...itself, "ci", "--include=dev", "--include=optional", "--loglevel=error"];
  return new Promise((resolve) => {
    const child = spawn(line[0], line.slice(1), { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 1, output: `${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

function checkNode() {
  const own = join(ROOT, "node_modules/.bin/node");
  const present = existsSync(own) ? spawnSync(own, ["--version"], { encoding: "utf8" }) : null;
  if (present && isEnough(present.stdout ?? "")) return;
  if (!isEnough(process.version)) {
    stop(
      `Tierline runs on Node ${NEEDED.join(".")} or later, and this is Node ${process.version.slice(1)}. On Linux (x64, arm64) ` +
        "the right one comes with the packages: delete node_modules and try again. Elsewhere install it from https://nodejs.org.",
    );
  }
  // A copy that can't run here (another libc) would stand before the good one in the PATH of the scripts.
  if (present) rmSync(own);
}

function isEnough(version) {
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(version)?.[0] ?? "").split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function checkBrowser() {
  if (!existsSync(join(ROOT, "test/browser")) || findBrowser(process.env) !== null) return;
  stop("The browser tests need Chromium: `apt-get install chromium`, or name another with CHROMIUM_PATH.");
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
