import type { Address } from "./event.ts";

/** What a server under test tells of itself. */
export interface Account {
  /** Processor time of the whole process so far, in microseconds. */
  readonly cpu: number;
  /** Events taken in so far, where the server counts them. */
  readonly accepted: number | null;
}

/**
 * In the server's process: says where it listens, and answers each message with what it has used so far.
 * @param cpu where the server isn't this process itself, microseconds
 */
export function announce(
  address: Address,
  accepted: () => Promise<number> | null = () => null,
  cpu: () => number = ownCpu,
): void {
  process.on("message", async () => {
    process.send?.({ cpu: cpu(), accepted: await accepted() } satisfies Account);
  });
  process.once("disconnect", () => process.exit());
  process.send?.(address);
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
