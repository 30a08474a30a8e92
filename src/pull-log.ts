import type { Pulled } from "./account/mapping-peers.ts";
import type { AccountLabels, Log } from "./log.ts";

/** Says of each commit of a mapping in git what became of it. A commit that was refused is its author's to mend. */
export function reportPull(log: Log, account: AccountLabels, { commit, outcome }: Pulled): void {
  if (outcome === "same") return;
  log(outcome === "failed" ? "warn" : "info", "pulled", {
    ...account,
    outcome,
    ...(commit === null ? {} : { commit }),
  });
}
