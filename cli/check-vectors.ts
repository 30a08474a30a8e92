import type { Command } from "commander";
import { withExample } from "./example.ts";
import { readText } from "./read-text.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";
import { closingLine, runVectors, type VectorReport } from "./vectors.ts";

interface VectorsOptions {
  readonly json?: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    command
      .argument("<files...>", "JSON lists of business-time facts")
      .option("--json", "print the counts and the differences as JSON"),
    "tierline vectors business-time.json",
  ).action((files: readonly string[], options: VectorsOptions) => check(files, options, terminal));
}

async function check(files: readonly string[], options: VectorsOptions, terminal: Terminal): Promise<void> {
  const reports: (VectorReport & { readonly file: string })[] = [];
  for (const file of files) {
    const text = await readText(file);
    if (!text.ok) return fail(terminal, text.failure);
    reports.push({ file, ...runVectors(text.value, file) });
  }
  if (options.json) printJson(terminal, reports);
  else printLines(terminal, [...reports.flatMap(({ lines }) => lines.map(plain)), closingLine(reports)]);
  if (reports.some(({ failed }) => failed > 0)) terminal.end(1);
}
