#!/usr/bin/env node
import { setTimeout } from "node:timers/promises";
import { instant } from "../src/core/time.ts";
import { COMMANDS } from "./commands.ts";
import { run } from "./run.ts";

// A reader that has seen enough (`tierline simulate | head`) closes the pipe: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

await run(COMMANDS, process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  environment: process.env,
  fetch: globalThis.fetch,
  now: () => instant(Date.now()),
  wait: (ms) => setTimeout(ms),
  end: (code) => {
    process.exitCode = code;
  },
});
