import { promised } from "../src/core/due.ts";
import type { Policy } from "../src/core/policy.ts";
import { readTable, type TableRow } from "./csv-table.ts";
import {
  GOLDEN_COLUMNS,
  type GoldenColumn,
  type GoldenText,
  goldenSchema,
  momentText,
  OPTIONAL_GOLDEN_COLUMNS,
  owedText,
} from "./golden-row.ts";
import { acceptedBy } from "./issues.ts";
import { inOrder, type Problem, type Source } from "./problem.ts";

/** One worked example of the contract: an arrival, and by when the first response is due. */
export interface GoldenRow extends GoldenText {
  readonly line: number;
  /** Whether the table has a column for the aim. */
  readonly comparesAim: boolean;
  readonly problemAt: TableRow<GoldenColumn>["problemAt"];
}

export interface Golden {
  /** The rows that are right by themselves, in the file's order. Not to be used while there are problems. */
  readonly rows: readonly GoldenRow[];
  readonly problems: readonly Problem[];
}

/** Reads `golden.csv` under a policy. Pure; all problems at once. Whether the rows hold is {@link checkGolden}'s to say. */
export function loadGolden(source: Source, policy: Policy): Golden {
  const table = readTable(source, { all: GOLDEN_COLUMNS, optional: OPTIONAL_GOLDEN_COLUMNS });
  const schema = goldenSchema(policy);
  const problems: Problem[] = [...table.problems];
  const rows: GoldenRow[] = [];
  for (const { line, cell, problemAt } of table.rows) {
    const parsed = schema.safeParse(Object.fromEntries(GOLDEN_COLUMNS.map((column) => [column, cell(column)])));
    if (parsed.success) {
      rows.push({ ...parsed.data, line, comparesAim: table.has("aim"), problemAt });
      continue;
    }
    for (const issue of parsed.error.issues)
      problems.push(problemAt(String(issue.path[0]), issue.message, acceptedBy(issue)));
  }
  return { rows, problems: inOrder(problems) };
}

/** A cell that the policy answers otherwise; both in the table's own notation, in the policy's zone. */
export interface GoldenDifference {
  readonly column: "aim" | "due";
  readonly expected: string;
  readonly found: string;
}

export interface GoldenOutcome {
  readonly row: GoldenRow;
  /** Empty: the row holds. */
  readonly differences: readonly GoldenDifference[];
}

/** Works every row out by the policy, with the function that decides. */
export function checkGolden(policy: Policy, rows: readonly GoldenRow[]): readonly GoldenOutcome[] {
  return rows.map((row) => ({ row, differences: differencesOf(row, policy) }));
}

function differencesOf(row: GoldenRow, policy: Policy): readonly GoldenDifference[] {
  const { zone } = policy;
  const found = outcomeOf(row, policy);
  const both = [
    { column: "aim", expected: aimText(row, zone), found: aimText(found, zone) },
    { column: "due", expected: owedText(row.due, zone), found: owedText(found.due, zone) },
  ] as const;
  return both.filter((one) => one.expected !== one.found && (one.column === "due" || row.comparesAim));
}

type Bounds = Pick<GoldenRow, "aim" | "due">;

/** Empty where there is no range: the one bound is the aim and the promise. */
const aimText = ({ aim, due }: Bounds, zone: string): string =>
  aim === null || aim === due?.at ? "" : momentText(aim, zone);

function outcomeOf({ tier, severity, arrived }: GoldenRow, policy: Policy): Bounds {
  const terms = policy.tiers.get(tier);
  const promise = terms === undefined ? null : promised(terms, severity, arrived, policy);
  if (promise === null) return { aim: null, due: null };
  return { aim: promise.aim, due: { at: promise.due, strict: promise.target.strict } };
}

/** What differs, as problems at their cells. */
export function goldenProblems(outcomes: readonly GoldenOutcome[]): readonly Problem[] {
  return outcomes.flatMap(({ row, differences }) =>
    differences.map(({ column, found }) => {
      const given = found === "" ? "no range" : found;
      const message = `"${row.name}" differs: the policy gives ${given}. Mend the policy, or this row if the contract says so`;
      return row.problemAt(column, message, []);
    }),
  );
}
