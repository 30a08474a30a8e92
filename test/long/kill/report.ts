import { type Kill, PHASES } from "./killer.ts";
import type { Stage } from "./stage.ts";
import { FAULTS, type Finding, type Judgement } from "./verdict.ts";

/** One run, when it is over. */
export interface Outcome {
  readonly stage: Stage;
  readonly kills: readonly Kill[];
  /** Before the tickets whose last event was lost were touched, and after. */
  readonly first: Judgement;
  readonly second: Judgement;
  readonly findings: readonly Finding[];
}

const MOST_FINDINGS = 20;

/** What happened, in counts: what was attempted, what of it took effect, and what was wrong in the end. */
export function reportLines({ stage, kills, first, second, findings }: Outcome): readonly string[] {
  const { ledger, staff, tierline, integrationId } = stage;
  const events = new Set(ledger.deliveries.map(({ digest }) => digest)).size;
  const acknowledged = ledger.acknowledged().size;
  const phases = PHASES.map((phase) => `${kills.filter((kill) => kill.phase === phase).length} ${phase}`);
  const edited = kills.filter((kill) => kill.edited).length;
  const looks = [...tierline.outcomes].sort().map(([outcome, count]) => `${count} ${outcome}`);
  const counts = FAULTS.map((fault) => `${findings.filter((one) => one.fault === fault).length} ${fault}`);
  return [
    ...findings.slice(0, MOST_FINDINGS).map(lineOf),
    `${staff.tickets.size} tickets, ${ledger.eventsNotBy(integrationId)} events by people`,
    `${events} events with the echoes of our own writes, in ${ledger.deliveries.length} requests; ${acknowledged} events acknowledged`,
    `${kills.length} kills: ${phases.join("; ")}`,
    `after ${edited} of them an agent judged the very ticket anew while the server was down`,
    `${kills.length} restarts, ready after ${spread(kills.map(({ readyMs }) => readyMs))}`,
    `looks ended: ${looks.join(", ")}`,
    `${first.judged} tickets judged, ${first.unheard.length} left out whose last event found no server; those touched once more, ${second.judged} judged`,
    counts.join(", "),
  ];
}

const lineOf = ({ fault, ticketId, detail }: Finding): string =>
  `${fault}: ${ticketId === null ? "" : `ticket ${ticketId}: `}${detail}`;

function spread(durations: readonly number[]): string {
  const sorted = [...durations].sort((a, b) => a - b);
  const ms = (share: number) => `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)} ms`;
  return `${ms(0)} at least, ${ms(0.5)} in the middle, ${ms(1)} at most`;
}
