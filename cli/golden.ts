import type { Command } from "commander";
import type { GoldenOutcome } from "../mappings/golden.ts";
import { formatProblem } from "../mappings/problem.ts";
import { formatInstant } from "../src/core/time.ts";
import { withExample } from "./example.ts";
import { goldenBeside, readGolden } from "./golden-file.ts";
import { POLICY_FILE, type PolicyOptions, policyOptions, readPolicy } from "./policy-files.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface GoldenOptions extends PolicyOptions {
  readonly json?: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    policyOptions(command.argument("[file]", "the golden table (default: golden.csv beside the policy)"))
      .option("--json", "print each row with what differs as JSON")
      .addHelpText(
        "after",
        `
A golden table has one worked example of the contract a row: name, tier, severity, arrival → aim, due, note.
Times are on the wall of the policy's zone, or RFC 3339. Exit code 1 when a row differs.`,
      ),
    "tierline golden",
    "tierline golden --policy new-policy.yaml mappings/golden.csv",
  ).action((file: string | undefined, options: GoldenOptions) => check(file, options, terminal));
}

async function check(file: string | undefined, options: GoldenOptions, terminal: Terminal): Promise<void> {
  const policy = await readPolicy(options);
  if (!policy.ok) return fail(terminal, policy.failure);
  const golden = await readGolden(file ?? goldenBeside(options.policy ?? POLICY_FILE), policy.value);
  if (!golden.ok) return fail(terminal, golden.failure);
  const { outcomes, problems } = golden.value;
  const failed = outcomes.filter(({ differences }) => differences.length > 0).length;
  if (options.json) printJson(terminal, { rows: outcomes.map(shown), problems });
  else {
    printLines(terminal, [
      ...outcomes.flatMap((outcome) => linesOf(outcome).map(plain)),
      // What differs was told at its row.
      ...(outcomes.length === 0 ? problems.map(formatProblem) : []),
      outcomes.length === 0 && problems.length > 0
        ? `${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`
        : `${outcomes.length - failed} passed, ${failed} failed`,
    ]);
  }
  if (problems.length > 0) terminal.end(1);
}

function linesOf({ row, differences }: GoldenOutcome): readonly string[] {
  const line = `${differences.length === 0 ? "passed" : "FAILED"}  ${String(row.line).padStart(4)}  ${row.name}`;
  const words = (text: string): string => (text === "" ? "no range" : text);
  return [
    line,
    ...differences.map(
      ({ column, expected, found }) => `          ${column}: expected ${words(expected)}, got ${words(found)}`,
    ),
  ];
}

const shown = ({ row: { name, line, tier, severity, arrived }, differences }: GoldenOutcome) => ({
  ...{ name, line, tier, severity },
  arrived: formatInstant(arrived),
  passed: differences.length === 0,
  differences,
});
