/** Something that will happen at a time. */
interface Planned {
  readonly at: number;
  readonly order: number;
  readonly run: () => unknown;
  cancelled: boolean;
}

const MOST_AT_ONCE = 50_000;

/**
 * All that happens in a simulation, one thing after the other in the order of virtual time. Each is carried to its end,
 * with every promise that it sets off, before the next begins: so the same seed gives the same history.
 */
export class Scheduler {
  readonly #heap: Planned[] = [];
  readonly #quiet: () => Promise<void>;
  #now: number;
  #orders = 0;
  /** So many things have happened since time last went on. */
  #steps = 0;

  /** @param quiet resolves when nothing moves any more by itself */
  constructor(begins: number, quiet: () => Promise<void>) {
    this.#now = begins;
    this.#quiet = quiet;
  }

  /** True time, in epoch milliseconds: what the helpdesk's clock shows. */
  get now(): number {
    return this.#now;
  }

  /** Plans `run` after `ms`; the returned function calls it off. */
  after(ms: number, run: () => unknown): () => void {
    const planned = { at: this.#now + Math.max(0, Math.round(ms)), order: this.#orders++, run, cancelled: false };
    this.#push(planned);
    return () => {
      planned.cancelled = true;
    };
  }

  /** Goes on until `until`, a whole millisecond, or until `enough` says so after one of the steps. */
  async run(until: number, enough: () => boolean = () => false): Promise<void> {
    await this.#quiet();
    while (!enough()) {
      const next = this.#heap[0];
      if (next === undefined || next.at > until) {
        this.#now = Math.max(this.#now, until);
        return;
      }
      this.#pop();
      if (next.cancelled) continue;
      this.#steps = next.at > this.#now ? 0 : this.#steps + 1;
      if (this.#steps > MOST_AT_ONCE) throw new Error(`a hot loop: time stands still at ${this.#now}`);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.#quiet();
    }
  }

  #push(planned: Planned): void {
    const heap = this.#heap;
    let index = heap.push(planned) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapWhen(index, parent)) return;
      index = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = right < heap.length && this.#before(right, left) ? right : left;
      if (child >= heap.length || !this.#swapWhen(child, index)) return;
      index = child;
    }
  }

  #before(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined) return false;
    return first.at < second.at || (first.at === second.at && first.order < second.order);
  }

  #swapWhen(child: number, parent: number): boolean {
    if (!this.#before(child, parent)) return false;
    const [a, b] = [this.#heap[child], this.#heap[parent]];
    if (a === undefined || b === undefined) return false;
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }
}
