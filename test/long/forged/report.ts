import type { Tally } from "./tally.ts";

/** One line for each kind of request: how many were sent, what they were answered, how many were accepted. */
export function reportLines(tally: Tally): readonly string[] {
  const rows = [...tally.rows.values()].sort((a, b) => order(a.kind.group) - order(b.kind.group));
  const width = Math.max(...rows.map(({ kind }) => kind.name.length));
  const lines = rows.map(({ kind, sent, statuses, accepted }) => {
    const answers = [...statuses].sort(([, a], [, b]) => b - a).map(([status, count]) => `${status} × ${count}`);
    return `  ${kind.name.padEnd(width)}  ${String(sent).padStart(7)}  accepted ${String(accepted).padStart(6)}  ${answers.join(", ")}`;
  });
  const faults = [...tally.faults].map(([fault, { count, example }]) => `✗ ${fault}: ${count}, the first: ${example}`);
  const accepted = (groups: readonly string[]) =>
    rows.filter(({ kind }) => groups.includes(kind.group)).reduce((sum, row) => sum + row.accepted, 0);
  return [
    ...lines,
    `${tally.count("forged")} forged, ${accepted(["forged"])} accepted; ${tally.count("genuine")} genuine, ${accepted(["genuine"])} accepted; ${tally.unchanged} mutations that changed nothing were left out`,
    ...faults,
  ];
}

const order = (group: string): number => ["forged", "again", "unusable", "genuine"].indexOf(group);
