/**
 * Reads and checks the mapping files and writes them to `dist/mappings.txt`, for the Worker to carry. `wrangler` runs it
 * before it builds; with a problem in the files nothing is deployed.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { ORGANIZATIONS_FILE, POLICY_FILE, readContracts, readPolicySources } from "../cli/policy-files.ts";
import { compilePolicy } from "../mappings/compile-policy.ts";
import { contentHash } from "../mappings/content-hash.ts";
import { checkPolicySources } from "../mappings/load.ts";
import { formatProblem } from "../mappings/problem.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import type { BundledMappings } from "../src/worker/terms.ts";

const bundled = await bundle();
if (bundled.ok) {
  const folder = new URL("../dist/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  // Moved into its place, so that nobody who builds at the same time reads half a file.
  const draft = new URL(`mappings-${process.pid}.txt`, folder);
  writeFileSync(draft, JSON.stringify(bundled.value));
  renameSync(draft, new URL("mappings.txt", folder));
} else {
  console.error(bundled.failure.message);
  process.exitCode = 1;
}

async function bundle(): Promise<Result<BundledMappings, { readonly reason: string; readonly message: string }>> {
  const sources = await readPolicySources(POLICY_FILE);
  if (!sources.ok) return sources;
  const policy = checkPolicySources(sources.value);
  if (!policy.ok) return err({ reason: "problems", message: policy.failure.problems.map(formatProblem).join("\n") });
  const contracts = await readContracts(ORGANIZATIONS_FILE, compilePolicy(policy.value));
  if (!contracts.ok) return contracts;
  const mappingVersion = contentHash([JSON.stringify(contracts.value)]);
  return ok({ policy: policy.value, contracts: contracts.value, mappingVersion });
}
