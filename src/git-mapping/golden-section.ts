import type { GoldenDifference, GoldenOutcome } from "../../mappings/golden.ts";
import { counted, rest, tableLines, verbatim } from "./markdown.ts";

const SHOWN = 20;

/** How many worked examples of the contract hold, and those that don't. */
export function goldenSection(outcomes: readonly GoldenOutcome[]): readonly string[] {
  if (outcomes.length === 0)
    return ["### Golden table", "", "There is none: nothing holds the policy to worked examples."];
  const failed = outcomes.filter(({ differences }) => differences.length > 0);
  if (failed.length === 0) {
    return [
      "### Golden table",
      "",
      `${counted(outcomes.length, "row")}, ${outcomes.length === 1 ? "it holds" : "all hold"}.`,
    ];
  }
  return [
    "### Golden table",
    "",
    `**${failed.length} of ${counted(outcomes.length, "row")} ${failed.length === 1 ? "differs" : "differ"}**, which keeps this from being applied.`,
    "",
    ...tableLines(["Row", "Expected", "Found"], failed.slice(0, SHOWN).map(rowOf)),
    ...rest(failed.length, SHOWN),
  ];
}

function rowOf({ row, differences }: GoldenOutcome): readonly string[] {
  const words = (of: (difference: GoldenDifference) => string): string =>
    differences.map((difference) => `${difference.column} ${verbatim(of(difference) || "no range")}`).join(", ");
  return [`${verbatim(row.name)} (line ${row.line})`, words(({ expected }) => expected), words(({ found }) => found)];
}
