import type { Instant } from "../core/time.ts";
import { accountLimit } from "./rate-headers.ts";

/** The account's calls a minute, as Zendesk last said. */
interface Rate {
  readonly limit: number;
  readonly remaining: number;
  readonly at: Instant;
}

/** Reads the account's rate limit off every answer that passes. */
export class RateGauge {
  readonly fetch: typeof globalThis.fetch;
  #last: Rate | null = null;

  constructor(fetch: typeof globalThis.fetch, now: () => Instant) {
    this.fetch = async (input, init) => {
      const response = await fetch(input, init);
      const limit = accountLimit(response.headers);
      if (limit !== null) this.#last = { limit: limit.total, remaining: limit.remaining, at: now() };
      return response;
    };
  }

  get last(): Rate | null {
    return this.#last;
  }
}
