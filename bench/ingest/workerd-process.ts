import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "../..");
const WRANGLER = join(ROOT, "node_modules/.bin/wrangler");
/** The program itself: what is in `.bin` starts it in a process of its own, which no pipe and no signal gets through. */
const WORKERD = z.object({ default: z.string() }).parse(createRequire(import.meta.url)("workerd")).default;
const COMPATIBILITY_DATE = "2026-08-01";
/** Processor time in `/proc` is counted in hundredths of a second. */
const TICK_US = 10_000;

export interface Served {
  /** Below the project's folder; left out, the Worker of `wrangler.toml`. */
  readonly entry?: string;
  /** Durable Objects by the name of their binding. */
  readonly objects: Readonly<Record<string, string>>;
  /** Where they store; `false`: in memory, where the system offers it. */
  readonly onDisk: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

export interface WorkerdProcess {
  readonly port: number;
  /** Of workerd alone, microseconds; `NaN` where the system has no `/proc`. */
  cpu(): number;
}

/**
 * A Worker, bundled as for a deploy, on workerd alone: nothing of wrangler or miniflare stands between the socket and the
 * Worker. Ends with this process.
 */
export async function serveOnWorkerd({ entry, objects, onDisk, settings }: Served): Promise<WorkerdProcess> {
  const folder = mkdtempSync(join(!onDisk && existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "tierline-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const bundle = join(folder, "bundle");
  const built = entry === undefined ? [] : [join(ROOT, entry), "--minify", "--config", plainConfig(folder)];
  await promisify(execFile)(WRANGLER, ["deploy", ...built, "--dry-run", "--outdir", bundle], {
    cwd: ROOT,
    env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false", CI: "1" },
  });
  mkdirSync(join(folder, "objects"));
  const config = join(folder, "config.capnp");
  writeFileSync(
    config,
    configOf(bundle, entry === undefined ? "worker.js" : `${parse(entry).name}.js`, { objects, settings }),
  );
  const child = spawn(WORKERD, ["serve", "--control-fd=3", config], { stdio: ["ignore", "ignore", "inherit", "pipe"] });
  process.once("exit", () => child.kill("SIGKILL"));
  return { port: await portOf(child), cpu: () => cpuOf(child.pid ?? 0) };
}

function plainConfig(folder: string): string {
  const file = join(folder, "wrangler.toml");
  writeFileSync(file, `name = "bench"\ncompatibility_date = "${COMPATIBILITY_DATE}"\n`);
  return file;
}

/** https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
function configOf(bundle: string, main: string, { objects, settings }: Pick<Served, "objects" | "settings">): string {
  const embed = (file: string): string => `embed ${JSON.stringify(`bundle/${file}`)}`;
  const files = readdirSync(bundle);
  // The first is what answers.
  const scripts = [main, ...files.filter((file) => file.endsWith(".js") && file !== main)];
  const modules = [
    ...scripts.map((file) => `(name = "${file}", esModule = ${embed(file)})`),
    ...files.filter((file) => file.endsWith(".txt")).map((file) => `(name = "${file}", text = ${embed(file)})`),
  ];
  const bindings = [
    ...Object.entries(objects).map(([name, type]) => `(name = "${name}", durableObjectNamespace = "${type}")`),
    ...Object.entries(settings).map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`),
  ];
  const namespaces = Object.values(objects).map(
    (type) => `(className = "${type}", uniqueKey = "${type}", enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "objects", disk = (path = ${JSON.stringify(join(bundle, "../objects"))}, writable = true)),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${modules.join(", ")}],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "objects"),
);
`;
}

async function portOf(child: ChildProcess): Promise<number> {
  const control = child.stdio[3];
  if (!(control instanceof Readable)) throw new Error("no control stream");
  const [line] = (await Promise.race([
    once(createInterface({ input: control }), "line"),
    once(child, "exit").then(() => Promise.reject(new Error("workerd ended"))),
  ])) as [string];
  return Number(/"port":(\d+)/.exec(line)?.[1]);
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/\(.*\)/, "")
      .split(/ +/);
    const [user, system] = fields.slice(12).map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) * TICK_US;
  } catch {
    return Number.NaN;
  }
}
