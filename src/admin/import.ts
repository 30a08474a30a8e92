import { matchContracts } from "../../mappings/match-contracts.ts";
import { loadOrganizations } from "../../mappings/organizations.ts";
import type { Problem } from "../../mappings/problem.ts";
import type { ImportOutcome } from "../api/organizations.ts";
import type { ImportRequest } from "../api/organizations-request.ts";
import type { MappingEdit } from "../core/mapping-edit.ts";
import { newRows } from "../desk/mapping.ts";
import { everyOrganization } from "../desk/organizations.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { invalid } from "./failures.ts";
import { overlapsOf } from "./organization-check.ts";

const MOST_PROBLEMS = 1_000;

export interface ReadImport {
  readonly outcome: Omit<ImportOutcome, "change">;
  /** Empty while there are problems. */
  readonly edits: readonly MappingEdit[];
}

/**
 * Reads a CSV file and says what would be another than it is. All of it or nothing: with a problem anywhere, no row is
 * taken. Rows are known again by what they say, or by who they are of and when they start, so that a file that was
 * exported, edited in a spreadsheet and read again alters only what was edited.
 */
export function readImport(deps: AdminDeps, { csv, mode }: Pick<ImportRequest, "csv" | "mode">): ReadImport {
  const { sql, inForce } = deps;
  const { contracts, problems } = loadOrganizations({ text: csv, file: "" }, inForce.policy);
  const counts = { rows: contracts.length, added: 0, altered: 0, removed: 0, unchanged: 0 };
  if (problems.length > 0) return { outcome: { ...counts, ...told(problems.map(toProblem)) }, edits: [] };

  const { altered, added, left } = matchContracts([...everyOrganization(sql)], contracts);
  const removed = mode === "replace" ? left : [];
  const fresh = newRows(sql, added.length);
  const edits: MappingEdit[] = [
    ...altered.map(({ row, after }) => ({ row: row.row, before: row.contract, after })),
    ...added.map((after, index) => ({ row: fresh[index] ?? 0, before: null, after })),
    ...removed.map(({ row, contract }) => ({ row, before: contract, after: null })),
  ];
  const unchanged = contracts.length - altered.length - added.length;
  const rows = { ...counts, added: added.length, altered: altered.length, removed: removed.length, unchanged };
  // Within the file nothing overlaps; with rows that stay it may.
  const overlaps = mode === "replace" ? [] : overlapsOf(sql, edits);
  if (overlaps.length === 0) return { outcome: { ...rows, ...told([]) }, edits };
  const lineOf = new Map(contracts.map((contract, index) => [contract, index + 2]));
  const clashes = overlaps.map(({ index, column, message }) => {
    const after = edits[index]?.after ?? null;
    return { line: after === null ? 1 : (lineOf.get(after) ?? 1), column, found: after?.name ?? "", message };
  });
  return { outcome: { ...rows, ...told(clashes.map((clash) => ({ ...clash, accepted: [] }))) }, edits: [] };
}

/** Why nothing of a file was taken. */
export function refusedImport({ problems, problemCount }: ReadImport["outcome"]): AdminFailure {
  const named = problems.map(({ line, column, message }) => ({
    where: `line ${line}${column === null ? "" : `, ${column}`}`,
    message,
  }));
  return { ...invalid(named), message: `${problemCount} rows or cells are wrong: nothing was taken.` };
}

const toProblem = ({ line, message, bad, accepted }: Problem): ImportOutcome["problems"][number] => {
  const [, column = null, words = message] = /^([a-z_]+): (.*)$/s.exec(message) ?? [];
  return { line, column, found: bad, message: words, accepted: [...accepted] };
};

const told = (problems: readonly ImportOutcome["problems"][number][]) => ({
  problems: problems.slice(0, MOST_PROBLEMS),
  problemCount: problems.length,
});
