import { deskIn, directoryIn } from "./accounts.ts";
import { type Env, log } from "./isolate.ts";

/** One run may make a thousand calls; more Desks than this take turns. */
const DESKS_PER_RUN = 500;

/** Pings the Desks that went longest without it, so that none sleeps on because an alarm was lost. Never rejects. */
export async function watch(env: Env): Promise<void> {
  try {
    const ids = await directoryIn(env.DIRECTORY).takeUnseen(DESKS_PER_RUN);
    const pings = await Promise.allSettled(ids.map((id) => deskIn(env.DESKS, id).ping()));
    const failed = pings.filter((ping) => ping.status === "rejected");
    if (failed.length > 0)
      log("error", "desks_unreachable", { count: failed.length, reason: nameOf(failed[0]?.reason) });
  } catch (error) {
    log("error", "watchdog_failed", { reason: nameOf(error) });
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
