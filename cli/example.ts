import type { Command } from "commander";

/** Ends a command's help with lines to copy. */
export function withExample(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExample:\n${lines.map((line) => `  ${line}\n`).join("")}`.trimEnd());
}
