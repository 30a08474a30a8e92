import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "../..");
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const READY_WITHIN_MS = 60_000;
const KEPT_OF_THE_LOG = 4_000;

/** Offline and silent: no usage metrics, no error reports, no look-up of this machine's place in the network. */
export const OFFLINE = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_WRITE_LOGS: "false",
  X_LOCAL_OBSERVABILITY: "false",
  X_LOCAL_EXPLORER: "false",
  CI: "1",
} as const;

export interface LocalWorkerOptions {
  readonly port: number;
  /** The Worker's settings by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the bundle carries instead of the project's own mapping files; see `BundledMappings`. */
  readonly mappings?: string;
}

/**
 * The Worker under `wrangler dev`, with settings and storage in a folder of its own: neither `.dev.vars` nor `.wrangler`
 * of the project is touched. It can be stopped and started again on what it stored.
 */
export class LocalWorker {
  readonly url: string;
  /** Where it stores. */
  readonly state: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "tierline-edge-"));
  readonly #line: readonly string[];
  #child: ChildProcess | null = null;
  #log = "";

  constructor({ port, settings, mappings }: LocalWorkerOptions) {
    this.url = `http://127.0.0.1:${port}`;
    this.state = join(this.#folder, "state");
    const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
    const variables = this.#write("settings.env", lines.join(""));
    this.#line = [
      ...["dev", ...(mappings === undefined ? [] : [this.#bundleWith(mappings)])],
      ...["--config", join(ROOT, "wrangler.toml")],
      ...["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0"],
      ...["--env-file", variables, "--persist-to", this.state],
    ];
  }

  /** @returns milliseconds until it answered. @throws with the end of its output when it doesn't */
  async start(): Promise<number> {
    const begun = performance.now();
    const child = spawn(process.execPath, [WRANGLER, ...this.#line], {
      cwd: ROOT,
      env: this.#environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    process.once("exit", this.#endWithUs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text: Buffer) => {
        this.#log = `${this.#log}${text}`.slice(-KEPT_OF_THE_LOG);
      });
    }
    while (child.exitCode === null && performance.now() - begun < READY_WITHIN_MS) {
      const ready = await fetch(`${this.url}/readyz`).catch(() => null);
      await ready?.arrayBuffer();
      if (ready?.status === 200) return performance.now() - begun;
      await wait(50);
    }
    throw new Error(`the Worker does not answer at ${this.url}:\n${this.#log}`);
  }

  /** Ends it as Ctrl-C does; what it stored stays. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    process.off("exit", this.#endWithUs);
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }

  /** The end of what it and the Worker have printed. */
  get log(): string {
    return this.#log;
  }

  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Builds the Worker as for a deployment, with other mappings in it; nothing is sent anywhere. @returns its file */
  #bundleWith(mappings: string): string {
    const into = join(this.#folder, "bundle");
    const line = [WRANGLER, "deploy", "--dry-run", "--outdir", into];
    execFileSync(process.execPath, line, { cwd: ROOT, env: this.#environment(), stdio: "pipe" });
    this.#write("bundle/mappings.txt", mappings);
    return join(into, "worker.js");
  }

  #environment(): NodeJS.ProcessEnv {
    // The build of the Worker calls `node`: the project's own.
    const path = [join(ROOT, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
    return { ...process.env, ...OFFLINE, PATH: path, WRANGLER_REGISTRY_PATH: join(this.#folder, "registry") };
  }

  #write(name: string, text: string): string {
    const file = join(this.#folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  readonly #endWithUs = (): void => {
    this.#child?.kill("SIGTERM");
  };
}
