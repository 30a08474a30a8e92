import type { SweepReport, WatchReport } from "./desk/deps.ts";
import type { AccountLabels, Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Says of each page of a sweep what it found, and of the webhook how it does. A lost webhook is worth a warning. */
export function reportSweep(
  log: Log,
  metrics: Metrics,
  account: AccountLabels,
  report: SweepReport | WatchReport,
): void {
  if (report.kind === "watched") {
    const { faults, failed } = report;
    const outcome = faults.length === 0 ? "right" : "faulty";
    log(outcome === "right" && failed === 0 ? "info" : "warn", "watched", {
      ...account,
      outcome,
      reasons: faults,
      count: failed,
    });
    return;
  }
  const { outcome, listed, found, missed, took } = report;
  metrics.count("tierline_sweep_missed_events_total", { ...account }, missed);
  const swept = outcome === "ended" || outcome === "more";
  log(swept && missed === 0 ? "info" : "warn", "swept", {
    ...account,
    outcome,
    count: listed,
    found,
    missed,
    ms: took,
  });
}
