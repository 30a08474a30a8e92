import type * as z from "zod";
import type { connected } from "./operator-api.ts";
import { stepTable } from "./step-table.ts";
import { plain } from "./terminal.ts";

/** What was done to connect an account, and what comes next. @param named the option that names this account */
export function connectionLines(
  { account, mode, webhookEndpoint, steps, warning }: z.infer<typeof connected>,
  dryRun: boolean,
  named: string,
): readonly string[] {
  return [
    ...stepTable(steps),
    ...(warning ? [plain(`warning: ${warning}`)] : []),
    "",
    ...(dryRun
      ? ["Nothing was created. Run it again without --dry-run to connect."]
      : [
          plain(`${account} is connected in ${mode} mode.`),
          ...(webhookEndpoint ? [plain(`Webhooks arrive at ${webhookEndpoint}`)] : []),
          `Tickets that were open before are taken in by: tierline backfill ${named}`,
          ...(mode === "shadow" ? [`Nothing is written to tickets until: tierline mode live ${named}`] : []),
        ]),
  ];
}
