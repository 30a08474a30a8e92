import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { loadPolicy, type PolicySources, policyDocument } from "../mappings/load.ts";
import { loadOrganizations } from "../mappings/organizations.ts";
import { formatProblem, type Problem } from "../mappings/problem.ts";
import type { Contract } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { readZone } from "./arguments.ts";
import { readOtherwise } from "./other-reading.ts";
import { readText } from "./read-text.ts";
import type { Failure } from "./terminal.ts";

export interface PolicyOptions {
  readonly policy?: string;
  readonly zone?: string;
  /** `false` with `--no-holidays`. */
  readonly holidays?: boolean;
}

/** The project's own mappings, wherever the command is started. */
const MAPPINGS = relative(process.cwd(), join(import.meta.dirname, "../mappings"));
export const POLICY_FILE = join(MAPPINGS, "support-policy.yaml");
export const ORGANIZATIONS_FILE = join(MAPPINGS, "organizations.csv");

/** The options that choose a policy and how it is read. */
export function policyOptions(command: Command): Command {
  return command
    .option("--policy <file>", `another support policy (default: ${POLICY_FILE})`)
    .option("--zone <zone>", "read the contract's hours in this zone, such as Europe/London", readZone)
    .option("--no-holidays", "as if no holiday closed anything");
}

/** The texts of a policy and of the holiday lists beside it; a policy that stands alone uses the project's lists. */
export async function readPolicySources(file: string): Promise<Result<PolicySources, Failure>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const own = join(dirname(file), "holidays");
  const ownLists = await listsIn(own);
  const folder = ownLists.length > 0 ? own : join(MAPPINGS, "holidays");
  const holidays: Record<string, { text: string; file: string }> = {};
  for (const name of ownLists.length > 0 ? ownLists : await listsIn(folder)) {
    const list = await readText(join(folder, name));
    if (!list.ok) return list;
    holidays[basename(name, ".yaml")] = { text: list.value, file: join(folder, name) };
  }
  return ok({ text: text.value, file, holidays });
}

/** The policy, under the reading that the options ask for. */
export async function readPolicy(options: PolicyOptions): Promise<Result<Policy, Failure>> {
  const sources = await readPolicySources(options.policy ?? POLICY_FILE);
  if (!sources.ok) return sources;
  const policy = loadPolicy(sources.value);
  return policy.ok ? ok(readOtherwise(policy.value, options)) : err(refusal(policy.failure.problems));
}

/** The policy's files as one document; `null` under a reading that no file says, which can't be edited. */
export async function readDocument(options: PolicyOptions): Promise<string | null> {
  if (options.zone !== undefined || options.holidays === false) return null;
  const sources = await readPolicySources(options.policy ?? POLICY_FILE);
  return sources.ok ? policyDocument(sources.value) : null;
}

/** The organizations' contracts, which have to fit the policy's tiers. */
export async function readContracts(file: string, policy: Policy): Promise<Result<readonly Contract[], Failure>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const { contracts, problems } = loadOrganizations({ text: text.value, file }, policy);
  return problems.length > 0 ? err(refusal(problems)) : ok(contracts);
}

export const refusal = (problems: readonly Problem[]): Failure => ({
  reason: "problems",
  message: `the mappings have problems:\n${problems.map(formatProblem).join("\n")}`,
  code: 1,
});

const listsIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".yaml")).sort();
