import { Worker } from "node:worker_threads";
import type { Complaint, Outcome } from "./simulation.ts";

/** One thing to find out: how a world goes, or which check finds a seeded bug. */
export type Task =
  | { readonly kind: "world"; readonly seed: number; readonly events: number }
  | { readonly kind: "bug"; readonly name: string; readonly seeds: readonly number[] };

export type Finding =
  | { readonly kind: "world"; readonly outcome: Outcome }
  | {
      readonly kind: "bug";
      readonly name: string;
      /** `null`: it got through every seed. */
      readonly by: (Complaint & { readonly seed: number }) | null;
    };

/**
 * Works the tasks off in several threads: a world takes over the clock and the timers of its thread, so that there is
 * one world at a time in each.
 * @throws what a task throws
 */
export async function workOff(tasks: readonly Task[], threads: number, found: (one: Finding) => void): Promise<void> {
  const queue = tasks.values();
  await Promise.all(Array.from({ length: threads }, () => oneThread(queue, found)));
}

function oneThread(queue: IterableIterator<Task>, found: (one: Finding) => void): Promise<void> {
  const worker = new Worker(new URL("./crew-member.ts", import.meta.url));
  return new Promise<void>((resolve, reject) => {
    const next = (): void => {
      const { value: task, done } = queue.next();
      if (done) resolve();
      else worker.postMessage(task);
    };
    worker.on("error", reject);
    worker.on("message", (one: Finding) => {
      found(one);
      next();
    });
    next();
  }).finally(() => worker.terminate());
}
