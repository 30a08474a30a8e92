// Every bench one after the other, each in a process of its own; their sections go to the screen and to bench/RESULTS.md.
//   npm run bench [-- NAME…]      only the benches whose name contains one of the names; RESULTS.md stays as it is
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const BENCHES = [
  "admin.ts",
  "due-dates/main.ts",
  "ingest/main.ts",
  "ingest/on-workerd.ts",
  "storage.ts",
  "throughput/main.ts",
  "worker.ts",
];

const names = process.argv.slice(2);
const chosen = BENCHES.filter((bench) => names.length === 0 || names.some((name) => bench.includes(name)));
const sections: string[] = [];
for (const bench of chosen) {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, bench)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) {
    console.error(`${bench} failed`);
    process.exit(1);
  }
  console.log(stdout);
  sections.push(stdout.trim());
}
if (chosen.length === 0) console.error(`No bench is named like: ${names.join(", ")}`);
if (names.length === 0)
  writeFileSync(join(import.meta.dirname, "RESULTS.md"), `${title()}\n\n${sections.join("\n\n")}\n`);

function title(): string {
  const machine = `${availableParallelism()} processor cores, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  return `# Results

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. Ratios travel between machines; times don't.`;
}
