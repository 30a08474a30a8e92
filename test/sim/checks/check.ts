import type { Told } from "../history.ts";
import type { Stage } from "../stage.ts";

/** What an invariant is told of, and how it complains. */
export interface Watching {
  readonly stage: Stage;
  readonly complain: (detail: string) => void;
}

/** One thing that must always hold: looks at all that happens, and at the end. */
export interface Check {
  readonly name: string;
  /** It watches GitHub's side alone. */
  readonly onGithub?: true;
  /** Begins to watch one run. */
  watch(watching: Watching): (told: Told) => void;
}
