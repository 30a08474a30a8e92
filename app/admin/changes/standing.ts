import type { ChangeShown } from "../../../src/api/changes.ts";

export type ChangeStanding = "proposed" | "applying" | "paused" | "applied" | "undone";

/** A change's state as a person sees it: applied is one thing while tickets still wait, another when they are done. */
export function standingOf({
  state,
  progress,
  paused,
}: Pick<ChangeShown, "state" | "progress" | "paused">): ChangeStanding {
  if (state !== "applied" || progress === null || progress.done >= progress.total) return state;
  return paused ? "paused" : "applying";
}
