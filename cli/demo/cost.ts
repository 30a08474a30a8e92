import type { Stage } from "./stage.ts";

/** What one moment of the demo cost on the API, and how many events it brought. */
export interface Cost {
  readonly events: number;
  readonly reads: number;
  readonly writes: number;
}

const METRIC = /^tierline_(webhook_requests_total|helpdesk_requests_total)\{(.*)\} (\d+)$/gm;

/** Asks Tierline's own metrics, over HTTP, what it has taken in and called so far. */
async function countSoFar({ tierlineUrl, operatorToken }: Stage): Promise<Cost> {
  const response = await fetch(`${tierlineUrl}/metrics`, { headers: { authorization: `Bearer ${operatorToken}` } });
  const total = { events: 0, reads: 0, writes: 0 };
  for (const [, name, labels = "", count] of (await response.text()).matchAll(METRIC)) {
    if (name === "webhook_requests_total") total.events += Number(count);
    else if (labels.includes('endpoint="/api/v2/tickets/{id}"')) {
      if (labels.includes('method="GET"')) total.reads += Number(count);
      else total.writes += Number(count);
    }
  }
  return total;
}

/** Notes what each moment costs: the difference between its beginning and the next one's. */
export class CostMeter {
  readonly #stage: Stage;
  readonly #costs = new Map<number, Cost>();
  #since: { readonly at: number; readonly total: Cost } | null = null;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async begin(at: number): Promise<void> {
    const total = await countSoFar(this.#stage);
    if (this.#since !== null) {
      const { at: before, total: then } = this.#since;
      this.#costs.set(before, {
        events: total.events - then.events,
        reads: total.reads - then.reads,
        writes: total.writes - then.writes,
      });
    }
    this.#since = { at, total };
  }

  /** What the moment cost; call {@link begin} for a later one first. */
  of(moment: string): Cost {
    return this.#costs.get(Date.parse(moment)) ?? { events: 0, reads: 0, writes: 0 };
  }
}

/** The promises about the API's budget, each with what was counted. */
export function costLines(meter: CostMeter): readonly string[] {
  const line = (what: string, { events, reads, writes }: Cost): string =>
    `  ${what}: ${events} events, ${reads} ${reads === 1 ? "read" : "reads"}, ${writes} ${writes === 1 ? "write" : "writes"}`;
  return [
    "What it cost on Zendesk's API, echoes of our own writes included:",
    line("a lone new ticket", meter.of("2026-12-02T07:30:00Z")),
    line("ten edits of one ticket within a second", meter.of("2026-12-08T13:00:00Z")),
    line("a ticket whose every event came three times", meter.of("2026-12-08T16:00:00Z")),
    line("an agent changes the severity", meter.of("2026-12-08T11:10:00Z")),
  ];
}

/** Whether the promises hold: one read and one write for a lone ticket, one read and at most one write for ten edits. */
export function costsAsPromised(meter: CostMeter): boolean {
  const lone = meter.of("2026-12-02T07:30:00Z");
  const burst = meter.of("2026-12-08T13:00:00Z");
  return lone.reads === 1 && lone.writes === 1 && burst.reads === 1 && burst.writes <= 1 && burst.events >= 10;
}
