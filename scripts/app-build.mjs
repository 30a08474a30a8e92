// Builds the pages of `app/` into `dist/app`, and the API's OpenAPI document beside them, when anything that they are made of has changed since the last build.
// Plain JavaScript: it runs before `npm start` under Node 20 too.
//   node scripts/app-build.mjs [--force]
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUILT = join(ROOT, "dist/app");
/** Beside the folder, not in it: what is in it is served. */
const STAMP = join(ROOT, "dist/app.stamp");
/** What the pages and the document are made of. */
const INPUTS = [
  "app",
  "src/api",
  "scripts/app-build.mjs",
  "scripts/openapi.ts",
  "scripts/openapi-document.ts",
  "vite.config.ts",
  "package-lock.json",
];

const wanted = digestOfInputs();
const forced = process.argv.includes("--force");
if (forced || !existsSync(join(BUILT, "sidebar.html")) || stampOf() !== wanted) await build();
if (forced) printSizes();

async function build() {
  process.stderr.write("Building the app …\n");
  // A test that builds is no reason for a build for tests: what is made is served.
  process.env["NODE_ENV"] = "production";
  // Loaded only now: a build that isn't needed should cost nothing.
  const { build: viteBuild } = await import("vite");
  // Moved into its place, so that nobody who reads at the same time finds half of it.
  const draft = `${BUILT}-${process.pid}`;
  const old = `${draft}-old`;
  try {
    await viteBuild({
      configFile: join(ROOT, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: draft },
    });
    if (existsSync(BUILT)) renameSync(BUILT, old);
    renameSync(draft, BUILT);
    execFileSync(nodeForTypeScript(), [join(ROOT, "scripts/openapi.ts")], { stdio: "inherit" });
    mkdirSync(dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, wanted);
  } finally {
    for (const folder of [draft, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/** The project's own Node where there is one: this script may have been started by an older. */
function nodeForTypeScript() {
  const own = join(ROOT, "node_modules/.bin/node");
  return existsSync(own) ? own : process.execPath;
}

function stampOf() {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : null;
}

function digestOfInputs() {
  const digest = createHash("sha256");
  for (const file of INPUTS.flatMap((input) => filesOf(join(ROOT, input)))) {
    digest
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return digest.digest("hex");
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

/** What a browser loads for each page, packed as it travels. */
function printSizes() {
  for (const page of readdirSync(BUILT).filter((name) => name.endsWith(".html"))) {
    const html = readFileSync(join(BUILT, page), "utf8");
    const loaded = [...html.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
    const bytes = loaded.map((path) => gzipSync(readFileSync(join(BUILT, path))).length);
    const total = bytes.reduce((sum, each) => sum + each, 0);
    console.log(`${page}: ${(total / 1000).toFixed(1)} kB gzipped in ${loaded.length} files`);
  }
}
