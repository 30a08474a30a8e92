// Every bench one after the other, each in a process of its own; their sections go to the screen and to bench/RESULTS.md.
//   npm run bench [-- NAME…]      only the benches of these names, or whose names contain them where none is called so;
//                                 RESULTS.md stays as it is
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";

const BENCHES = [
  "admin.ts",
  "due-dates/main.ts",
  "ingest/main.ts",
  "ingest/github.ts",
  "ingest/on-workerd.ts",
  "storage.ts",
  "throughput/main.ts",
  "worker.ts",
];

const names = process.argv.slice(2);
const meant = new Set(names.flatMap(called));
const chosen = BENCHES.filter((bench) => names.length === 0 || meant.has(bench));
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

/** `worker` is worker.ts alone, not on-workerd.ts as well. */
function called(name: string): readonly string[] {
  const exactly = BENCHES.filter((bench) => basename(bench, ".ts") === name);
  return exactly.length > 0 ? exactly : BENCHES.filter((bench) => bench.includes(name));
}

function title(): string {
  const machine = `${availableParallelism()} processor cores, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  return `# Results

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. Ratios travel between machines; times don't.`;
}
