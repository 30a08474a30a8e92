import { type ChildProcess, execFile, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../..");
const OPERATOR_TOKEN = "operator-token-of-the-kill-test";
const READY_WITHIN_MS = 60_000;

/** Starts a release that lies at `root`, with its data in `folder`, as the leader of a process group of its own. */
export type Launch = (root: string, folder: string, environment: NodeJS.ProcessEnv) => ChildProcess;

const onNode: Launch = (root, folder, env) =>
  spawn(process.execPath, [join(root, "cli/tierline.ts"), "serve"], { cwd: folder, env, detached: true, stdio: PIPES });

const PIPES: StdioOptions = ["ignore", "pipe", "pipe"];

/** Tierline as an operator runs it: a process of its own, which can be killed and started again on the same folder. */
export class Tierline {
  readonly url: string;
  /** How each look of every incarnation ended, by the log's own word. */
  readonly outcomes = new Map<string, number>();
  /** Where the sources lie of which the next start is. */
  root = ROOT;
  readonly #folder: string;
  readonly #launch: Launch;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #complaints = "";

  private constructor(port: number, folder: string, launch: Launch) {
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = folder;
    this.#launch = launch;
    this.#environment = {
      PATH: process.env["PATH"],
      TIERLINE_SECRET_KEY: btoa("a key for this test's own folder"),
      TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
      TIERLINE_PUBLIC_URL: this.url,
      TIERLINE_URL: this.url,
      TIERLINE_PORT: String(port),
      TIERLINE_DATA_DIR: folder,
      TIERLINE_POLICY: join(ROOT, "mappings/support-policy.yaml"),
      TIERLINE_ORGANIZATIONS: join(import.meta.dirname, "organizations.csv"),
      TIERLINE_DEVELOPMENT: "1",
    };
  }

  /** On a port of its own, which it keeps over every restart; not started yet. */
  static async in(folder: string, launch = onNode): Promise<Tierline> {
    return new Tierline(await freePort(), folder, launch);
  }

  /** Starts the server. @returns milliseconds until it was ready to take events. @throws when it doesn't come up. */
  async start(): Promise<number> {
    const begun = performance.now();
    const child = this.#launch(this.root, this.#folder, this.#environment);
    this.#child = child;
    process.once("exit", this.#endWithUs);
    if (child.stdout !== null) createInterface({ input: child.stdout }).on("line", (line) => this.#count(line));
    child.stderr?.on("data", (text: Buffer) => {
      this.#complaints = `${this.#complaints}${text}`.slice(-2_000);
    });
    while (performance.now() - begun < READY_WITHIN_MS) {
      if (child.exitCode !== null) break;
      const ready = await fetch(`${this.url}/readyz`).catch(() => null);
      await ready?.arrayBuffer();
      if (ready?.status === 200) return performance.now() - begun;
      await wait(20);
    }
    const { exitCode } = child;
    if (exitCode === null) await this.kill();
    this.#child = null;
    throw new Error(`Tierline did not come up (exit code ${exitCode}): ${this.#complaints}`);
  }

  /** `kill -9`: nothing in the process gets to run any more. Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#running();
    const gone = once(child, "exit");
    killGroup(child);
    await gone;
    this.#child = null;
    process.off("exit", this.#endWithUs);
  }

  /** A clean shutdown. @throws when it ends with anything but exit code 0 */
  async stop(): Promise<void> {
    const child = this.#running();
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
    this.#child = null;
    process.off("exit", this.#endWithUs);
    if (child.exitCode !== 0) throw new Error(`a clean stop ended with ${child.exitCode}: ${this.#complaints}`);
  }

  /** Whether it can be killed or stopped. */
  get running(): boolean {
    return this.#child !== null;
  }

  /** The process, or `null` while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Runs an operator's command against it. @throws when the command fails */
  async command(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await promisify(execFile)(process.execPath, [join(this.root, "cli/tierline.ts"), ...args], {
      cwd: this.#folder,
      env: { ...this.#environment, ...environment },
    });
  }

  /** Tickets that wait for a look, by its own metrics. */
  async waiting(): Promise<number> {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    const text = await (await fetch(`${this.url}/metrics`, { headers })).text();
    return Number(/^tierline_inbox_pending\{.*\} (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
  }

  readonly #endWithUs = (): void => {
    if (this.#child !== null) killGroup(this.#child);
  };

  #running(): ChildProcess {
    if (this.#child === null) throw new Error("Tierline is not running");
    return this.#child;
  }

  #count(line: string): void {
    const outcome = /"outcome":"(\w+)"/.exec(line)?.[1];
    if (outcome !== undefined) this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }
}

/** Nothing in the process, or in one that it started, gets to run any more. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

/** A port that was free a moment ago: the webhook's address has to be known before the server listens on it. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
