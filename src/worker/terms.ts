import text from "../../dist/worker/mappings.txt";
import { compilePolicy } from "../../mappings/compile-policy.ts";
import { checkDocument, type PolicyDocument } from "../../mappings/document.ts";
import type { Terms } from "../account/deps.ts";
import type { Contract } from "../core/organization.ts";

/** The mapping files as `scripts/bundle-mappings.ts` found them, read and checked: no YAML is parsed at the edge. */
export interface BundledMappings {
  /** The policy and its holiday lists in their own words: what administrators edit when they take over. */
  readonly document: PolicyDocument;
  readonly policyVersion: string;
  readonly contracts: readonly Contract[];
  readonly mappingVersion: string;
}

/**
 * What the Worker works with: the mapping files as they were when it was built.
 * @throws when they have a problem: with one they are not bundled
 */
export function readTerms(): Terms {
  const { document, policyVersion, contracts, mappingVersion }: BundledMappings = JSON.parse(text);
  const policy = checkDocument(document);
  if (!policy.ok) throw new Error("the bundled policy has problems");
  return {
    policy: compilePolicy({ ...policy.value.checked, version: policyVersion }),
    contracts,
    mappingVersion,
    document: JSON.stringify(document),
  };
}
