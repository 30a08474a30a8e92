// The one test command: format and lint, types, unused code, the lock, then every test. A line for each, the output of
// what failed, and `N passed, N failed` last.
//   npm test
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
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

async function tests() {
  const folder = mkdtempSync(join(tmpdir(), "tierline-test-"));
  const file = join(folder, "results.json");
  try {
    const outcome = await run(["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
    const counts = countsOf(file);
    // A file that did not load, or an error outside any test, fails the run without failing a test.
    if (outcome.code !== 0 && counts.failed === 0) counts.failed = 1;
    report("tests", outcome, counts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** vitest's own count; no results at all is a failure. */
function countsOf(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
    const unloaded = testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && assertionResults.every((test) => test.status !== "failed"),
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** @returns {Promise<{code: number, output: string, seconds: string}>} */
function run([program, ...parameters]) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const environment = { ...process.env, NO_COLOR: "1", PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}` };
    const child = spawn(program, parameters, { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const end = (code) => resolve({ code, output, seconds: ((performance.now() - begun) / 1000).toFixed(1) });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
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
  if (counts.failed > 0) console.log(output.trimEnd());
}
