import type { Step } from "./operator-api.ts";
import { table } from "./table.ts";

/** What was done, or would be, in the account; one line each. */
export function stepTable(steps: readonly Step[]): readonly string[] {
  if (steps.length === 0) return ["Nothing to do."];
  return table(
    ["DONE", "WHAT", "ID", "DETAIL"],
    steps.map(({ kind, what, id, detail }) => [kind, what, String(id ?? ""), detail ?? ""]),
  );
}
