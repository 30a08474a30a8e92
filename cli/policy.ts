import type { Command } from "commander";
import { holidayWarnings } from "../mappings/holidays.ts";
import { loadHolidayLists, loadPolicy } from "../mappings/load.ts";
import { loadOrganizations } from "../mappings/organizations.ts";
import { formatProblem, type Problem } from "../mappings/problem.ts";
import { ok, type Result } from "../src/core/result.ts";
import { localDateIn } from "../src/core/wall-time.ts";
import { withExample } from "./example.ts";
import { readGolden, readGoldenBeside } from "./golden-file.ts";
import { ORGANIZATIONS_FILE, POLICY_FILE, readPolicySources } from "./policy-files.ts";
import { definePolicyInForce } from "./policy-in-force.ts";
import { readText } from "./read-text.ts";
import { type Failure, fail, printJson, printLines, type Terminal } from "./terminal.ts";

interface CheckOptions {
  readonly organizations: string;
  readonly golden?: string;
  readonly json?: boolean;
}

/** What a check found; the numbers say that the right files were read. */
interface Checked {
  readonly version: string | null;
  readonly tiers: number;
  readonly organizations: number;
  /** Rows of the golden table. */
  readonly golden: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

export function define(command: Command, terminal: Terminal): void {
  withExample(command, "tierline policy check");
  withExample(
    command
      .command("check")
      .description(
        "Name every problem of the policy, its holidays, the organizations and the golden table, with file, line and column",
      )
      .argument("[file]", "the support policy", POLICY_FILE)
      .option("--organizations <file>", "the organizations", ORGANIZATIONS_FILE)
      .option("--golden <file>", "the golden table (default: golden.csv beside the policy, where there is one)")
      .option("--json", "print what was found as JSON"),
    "tierline policy check",
    "tierline policy check new-policy.yaml --json",
  ).action((file: string, options: CheckOptions) => report(file, options, terminal));
  definePolicyInForce(command, terminal);
}

async function report(file: string, options: CheckOptions, terminal: Terminal): Promise<void> {
  const checked = await check(file, options, terminal);
  if (!checked.ok) return fail(terminal, checked.failure);
  const { problems, warnings, tiers, organizations, golden, version } = checked.value;
  if (options.json) printJson(terminal, checked.value);
  else {
    printLines(terminal, [
      ...problems.map(formatProblem),
      ...warnings.map((warning) => `warning: ${warning}`),
      problems.length > 0
        ? `${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`
        : `No problems: ${tiers} tiers, ${organizations} organization rows, ${golden} golden rows, policy version ${version}.`,
    ]);
  }
  if (problems.length > 0) terminal.end(1);
}

async function check(file: string, options: CheckOptions, terminal: Terminal): Promise<Result<Checked, Failure>> {
  const sources = await readPolicySources(file);
  if (!sources.ok) return sources;
  const text = await readText(options.organizations);
  if (!text.ok) return text;

  const policy = loadPolicy(sources.value);
  // Without a policy there are no tiers to check the organizations against.
  if (!policy.ok) return ok({ ...NOTHING, problems: policy.failure.problems });
  const { zone, version, tiers } = policy.value;
  const { lists } = loadHolidayLists(sources.value.holidays);
  const warnings = holidayWarnings(lists, localDateIn(zone, terminal.now()));
  const found = { ...NOTHING, version, tiers: tiers.size, warnings };
  const organizations = loadOrganizations({ text: text.value, file: options.organizations }, policy.value);
  const golden = await (options.golden === undefined
    ? readGoldenBeside(file, policy.value)
    : readGolden(options.golden, policy.value));
  if (!golden.ok) return golden;
  return ok({
    ...found,
    organizations: organizations.contracts.length,
    golden: golden.value.outcomes.length,
    problems: [...organizations.problems, ...golden.value.problems],
  });
}

const NOTHING: Checked = { version: null, tiers: 0, organizations: 0, golden: 0, problems: [], warnings: [] };
