import { contentHash } from "../mappings/content-hash.ts";
import type { Terms } from "../src/account/deps.ts";
import { ok, type Result } from "../src/core/result.ts";
import { holdToGolden } from "./golden-file.ts";
import {
  ORGANIZATIONS_FILE,
  POLICY_FILE,
  type PolicyOptions,
  readContracts,
  readDocument,
  readPolicy,
} from "./policy-files.ts";
import type { Failure } from "./terminal.ts";

/** What the server works with: the policy and the organizations, read, checked and held to the golden table; every problem is named. */
export async function readTerms(
  options: PolicyOptions & { readonly organizations?: string },
): Promise<Result<Terms, Failure>> {
  const policy = await readPolicy(options);
  if (!policy.ok) return policy;
  // Another reading is asked for on purpose, and the table speaks of the files' own.
  if (options.zone === undefined && options.holidays !== false) {
    const golden = await holdToGolden(options.policy ?? POLICY_FILE, policy.value);
    if (!golden.ok) return golden;
  }
  const contracts = await readContracts(options.organizations ?? ORGANIZATIONS_FILE, policy.value);
  if (!contracts.ok) return contracts;
  const mappingVersion = contentHash([JSON.stringify(contracts.value)]);
  const document = await readDocument(options);
  return ok({ policy: policy.value, contracts: contracts.value, mappingVersion, document });
}
