import type { Contract } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import { compilePolicy } from "./compile-policy.ts";
import { checkDocument, parseDocument } from "./document.ts";
import { checkGolden, type GoldenOutcome, goldenProblems, loadGolden } from "./golden.ts";
import { checkPolicySources, type PolicySources, policyDocument } from "./load.ts";
import { GOLDEN, HOLIDAY_LIST, ORGANIZATIONS, POLICY, prefixOf } from "./mapping-path.ts";
import { loadOrganizations } from "./organizations.ts";
import { inOrder, type Problem, type Source } from "./problem.ts";

/** What the mapping files say, ready to be proposed as one change. */
export interface FilesMapping {
  /** The policy and its holiday lists as one text: what a version of the policy is. */
  readonly document: string;
  /** The same, compiled; its version names the document's content, not the layout of the files. */
  readonly policy: Policy;
  readonly contracts: readonly Contract[];
  /** Every row of the golden table; none where there is no table. */
  readonly golden: readonly GoldenOutcome[];
}

export type CheckedFiles =
  | { readonly kind: "sound"; readonly mapping: FilesMapping }
  /** They can be read, and a golden row says otherwise: what they would change can be shown, and not be applied. */
  | { readonly kind: "differs"; readonly mapping: FilesMapping; readonly problems: readonly Problem[] }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/**
 * Checks the mapping files of a repository as they are at one commit: all problems of all files at once, by their paths
 * there. Pure.
 * @param files the texts by path; others than the mapping files are ignored
 * @param folder where in the repository they stand, e.g. `mappings`
 */
export function checkMappingFiles(files: ReadonlyMap<string, string>, folder = ""): CheckedFiles {
  const prefix = prefixOf(folder);
  const source = (name: string): Source | null => {
    const text = files.get(prefix + name);
    return text === undefined ? null : { text, file: prefix + name };
  };
  const organizations = source(ORGANIZATIONS);
  const missing =
    organizations === null ? [missingFile(prefix + ORGANIZATIONS, "who bought what, one row a contract")] : [];

  const sources = policySources(files, prefix);
  if (sources === null) return refused(missingFile(prefix + POLICY, "the support policy"), ...missing);
  const checked = checkPolicySources(sources);
  // Without a policy there are no tiers to check the other files against.
  if (!checked.ok) return refused(...checked.failure.problems, ...missing);
  const { document, policy } = compiled(sources);

  const { contracts, problems } = organizations === null ? NO_ROWS : loadOrganizations(organizations, policy);
  const table = source(GOLDEN);
  const { rows, problems: misread } = table === null ? NO_TABLE : loadGolden(table, policy);
  const wrong = [...missing, ...problems, ...misread];
  if (wrong.length > 0) return refused(...wrong);
  const golden = checkGolden(policy, rows);
  const mapping = { document, policy, contracts, golden };
  const differing = goldenProblems(golden);
  return differing.length === 0 ? { kind: "sound", mapping } : { kind: "differs", mapping, problems: differing };
}

const NO_ROWS = { contracts: [], problems: [] };
const NO_TABLE = { rows: [], problems: [] };

const refused = (...problems: readonly Problem[]): CheckedFiles => ({ kind: "refused", problems: inOrder(problems) });

const missingFile = (file: string, what: string): Problem => ({
  ...{ file, line: 1, column: 1, bad: "" },
  message: `there is no ${file} at this commit`,
  accepted: [`a file of this name: ${what}`],
});

function policySources(files: ReadonlyMap<string, string>, prefix: string): PolicySources | null {
  const text = files.get(prefix + POLICY);
  if (text === undefined) return null;
  const holidays: [name: string, list: Source][] = [];
  for (const [file, list] of files) {
    const name = file.startsWith(prefix) ? HOLIDAY_LIST.exec(file.slice(prefix.length))?.[1] : undefined;
    if (name !== undefined) holidays.push([name, { text: list, file }]);
  }
  holidays.sort(([one], [other]) => (one < other ? -1 : 1));
  return { text, file: prefix + POLICY, holidays: Object.fromEntries(holidays) };
}

/** The version is the document's own, as it will be when the stored document is compiled again. */
function compiled(sources: PolicySources): Pick<FilesMapping, "document" | "policy"> {
  const document = policyDocument(sources);
  const checked = document === null ? null : checkDocument(parseDocument(document));
  if (document === null || !checked?.ok) throw new Error("files that were just checked can't be read");
  return { document, policy: compilePolicy(checked.value.checked) };
}
