import type { CheckedFiles } from "../../mappings/mapping-files.ts";
import type { Problem } from "../../mappings/problem.ts";
import type { MappingCommit, MappingPlace } from "../core/mapping-place.ts";
import type { Contract } from "../core/organization.ts";

/** What the mapping files of one commit say, for the accounts that follow them. Plain values: it may travel. */
export interface MappingBundle {
  readonly place: MappingPlace;
  readonly commit: MappingCommit;
  /** Of two bundles the later one counts, in whatever order they arrive. */
  readonly order: number;
  readonly says: BundledMapping | RefusedMapping;
}

/** May be taken as it is. */
export interface BundledMapping {
  readonly kind: "mapping";
  readonly document: string;
  readonly contracts: readonly Contract[];
}

export interface RefusedMapping {
  readonly kind: "refused";
  readonly problems: readonly string[];
  readonly problemCount: number;
}

/** Problems that an account keeps and shows; all of them stand in the check run. */
const KEPT = 20;

/** A golden row that differs keeps the mapping from being taken as well as any other problem. */
export function bundled(checked: CheckedFiles): MappingBundle["says"] {
  if (checked.kind === "sound") {
    const { document, contracts } = checked.mapping;
    return { kind: "mapping", document, contracts };
  }
  const { problems } = checked;
  return { kind: "refused", problems: problems.slice(0, KEPT).map(problemLine), problemCount: problems.length };
}

const problemLine = ({ file, line, message }: Problem): string => `${file}:${line}: ${message}`.slice(0, 500);
