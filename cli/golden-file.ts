import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkGolden, type GoldenOutcome, goldenProblems, loadGolden } from "../mappings/golden.ts";
import type { Problem } from "../mappings/problem.ts";
import type { Policy } from "../src/core/policy.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { refusal } from "./policy-files.ts";
import { readText } from "./read-text.ts";
import type { Failure } from "./terminal.ts";

/** A golden table, worked out by a policy. */
export interface CheckedGolden {
  readonly outcomes: readonly GoldenOutcome[];
  /** What the table gets wrong, else what differs. */
  readonly problems: readonly Problem[];
}

export const goldenBeside = (policyFile: string): string => join(dirname(policyFile), "golden.csv");

export async function readGolden(file: string, policy: Policy): Promise<Result<CheckedGolden, Failure>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const { rows, problems } = loadGolden({ text: text.value, file }, policy);
  if (problems.length > 0) return ok({ outcomes: [], problems });
  const outcomes = checkGolden(policy, rows);
  return ok({ outcomes, problems: goldenProblems(outcomes) });
}

/** The golden table that stands beside a policy; none where there is no such file. */
export async function readGoldenBeside(policyFile: string, policy: Policy): Promise<Result<CheckedGolden, Failure>> {
  const file = goldenBeside(policyFile);
  const there = await access(file).then(
    () => true,
    () => false,
  );
  return there ? readGolden(file, policy) : ok({ outcomes: [], problems: [] });
}

/** Refuses a policy that its golden table contradicts. */
export async function holdToGolden(policyFile: string, policy: Policy): Promise<Result<null, Failure>> {
  const golden = await readGoldenBeside(policyFile, policy);
  if (!golden.ok) return golden;
  const { problems } = golden.value;
  return problems.length > 0 ? err(refusal(problems)) : ok(null);
}
