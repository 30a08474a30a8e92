import type { Command } from "commander";
import { seconds } from "../src/core/time.ts";
import { SWEEP_PERIOD } from "../src/desk/sweep.ts";
import { systemClock } from "../src/node/clock.ts";
import { start } from "../src/node.ts";
import { parseSettings } from "../src/settings.ts";
import { withExample } from "./example.ts";
import { readEnvironment } from "./settings.ts";
import { fail, type Terminal } from "./terminal.ts";
import { readTerms } from "./terms.ts";

/** One action of a person sends several events; they are all there a second later. */
const SETTLE = seconds(1);

export function define(command: Command, terminal: Terminal): void {
  withExample(
    command.addHelpText(
      "after",
      `
Settings come from the environment and, below it, from the file .env:
  TIERLINE_SECRET_KEY      encrypts what is stored; openssl rand -base64 32
  TIERLINE_OPERATOR_TOKEN  the password of the tierline commands; openssl rand -hex 24
  TIERLINE_PUBLIC_URL      where the helpdesk reaches this server, https
  TIERLINE_HOST, TIERLINE_PORT            where to listen (127.0.0.1, 8787)
  TIERLINE_DATA_DIR                       where accounts are kept (data)
  TIERLINE_POLICY, TIERLINE_ORGANIZATIONS the mapping files (mappings/…)
  TIERLINE_DEVELOPMENT=1   lets an account be an emulator on this machine

One JSON line for each look at a ticket goes to standard output. SIGTERM and SIGINT stop cleanly.`,
    ),
    "tierline serve",
  ).action(() => serve(terminal));
}

async function serve(terminal: Terminal): Promise<void> {
  const settings = parseSettings(await readEnvironment(terminal.environment));
  if (!settings.ok) {
    const problems = settings.failure.problems.map((problem) => `\n  ${problem}`).join("");
    return fail(terminal, { reason: "settings", message: `the settings are not complete:${problems}`, code: 2 });
  }
  const { policyFile, organizationsFile, publicUrl, host } = settings.value;
  const terms = await readTerms({ policy: policyFile, organizations: organizationsFile });
  if (!terms.ok) return fail(terminal, terms.failure);
  try {
    const running = await start({
      settings: settings.value,
      terms: terms.value,
      clock: systemClock,
      random: Math.random,
      fetch: terminal.fetch,
      writeLog: (line) => terminal.output.write(`${line}\n`),
      settle: SETTLE,
      sweepEvery: SWEEP_PERIOD,
    });
    terminal.errors.write(
      `Tierline listens on http://${host}:${running.port} for ${publicUrl}. Stop it with Ctrl-C.\n`,
    );
    await stopSignal();
    await running.close();
  } catch (error) {
    fail(terminal, { reason: "not_started", message: startFailure(error, settings.value), code: 1 });
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process the hard way. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function startFailure(
  error: unknown,
  { host, port, dataDir }: { host: string; port: number; dataDir: string },
): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { code: "", message: "" };
  if (code === "EADDRINUSE") return `${host}:${port} is taken by another program: stop it, or set TIERLINE_PORT`;
  if (code === "EACCES") return `${host}:${port} may not be used: choose a TIERLINE_PORT above 1023`;
  if (/locked/.test(message)) return `${dataDir} is in use by another Tierline: stop it, or set TIERLINE_DATA_DIR`;
  return `the server could not start: ${message}`;
}
