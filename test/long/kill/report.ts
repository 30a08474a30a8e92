import type { Worked } from "./day.ts";
import { type Kill, PHASES } from "./killer.ts";
import { type Rate, rateOf } from "./pace.ts";
import { busiestOf } from "./rates.ts";
import type { Stage } from "./stage.ts";
import { FAULTS, type Finding } from "./verdict.ts";

/** One run, when it is over. */
export interface Outcome {
  readonly stage: Stage;
  readonly kills: readonly Kill[];
  readonly worked: Worked;
  /** Tickets whose last event was lost, and which were touched once more. */
  readonly touched: number;
  readonly findings: readonly Finding[];
}

const MOST_FINDINGS = 20;

/** What happened, in counts: what was attempted, what of it took effect, and what was wrong in the end. */
export function reportLines({ stage, kills, worked, touched, findings }: Outcome): readonly string[] {
  const { ledger, staff, tierline, integrationId } = stage;
  const events = new Set(ledger.deliveries.map(({ digest }) => digest)).size;
  const acknowledged = ledger.acknowledged().size;
  const phases = PHASES.map((phase) => `${kills.filter((kill) => kill.phase === phase).length} ${phase}`);
  const edited = kills.filter((kill) => kill.edited).length;
  const looks = [...tierline.outcomes].sort().map(([outcome, count]) => `${count} ${outcome}`);
  const counts = FAULTS.map((fault) => `${findings.filter((one) => one.fault === fault).length} ${fault}`);
  const { from, to } = worked;
  const rate = rateOf(ledger.deliveries, from, to);
  const ofPeople = rateOf(
    ledger.deliveries.filter(({ actorId }) => actorId !== integrationId),
    from,
    to,
  );
  const { calls, updates } = busiestOf(stage);
  return [
    ...findings.slice(0, MOST_FINDINGS).map(lineOf),
    `${staff.tickets.size} tickets, ${ledger.eventsNotBy(integrationId)} events by people`,
    `${events} events with the echoes of our own writes, in ${ledger.deliveries.length} requests; ${acknowledged} events acknowledged`,
    `people worked for ${((to - from) / 1000).toFixed(0)} s; deliveries sent a second over TCP: ${shown(rate)}; of them events by people: ${shown(ofPeople)}`,
    `our calls in the busiest minute: ${calls}; most updates of one ticket in ten minutes: ${updates}`,
    `${kills.length} kills: ${phases.join("; ")}`,
    `after ${edited} of them an agent judged the very ticket anew while the server was down`,
    `${kills.length} restarts, ready after ${spread(kills.map(({ readyMs }) => readyMs))}`,
    `looks ended: ${looks.join(", ")}`,
    `${touched} tickets whose last event found no server, each touched once more; all ${staff.tickets.size} judged`,
    counts.join(", "),
  ];
}

const shown = ({ median, whole }: Rate): string => `${median} in the middle, ${whole.toFixed(0)} over the whole time`;

const lineOf = ({ fault, ticketId, detail }: Finding): string =>
  `${fault}: ${ticketId === null ? "" : `ticket ${ticketId}: `}${detail}`;

function spread(durations: readonly number[]): string {
  const sorted = [...durations].sort((a, b) => a - b);
  const ms = (share: number) => `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)} ms`;
  return `${ms(0)} at least, ${ms(0.5)} in the middle, ${ms(1)} at most`;
}
