import type { ObjectStorage } from "cloudflare:workers";
import type { Instant } from "../core/time.ts";

/**
 * The one alarm of a Durable Object. A wish made in the same turn as a write is stored with it, all or nothing: a ticket
 * can't be listed without an alarm that looks at it.
 */
export class Alarm {
  readonly #storage: ObjectStorage;
  /** What is set; `undefined` when that isn't known. Setting an alarm is a write, and most wishes are the same again. */
  #at: Instant | null | undefined;

  constructor(storage: ObjectStorage) {
    this.#storage = storage;
  }

  set(at: Instant | null): void {
    if (at === this.#at) return;
    this.#at = at;
    const stored = at === null ? this.#storage.deleteAlarm() : this.#storage.setAlarm(at);
    stored.catch(() => {
      this.#at = undefined;
    });
  }

  /** Says that it went off. */
  fired(): void {
    this.#at = null;
  }
}
