import type { MappingHost, MappingNews } from "../git-mapping/host.ts";
import type { Follower, Proposed } from "./mapping-ledger.ts";
import type { MappingProgress } from "./mapping-progress.ts";
import type { MappingReview } from "./mapping-review.ts";

const MOST_PROPOSED = 50;
const MOST_ATTEMPTS = 5;

type Proposal = Extract<MappingNews, { kind: "mapping_proposed" }>;

/** Keeps a pull request to be answered, in place of what was kept of it before. */
export function keepPullRequest(progress: MappingProgress, { repository, pullRequest, base, commit }: Proposal): void {
  const others = progress.proposed.filter((one) => one.repository !== repository || one.pullRequest !== pullRequest);
  const all = [...others, { repository, pullRequest, base, commit, attempts: 0 }];
  progress.save({ proposed: all.slice(-MOST_PROPOSED) });
}

/** Answers every pull request that is kept; whether none is left over. One that can't be answered is given up at last. */
export async function answerPullRequests(
  progress: MappingProgress,
  review: MappingReview,
  host: MappingHost,
  followers: readonly Follower[],
): Promise<boolean> {
  let through = true;
  for (const proposed of progress.proposed) {
    const answered = await review.answer(host, proposed, followers);
    const settled = answered || proposed.attempts + 1 >= MOST_ATTEMPTS;
    if (!settled) through = false;
    // Others may have come meanwhile, and this one with a newer commit.
    const now = progress.proposed;
    progress.save({
      proposed: settled
        ? now.filter((one) => !isSame(one, proposed))
        : now.map((one) => (isSame(one, proposed) ? { ...one, attempts: one.attempts + 1 } : one)),
    });
  }
  return through;
}

const isSame = (one: Proposed, other: Proposed): boolean =>
  one.repository === other.repository && one.pullRequest === other.pullRequest && one.commit === other.commit;
