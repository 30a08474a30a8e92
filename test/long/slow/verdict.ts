import type { Observed } from "./watch.ts";

/** An attack, when it is over. */
export interface Outcome extends Observed {
  readonly name: string;
  /** Connections of the attackers that the server cut; `null` where they don't tell. */
  readonly cut: number | null;
  /** Connections that it still held some time after the attack. */
  readonly left: number | null;
}

/** Half of what Zendesk waits: the attackers and the honest share a machine with the server, so closer would judge that. */
const P99_MS = 5_000;
/** Idle, the process has about a hundred. */
const MOST_MEGABYTES = 600;

/** What was wrong, in words; nothing is good. */
export function complaints({ deliveries, lives, cut, left, megabytes }: Outcome): readonly string[] {
  return [
    deliveries.failed + lives.failed > 0 ? "honest requests failed" : null,
    deliveries.answered === 0 || lives.answered === 0 ? "nothing was asked" : null,
    Math.max(deliveries.within(0.99), lives.within(0.99)) > P99_MS ? "honest requests waited" : null,
    cut === 0 ? "the server cut none of the slow connections" : null,
    (left ?? 0) > 0 ? "the server still holds connections" : null,
    (megabytes ?? 0) > MOST_MEGABYTES ? "the server grew" : null,
  ].filter((line) => line !== null);
}

export function reportLines(outcome: Outcome): readonly string[] {
  const { name, deliveries, lives, connections, megabytes, cut, left } = outcome;
  const known = (count: number | null) => count ?? "unknown";
  return [
    `${name}:`,
    `  deliveries: ${deliveries}`,
    `  /livez: ${lives}`,
    `  at most ${known(connections)} connections at once, ${known(cut)} cut, ${known(left)} left over; at most ${known(megabytes)} MB`,
    ...complaints(outcome).map((line) => `  ✗ ${line}`),
  ];
}
