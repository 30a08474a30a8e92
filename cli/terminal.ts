import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Instant } from "../src/core/time.ts";

/** 0: done, or the answer is yes. 1: the answer is no, or problems were found. 2: the command was used wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Everything that a command may touch of the world around it, besides the files that its options name. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Answers only, so that they can be piped on. */
  readonly output: Writable & { readonly columns?: number };
  /** Progress and complaints. */
  readonly errors: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  readonly now: () => Instant;
  readonly wait: (ms: number) => Promise<void>;
  /** Sets the exit code; the process ends by itself when nothing is left to do. */
  readonly end: (code: ExitCode) => void;
}

/** An expected failure, in words that a person can act on. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
  readonly code: ExitCode;
}

/** Says what failed and ends with its code. */
export function fail(terminal: Terminal, failure: Failure): void {
  terminal.errors.write(`tierline: ${failure.message}\n`);
  terminal.end(failure.code);
}

/** Writes, and waits when the reader is slower: memory stays bounded however much there is to say. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

export function printLines(terminal: Terminal, lines: readonly string[]): void {
  terminal.output.write(lines.map((line) => `${line}\n`).join(""));
}

export function printJson(terminal: Terminal, answer: unknown): void {
  terminal.output.write(`${JSON.stringify(answer, null, 2)}\n`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/** One line that is safe to show: text from a helpdesk could otherwise steer the terminal. */
export const plain = (text: string): string => text.replace(CONTROLS, " ");
