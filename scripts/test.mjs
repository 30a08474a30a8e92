// The one test command: format and lint, types, unused code, the lock, then every test. A line for each, the output of
// what failed, and `N passed, N failed` last.
//   npm test
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN = join(ROOT, "node_modules/.bin");

/** Each is one check; the slowest stands first so that the others fill the time beside it. */
const CHECKS = [
  { name: "unused code", line: ["knip", "--no-progress"] },
  { name: "types", line: ["tsc", "-p", "."] },
  { name: "types at the edge", line: ["tsc", "-p", "tsconfig.edge.json"] },
  { name: "types of the app", line: ["tsc", "-p", "tsconfig.app.json"] },
  { name: "types of the workspace", line: ["tsc", "-p", "emulator/workspace/tsconfig.json"] },
  { name: "format and lint", line: ["biome", "check", "--error-on-warnings", "--diagnostic-level=warn", "."] },
  { name: "lock", line: ["node", "scripts/complete-lock.mjs", "--check"] },
];

let passed = 0;
let failed = 0;

const waiting = [...CHECKS];
await Promise.all(Array.from({ length: Math.min(availableParallelism(), CHECKS.length) }, worker));
await tests();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function worker() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const outcome = await run(check.line);
    report(check.name, outcome, outcome.code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  }
}

/** A line for each project of vitest.config.ts, and before it one for each file that took its time. */
async function tests() {
  console.log("… tests: node, browser and workerd together; files of 5 s and more as they end");
  const folder = mkdtempSync(join(tmpdir(), "tierline-test-"));
  const file = join(folder, "results.json");
  try {
    const line = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const outcome = await run(line, sayIfLong);
    const projects = projectsOf(file);
    const failures = projects.reduce((sum, { counts }) => sum + counts.failed, 0);
    for (const { name, counts, seconds } of projects) report(`tests, ${name}`, { output: "", seconds }, counts);
    // A file that did not load, or an error outside any test, fails the run without failing a test.
    const other = outcome.code !== 0 && failures === 0 ? 1 : 0;
    if (other > 0) report("tests", { ...outcome, output: "" }, { passed: 0, failed: other });
    if (failures + other > 0) console.log(outcome.output.trimEnd());
    console.log(`  all tests ${outcome.seconds} s`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As the default reporter tells of a file: ` ✓ |browser| test/browser/admin.test.ts (13 tests) 24017ms`. */
function sayIfLong(line) {
  const [, words, ms] = /^ (\S \|\w+\| \S+ \(.*\)) (\d+)ms$/.exec(line) ?? [];
  if (Number(ms) >= 5000) console.log(`  ${words} ${(Number(ms) / 1000).toFixed(1)} s`);
}

/** vitest's own counts, and from the first test to the last; no results at all is a failure. */
function projectsOf(file) {
  const files = resultsIn(file);
  if (files.length === 0) return [{ name: "no results", counts: { passed: 0, failed: 1 }, seconds: "0.0" }];
  const byProject = Map.groupBy(files, ({ name }) => /test[/\\](browser|workerd)[/\\]/.exec(name)?.[1] ?? "node");
  return [...byProject].map(([name, results]) => {
    const tests = results.flatMap(({ assertionResults }) => assertionResults);
    const unloaded = results.filter(
      ({ status, assertionResults }) =>
        status === "failed" && assertionResults.every((test) => test.status !== "failed"),
    );
    const count = (status) => tests.filter((test) => test.status === status).length;
    const span = Math.max(...results.map(({ endTime }) => endTime)) - Math.min(...results.map((one) => one.startTime));
    const counts = { passed: count("passed"), failed: count("failed") + unloaded.length };
    return { name, counts, seconds: (span / 1000).toFixed(1) };
  });
}

function resultsIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).testResults;
  } catch {
    return [];
  }
}

/** @returns {Promise<{code: number, output: string, seconds: string}>} */
function run([program, ...parameters], told = () => undefined) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const environment = { ...process.env, NO_COLOR: "1", PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}` };
    const child = spawn(program, parameters, { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const end = (code) => resolve({ code, output, seconds: ((performance.now() - begun) / 1000).toFixed(1) });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => (output += chunk));
      createInterface(stream).on("line", told);
    }
    child.on("error", (error) => {
      output += `${error.message}\n`;
      end(1);
    });
    child.on("close", (code) => end(code ?? 1));
  });
}

function report(name, { output, seconds }, counts) {
  passed += counts.passed;
  failed += counts.failed;
  const total = counts.passed + counts.failed;
  const detail = total > 1 ? ` (${counts.passed} of ${total})` : "";
  console.log(`${counts.failed === 0 ? "✓" : "✗"} ${name}${detail} ${seconds} s`);
  if (counts.failed > 0 && output !== "") console.log(output.trimEnd());
}
