import { compilePolicy } from "../mappings/compile-policy.ts";
import { contentHash } from "../mappings/content-hash.ts";
import { parseDocument } from "../mappings/document.ts";
import { checkPolicySources, policyDocument } from "../mappings/load.ts";
import { formatProblem } from "../mappings/problem.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import type { BundledMappings } from "../src/worker/terms.ts";
import { holdToGolden } from "./golden-file.ts";
import { ORGANIZATIONS_FILE, POLICY_FILE, readContracts, readPolicy, readPolicySources } from "./policy-files.ts";
import type { Failure } from "./terminal.ts";

/**
 * The mapping files as the Worker carries them: read and checked, so that no YAML is parsed at the edge.
 * @param edit changes the policy's text first, as somebody would in the file
 */
export async function bundleMappings(
  edit: (policy: string) => string = (policy) => policy,
): Promise<Result<BundledMappings, Failure>> {
  const sources = await readPolicySources(POLICY_FILE);
  if (!sources.ok) return sources;
  const policy = checkPolicySources({ ...sources.value, text: edit(sources.value.text) });
  if (!policy.ok) {
    return err({ reason: "problems", message: policy.failure.problems.map(formatProblem).join("\n"), code: 1 });
  }
  // The files as they are: an edit on top of them is another policy, made on purpose.
  const own = await readPolicy({});
  if (!own.ok) return own;
  const golden = await holdToGolden(POLICY_FILE, own.value);
  if (!golden.ok) return golden;
  const contracts = await readContracts(ORGANIZATIONS_FILE, compilePolicy(policy.value));
  if (!contracts.ok) return contracts;
  const mappingVersion = contentHash([JSON.stringify(contracts.value)]);
  const document = policyDocument({ ...sources.value, text: edit(sources.value.text) });
  if (document === null) throw new Error("a policy that was just checked can't be read");
  return ok({
    document: parseDocument(document),
    policyVersion: policy.value.version,
    contracts: contracts.value,
    mappingVersion,
  });
}
