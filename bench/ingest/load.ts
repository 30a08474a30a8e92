import { execFile } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { Address } from "./event.ts";

export const CONNECTIONS = 64;

/** One run of one server, as its clients saw it; times in milliseconds. */
export type Run = z.infer<typeof runSchema>;

const runSchema = z.object({
  requests: z.number(),
  seconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** Answers that were no 2xx, and connections that broke. */
  failed: z.number(),
});

/** Sends the requests over {@link CONNECTIONS} connections, each its next one when the last is answered. */
export type Load = (address: Address, requests: Buffer, count: number, seconds: number) => Promise<Run>;

const run = promisify(execFile);

/** `wrk` where it is installed, else a generator in a Node process of its own: slower, but the same for all. */
export async function loadGenerator(scratch: string): Promise<{ readonly name: string; readonly load: Load }> {
  const hasWrk = await run("wrk", ["--version"]).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
  );
  const file = join(scratch, "requests");
  const program = (length: number, { port }: Address, seconds: number): readonly string[] =>
    hasWrk
      ? ["wrk", "-t1", `-c${CONNECTIONS}`, `-d${seconds}`, "-s", join(import.meta.dirname, "replay.lua")].concat(
          `http://127.0.0.1:${port}/`,
          "--",
          file,
          String(length),
        )
      : [process.execPath, join(import.meta.dirname, "replay.ts"), String(port), file, String(length), String(seconds)];
  return {
    name: hasWrk ? "wrk" : "a generator on node:net",
    async load(address, requests, count, seconds) {
      await writeFile(file, requests);
      const [name = "", ...line] = program(requests.length / count, address, seconds);
      const { stdout } = await run(name, line);
      return runSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
    },
  };
}

/** The status that a single request is answered with. */
export async function answerTo(request: Buffer, { port }: Address): Promise<number> {
  const socket = connect(port, "127.0.0.1");
  try {
    socket.write(request);
    const [answer] = (await once(socket, "data")) as [Buffer];
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer.toString("latin1"))?.[1]);
  } finally {
    socket.destroy();
  }
}
