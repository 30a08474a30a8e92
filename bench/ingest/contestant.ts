import type { Address } from "./event.ts";

/** What a server under test tells of itself. */
export interface Account {
  /** Processor time of the whole process so far, in microseconds. */
  readonly cpu: number;
  /** Events taken in so far, where the server counts them. */
  readonly accepted: number | null;
}

/** In the server's process: says where it listens, and answers each message with what it has used so far. */
export function announce(address: Address, accepted: () => Promise<number> | null = () => null): void {
  process.on("message", async () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, accepted: await accepted() } satisfies Account);
  });
  process.once("disconnect", () => process.exit());
  process.send?.(address);
}
