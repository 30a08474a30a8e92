import { createHash, webcrypto } from "node:crypto";
import type { Scheduler } from "./scheduler.ts";

/**
 * Puts the platform's own sources of chance under the scheduler: `setTimeout`, which the deadline of an outgoing call
 * is set with, and WebCrypto, whose calls come back from another thread in any order. A digest is answered at once;
 * the other calls are counted, so that {@link Platform.quiet} waits for them.
 *
 * What stays undetermined: the nonces of sealed secrets. They are stored and never looked at.
 */
export class Platform {
  #scheduler: Scheduler | null = null;
  #underWay = 0;

  /** Resolves when no promise is left that could go on by itself. */
  readonly quiet = async (): Promise<void> => {
    for (let calm = 0; calm < 2; calm++) {
      await new Promise((resolve) => realImmediate(resolve));
      if (this.#underWay > 0) calm = -1;
    }
  };

  /** Takes the platform over for `body`. One at a time in a process. */
  async during<T>(scheduler: Scheduler, body: () => Promise<T>): Promise<T> {
    const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
    const { subtle } = webcrypto;
    const kept = new Map<string, PropertyDescriptor | undefined>();
    this.#scheduler = scheduler;
    Object.assign(globalThis, { setTimeout: this.#setTimeout, clearTimeout: this.#clearTimeout });
    for (const name of ["digest", ...COUNTED]) kept.set(name, Object.getOwnPropertyDescriptor(subtle, name));
    Object.defineProperty(subtle, "digest", { configurable: true, value: digestAtOnce });
    for (const name of COUNTED) {
      const real = subtle[name];
      const counted = (...parameters: unknown[]) => this.#count(Reflect.apply(real, subtle, parameters));
      Object.defineProperty(subtle, name, { configurable: true, value: counted });
    }
    try {
      return await body();
    } finally {
      Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear });
      for (const [name, before] of kept) {
        Reflect.deleteProperty(subtle, name);
        if (before !== undefined) Object.defineProperty(subtle, name, before);
      }
      this.#scheduler = null;
    }
  }

  async #count(promise: Promise<unknown>): Promise<unknown> {
    this.#underWay += 1;
    try {
      return await promise;
    } finally {
      this.#underWay -= 1;
    }
  }

  readonly #setTimeout = (run: () => void, ms = 0): Timer => new Timer(this.#scheduler?.after(ms, run));

  readonly #clearTimeout = (timer: unknown): void => {
    if (timer instanceof Timer) timer.cancel();
  };
}

class Timer {
  readonly #cancel: (() => void) | undefined;

  constructor(cancel: (() => void) | undefined) {
    this.#cancel = cancel;
  }

  cancel(): void {
    this.#cancel?.();
  }

  unref(): this {
    return this;
  }
}

const realImmediate = setImmediate;
const COUNTED = ["sign", "verify", "encrypt", "decrypt", "importKey", "deriveKey", "deriveBits"] as const;

async function digestAtOnce(algorithm: unknown, bytes: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer> {
  if (algorithm !== "SHA-256") throw new Error(`the simulation knows no ${String(algorithm)}`);
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(bytes)
    ? bytes
    : { buffer: bytes, byteOffset: 0, byteLength: bytes.byteLength };
  const view = new Uint8Array(buffer, byteOffset, byteLength);
  const digest = new Uint8Array(32);
  digest.set(createHash("sha256").update(view).digest());
  return digest.buffer;
}
