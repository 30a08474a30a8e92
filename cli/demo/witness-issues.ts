import type { GithubStage } from "./github-stage.ts";
import { AGENT, OWNER } from "./issue-stories.ts";
import type { IssueCast } from "./play-issues.ts";
import type { Witness } from "./restart.ts";

/** Of which Tierline set every part, so that only its own memory can tell that no person did. */
const WAITING = "severity by default, pro";
const TAKEN_OFF = "sla: pro";
const AGENTS_OWN = "after the restart";

/** The owner's issues on GitHub; see {@link Witness}. */
export function issuesWitness({ github: { emulator }, settle }: GithubStage, cast: IssueCast): Witness {
  const support = emulator.as(AGENT);
  const waiting = cast.get(WAITING);
  return {
    account: { owner: OWNER },
    thing: "issue",
    touching: "support labels",
    async leaveWork() {
      if (waiting !== undefined) support.unlabel(waiting, TAKEN_OFF);
      await emulator.idle();
    },
    isDone: () => Promise.resolve(waiting?.labels.some(({ name }) => name === TAKEN_OFF) ?? false),
    touchAll() {
      for (const issue of cast.values()) support.label(issue, AGENTS_OWN);
      return Promise.resolve(cast.size);
    },
    writes: () =>
      Object.entries(emulator.calls.counts)
        .filter(([route]) => !route.startsWith("GET ") && !route.endsWith("/access_tokens"))
        .reduce((sum, [, count]) => sum + count, 0),
    settle,
  };
}
