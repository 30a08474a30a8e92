// Runs the long programs of test/long one after the other, each with its own output; a program passes by exiting 0.
//   npm run test:long [-- NAME…]      only the programs whose file name contains one of the names
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDER = join(ROOT, "test/long");

const names = process.argv.slice(2);
const programs = (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
  .filter((file) => file.endsWith(".ts"))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  .sort();

let passed = 0;
let failed = 0;
for (const program of programs) {
  console.log(`── ${program}`);
  const begun = performance.now();
  const { status, signal } = spawnSync(process.execPath, [join(FOLDER, program)], { cwd: ROOT, stdio: "inherit" });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(
    `${status === 0 ? "✓" : "✗"} ${program} ${seconds} s${status === 0 ? "" : ` (${signal ?? `exit ${status}`})`}`,
  );
}
if (programs.length === 0)
  console.error(names.length === 0 ? "test/long has no programs." : `No program is named like: ${names.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
