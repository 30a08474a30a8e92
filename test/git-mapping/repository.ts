import { type CheckedFiles, checkMappingFiles } from "../../mappings/mapping-files.ts";
import type { MappingInForce } from "../../src/git-mapping/report.ts";
import { shippedText } from "../mappings/shipped.ts";

const NAMES = [
  ...["support-policy.yaml", "organizations.csv", "golden.csv"],
  ...["holidays/england-and-wales.yaml", "holidays/united-states.yaml"],
];

type Edits = Readonly<Record<string, (text: string) => string>>;

/** The shipped files as a commit has them, with edits. */
export const commit = (edits: Edits = {}): CheckedFiles =>
  checkMappingFiles(new Map(NAMES.map((name) => [name, (edits[name] ?? same)(shippedText(name))])));

const same = (text: string): string => text;

/** @throws when the edit would change nothing */
export const replaced = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`nothing says ${from}`);
  return text.replace(from, to);
};

/** What is in force after a commit. */
export function inForce(edits: Edits = {}): MappingInForce {
  const checked = commit(edits);
  if (checked.kind === "refused") throw new Error(JSON.stringify(checked.problems));
  return checked.mapping;
}
