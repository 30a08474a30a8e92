import { spawn, spawnSync } from "node:child_process";
import type { Aim } from "./attacks.ts";

const PROGRAM = "slowhttptest";
export const INSTALL = "slowhttptest is not installed: on Debian and Ubuntu, apt-get install slowhttptest";

export const slowhttptestIsThere = (): boolean => spawnSync(PROGRAM, ["-h"]).error === undefined;

/** Its three attacks, by its own names for them. */
export const MODES = {
  "slowhttptest -H (slow headers)": ({ origin, path }, common) => [
    "-H",
    ...common,
    "-i",
    "2",
    "-x",
    "24",
    "-t",
    "POST",
    "-u",
    origin + path,
  ],
  "slowhttptest -B (slow body)": ({ origin, path }, common) => [
    "-B",
    ...common,
    "-i",
    "2",
    "-x",
    "10",
    "-s",
    "8192",
    "-t",
    "POST",
    "-f",
    "application/json",
    "-u",
    origin + path,
  ],
  "slowhttptest -X (slow read)": ({ origin }, common) => [
    "-X",
    ...common,
    "-w",
    "1",
    "-y",
    "64",
    "-n",
    "5",
    "-z",
    "1",
    "-k",
    "10",
    "-u",
    `${origin}/livez`,
  ],
} as const satisfies Record<string, (at: { origin: string; path: string }, common: readonly string[]) => string[]>;

/** Runs one attack to its end. @returns what it said of the connections and the service when it ended */
export function runSlowhttptest(
  mode: keyof typeof MODES,
  { port, webhookPath }: Aim,
  connections: number,
  seconds: number,
): Promise<string> {
  const common = ["-c", String(connections), "-r", "500", "-p", "3", "-l", String(seconds)];
  const parameters = MODES[mode]({ origin: `http://127.0.0.1:${port}`, path: webhookPath }, common);
  return new Promise((resolve, reject) => {
    const child = spawn(PROGRAM, parameters, { stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text = `${text}${chunk}`.slice(-4_000);
    });
    child.on("error", reject);
    child.on("close", () => resolve(summary(text)));
  });
}

/** Its last table, without the colours of its terminal. */
function summary(text: string): string {
  const bare = text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*[A-Za-z]`, "g"), "");
  const last = (name: string) =>
    bare
      .match(new RegExp(`${name}:\\s*(.+?)\\s*$`, "gm"))
      ?.at(-1)
      ?.replace(/\s+/g, " ");
  return ["initializing", "connected", "error", "closed", "service available", "Exit status"]
    .map(last)
    .filter((line) => line !== undefined)
    .join(", ");
}
