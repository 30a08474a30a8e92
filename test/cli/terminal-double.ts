import { Readable, Writable } from "node:stream";
import { COMMANDS } from "../../cli/commands.ts";
import { run } from "../../cli/run.ts";
import type { ExitCode, Terminal } from "../../cli/terminal.ts";
import { type Instant, instant, parseInstant } from "../../src/core/time.ts";

export interface Given {
  readonly input?: string | Iterable<string | Uint8Array>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  readonly now?: string;
}

export interface Seen {
  readonly code: ExitCode;
  readonly output: string;
  readonly errors: string;
}

/** Runs one command line in this process, with everything it may touch made of memory. */
export async function tierline(args: readonly string[], given: Given = {}): Promise<Seen> {
  const { terminal, seen } = terminalDouble(given);
  await run(COMMANDS, args, terminal);
  return seen();
}

export function terminalDouble(given: Given): { readonly terminal: Terminal; readonly seen: () => Seen } {
  const output = collector();
  const errors = collector();
  let code: ExitCode = 0;
  let waited = 0;
  const { input = "", environment = {}, now = "2026-11-01T12:00:00Z" } = given;
  return {
    terminal: {
      input: Readable.from(typeof input === "string" ? [Buffer.from(input)] : input),
      output: output.stream,
      errors: errors.stream,
      environment,
      fetch: given.fetch ?? (() => Promise.reject(new Error("this command works offline"))),
      now: () => instant((parseInstant(now) as Instant) + waited),
      wait: async (ms) => {
        waited += ms;
      },
      end: (ended) => {
        code = ended;
      },
    },
    seen: () => ({ code, output: output.text(), errors: errors.text() }),
  };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}
