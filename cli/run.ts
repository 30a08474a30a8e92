import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import type { Terminal } from "./terminal.ts";

/** What each command's file exports: it adds its arguments, options, an example and what to do. */
export interface CommandModule {
  readonly define: (command: Command, terminal: Terminal) => void;
}

/** One line of the table of commands. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Imported only when the command is named, so that `explain` doesn't load the server. */
  readonly load: () => Promise<CommandModule>;
}

/** Runs one command line; the exit code goes to `terminal.end`. Throws on a bug only. */
export async function run(commands: readonly Entry[], args: readonly string[], terminal: Terminal): Promise<void> {
  const program = new Command("tierline")
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    // What stands behind a command's name is that command's, also where one within it has options of the same name.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => terminal.errors.write(text),
      getOutHelpWidth: () => terminal.output.columns ?? 100,
      outputError: (text, show) => show(text.replace(/^error: /, "tierline: ")),
    })
    .showHelpAfterError("Add --help to see how it is used.");
  for (const { name, summary, load } of commands) {
    const command = program.command(name).description(summary);
    if (args.slice(0, 2).includes(name)) (await load()).define(command, terminal);
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    terminal.end(error.exitCode === 0 ? 0 : 2);
  }
}
