import { contentHash } from "../mappings/content-hash.ts";
import type { Terms } from "../src/account/deps.ts";
import { ok, type Result } from "../src/core/result.ts";
import { ORGANIZATIONS_FILE, type PolicyOptions, readContracts, readDocument, readPolicy } from "./policy-files.ts";
import type { Failure } from "./terminal.ts";

/** What the server works with: the policy and the organizations, read and checked; every problem is named. */
export async function readTerms(
  options: PolicyOptions & { readonly organizations?: string },
): Promise<Result<Terms, Failure>> {
  const policy = await readPolicy(options);
  if (!policy.ok) return policy;
  const contracts = await readContracts(options.organizations ?? ORGANIZATIONS_FILE, policy.value);
  if (!contracts.ok) return contracts;
  const mappingVersion = contentHash([JSON.stringify(contracts.value)]);
  const document = await readDocument(options);
  return ok({ policy: policy.value, contracts: contracts.value, mappingVersion, document });
}
