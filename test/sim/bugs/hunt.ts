import { type Complaint, simulate } from "../simulation.ts";
import { type Bug, withBug } from "./bug.ts";
import { BATCH_BUGS } from "./in-batches.ts";
import { GITHUB_BUGS } from "./in-github.ts";
import { MAPPING_BUGS } from "./in-mapping.ts";
import { SOURCE_BUGS } from "./in-source.ts";
import { WIRING_BUGS } from "./in-wiring.ts";

export const BUGS: readonly Bug[] = [...WIRING_BUGS, ...SOURCE_BUGS, ...BATCH_BUGS, ...GITHUB_BUGS, ...MAPPING_BUGS];

export interface Caught {
  readonly bug: Bug;
  /** `null`: it got through every seed. */
  readonly by: (Complaint & { readonly seed: number }) | null;
}

/** Runs the product with a bug in it, seed after seed, until an invariant speaks. */
export function hunt(bug: Bug, seeds: readonly number[]): Promise<Caught> {
  return withBug(bug, async (product) => {
    for (const seed of seeds) {
      const wrap = bug.wrap?.();
      const { complaint } = await simulate({ seed, product, ...(wrap === undefined ? {} : { wrap }) });
      if (complaint !== null) return { bug, by: { ...complaint, seed } };
    }
    return { bug, by: null };
  });
}
