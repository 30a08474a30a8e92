import { type RequestOptions, request } from "node:http";

/** What Zendesk waits for an answer. */
const PATIENCE_MS = 10_000;

/** How honest senders fare: each asks on a connection of its own. */
export class Probe {
  readonly #took: number[] = [];
  #failed = 0;
  #underWay = 0;

  /** Sends one request; resolves when it is answered with 200, or has failed. */
  async ask(options: RequestOptions, body = ""): Promise<void> {
    const begun = performance.now();
    this.#underWay += 1;
    const status = await statusOf({ host: "127.0.0.1", agent: false, ...options }, body);
    this.#underWay -= 1;
    if (status === 200) this.#took.push(performance.now() - begun);
    else this.#failed += 1;
  }

  get failed(): number {
    return this.#failed;
  }

  get underWay(): number {
    return this.#underWay;
  }

  get answered(): number {
    return this.#took.length;
  }

  /** Milliseconds within which this share of the answers came. */
  within(share: number): number {
    const sorted = [...this.#took].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  }

  toString(): string {
    const ms = (share: number) => `${this.within(share).toFixed(1)} ms`;
    return `${this.answered} answered (p50 ${ms(0.5)}, p99 ${ms(0.99)}, max ${ms(1)}), ${this.failed} failed`;
  }
}

function statusOf(options: RequestOptions, body: string): Promise<number | null> {
  return new Promise((resolve) => {
    const sent = request({ ...options, timeout: PATIENCE_MS }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? null));
      answer.on("error", () => resolve(null));
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(null));
    sent.end(body);
  });
}
