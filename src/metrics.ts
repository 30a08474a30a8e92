/** The metrics of this process, in names that an operator can alert on. Labels never hold a ticket or an organization. */
const HELP = {
  tierline_webhook_requests_total: ["counter", "Webhook requests by result."],
  tierline_looks_total: ["counter", "Looks at a ticket by outcome."],
  tierline_helpdesk_requests_total: ["counter", "Calls to the helpdesk's API by endpoint and status."],
  tierline_inbox_pending: ["gauge", "Tickets waiting to be looked at."],
  tierline_parked: ["gauge", "Tickets and deliveries that wait for a person."],
  tierline_paused: ["gauge", "1 while an account is paused."],
  tierline_last_event_timestamp_seconds: ["gauge", "When the last webhook was taken in."],
  tierline_sweep_last_success_timestamp_seconds: ["gauge", "When a sweep last came to its end."],
  tierline_sweep_missed_events_total: ["counter", "Tickets that a sweep found changed without a webhook."],
  tierline_webhook_faults: ["gauge", "What is wrong with the helpdesk's webhook; 0 when it is right."],
  tierline_rejected_signatures_total: ["counter", "Webhooks refused, by reason."],
} as const satisfies Record<string, readonly ["counter" | "gauge", string]>;

export type MetricName = keyof typeof HELP;
export type Labels = Readonly<Record<string, string | number>>;

/** Counts since the start, and values read when asked. */
export class Metrics {
  readonly #values = new Map<MetricName, Map<string, number>>();

  /** Adds to a counter. */
  count(name: MetricName, labels: Labels = {}, by = 1): void {
    const series = this.#series(name);
    const key = labelText(labels);
    series.set(key, (series.get(key) ?? 0) + by);
  }

  /** Sets a gauge. */
  set(name: MetricName, labels: Labels, value: number): void {
    this.#series(name).set(labelText(labels), value);
  }

  /** Forgets a gauge's values, so that what is no longer there isn't shown as it last was. */
  clear(name: MetricName): void {
    this.#values.delete(name);
  }

  /** Prometheus' text format, version 0.0.4. */
  render(): string {
    let text = "";
    for (const [name, series] of this.#values) {
      const [type, help] = HELP[name];
      text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
      for (const [labels, value] of series) text += `${name}${labels} ${value}\n`;
    }
    return text;
  }

  #series(name: MetricName): Map<string, number> {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const series = new Map<string, number>();
    this.#values.set(name, series);
    return series;
  }
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${quoted(String(value))}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const quoted = (value: string): string => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
