// How large the Worker is as it is deployed, and how long workerd takes until it first answers. Prints a Markdown section.
//   node bench/worker.ts [ROUNDS]
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { createTestHarness } from "wrangler";
import { median, spread } from "./figures.ts";

const [rounds = 5] = process.argv.slice(2).map(Number);
const ROOT = join(import.meta.dirname, "..");
const WRANGLER = join(ROOT, "node_modules/.bin/wrangler");

// Nothing is asked of the network.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";

const SETTINGS = {
  TIERLINE_SECRET_KEY: btoa("a master key of the bench's own."),
  TIERLINE_OPERATOR_TOKEN: "operator-token-of-the-bench-0123",
  TIERLINE_PUBLIC_URL: "https://tierline.example",
};
const EMPTY = 'export default { fetch: () => new Response("ok") };';

const folder = mkdtempSync(join(tmpdir(), "tierline-bench-"));
try {
  await build(ROOT, join(folder, "tierline"));
  const sources = join(folder, "empty-sources");
  mkdirSync(sources);
  writeFileSync(join(sources, "worker.js"), EMPTY);
  writeFileSync(
    join(sources, "wrangler.toml"),
    'name = "empty"\nmain = "worker.js"\ncompatibility_date = "2026-08-01"\n',
  );
  await build(sources, join(folder, "empty"));

  const modules = readdirSync(join(folder, "tierline")).filter((file) => file.endsWith(".js"));
  const zipped = (files: readonly string[]): string => {
    const contents = files.map((file) => readFileSync(join(folder, "tierline", file)));
    return (gzipSync(Buffer.concat(contents), { level: 9 }).length / 1000).toFixed(1);
  };
  // What an isolate starts with; the others follow when they are asked for (`scripts/bundle-worker.ts`).
  const program = ["worker.js", "shared.js"];
  const late = modules.filter((file) => !program.includes(file)).map((file) => `\`${file}\` ${zipped([file])} kB`);
  const [empty, tierline]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    empty.push(await firstAnswer(sources, join(folder, "empty")));
    tierline.push(await firstAnswer(ROOT, join(folder, "tierline")));
  }
  console.log(`## Worker

The program as \`wrangler deploy\` sends it, gzip: **${zipped(program)} kB**, and ${zipped([...program, "mappings.txt"])} kB with the mapping files.
Beside it, each loaded when it is first needed: ${late.join(", ")}.

From starting wrangler's test harness to the first answer: ${spread(tierline, 0)} ms, and ${spread(empty, 0)} ms with an empty
Worker: ${(median(tierline) - median(empty)).toFixed(0)} ms are Tierline's, its two classes of objects and its mapping files among them. Medians of ${rounds} rounds (least–most).
`);
} finally {
  rmSync(folder, { recursive: true });
}

/** As it would be deployed; nothing is sent anywhere. */
async function build(root: string, into: string): Promise<void> {
  await promisify(execFile)(WRANGLER, ["deploy", "--dry-run", "--outdir", into], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" },
  });
}

/** Milliseconds. */
async function firstAnswer(root: string, built: string): Promise<number> {
  const worker = createTestHarness({
    root,
    workers: [{ configPath: "wrangler.toml", prebuiltWorkerDir: built, vars: SETTINGS }],
  });
  try {
    const begun = performance.now();
    await worker.listen();
    const answer = await worker.fetch("/livez");
    if ((await answer.text()) !== "ok") throw new Error(`the Worker answered ${answer.status}`);
    return performance.now() - begun;
  } finally {
    await worker.close();
  }
}
