import text from "../../dist/mappings.txt";
import { type CheckedPolicy, compilePolicy } from "../../mappings/compile-policy.ts";
import type { Terms } from "../account.ts";
import type { Contract } from "../core/organization.ts";

/** The mapping files as `scripts/bundle-mappings.ts` found them, read and checked: no YAML is parsed at the edge. */
export interface BundledMappings {
  readonly policy: CheckedPolicy;
  readonly contracts: readonly Contract[];
  readonly mappingVersion: string;
}

/** What the Worker works with: the mapping files as they were when it was built. */
export function readTerms(): Terms {
  const { policy, contracts, mappingVersion }: BundledMappings = JSON.parse(text);
  return { policy: compilePolicy(policy), contracts, mappingVersion };
}
