import type { DeskId } from "../core/id.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import type { Result } from "../core/result.ts";
import { after, type Duration, type Instant, minutes } from "../core/time.ts";
import type { Sql } from "../desk/sql.ts";
import type { MappingHost, MappingNews } from "../git-mapping/host.ts";
import type { OperatorFailure } from "./answers.ts";
import { placesOf } from "./mapping-ledger.ts";
import type { FindPeer, Pulled, WantedPlace } from "./mapping-peers.ts";
import { MappingProgress } from "./mapping-progress.ts";
import { type CheckMapping, MappingReview } from "./mapping-review.ts";
import { PlacePull } from "./place-pull.ts";
import { answerPullRequests, keepPullRequest } from "./pull-requests.ts";
import { findPlace, NO_HOST } from "./wanted-place.ts";

export interface MappingPullsDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  /** How often to ask without being told; `null`: never. */
  readonly every: Duration | null;
  /** `null` while there are no repositories to read. */
  readonly host: () => MappingHost | null;
  readonly check: CheckMapping;
  readonly peer: FindPeer;
  readonly report: (pulled: Pulled) => void;
  /** The time of {@link MappingPulls.nextAt} is another. */
  readonly rearm: () => void;
}

/** After something that may pass by itself; also, should the process end before it is through. */
const RETRY = minutes(1);

/**
 * Reads mapping files from repositories, for whichever accounts follow them. Level-driven: what a branch points to now
 * is asked, whatever an event said, and every follower has dealt with it or it is asked again. One pull at a time, each
 * from the newest commit there is, so that none is applied out of order.
 */
export class MappingPulls {
  readonly #deps: MappingPullsDeps;
  readonly #progress: MappingProgress;
  readonly #review: MappingReview;
  #pulling: Promise<unknown> = Promise.resolve();
  #running = false;

  constructor(deps: MappingPullsDeps) {
    this.#deps = deps;
    this.#progress = new MappingProgress(deps.sql);
    this.#review = new MappingReview(deps);
  }

  /** Takes up where it was left. */
  open(): void {
    this.#progress.open();
  }

  /** When to run; `null`: when something is told. */
  get nextAt(): Instant | null {
    return this.#running || this.#deps.host() === null ? null : this.#progress.dueAt;
  }

  /** Something that may concern a place was pushed or proposed. Stored at once; done by {@link run}. */
  told(news: MappingNews): void {
    if (!this.#progress.followers.some(({ place }) => concerns(news, place))) return;
    if (news.kind === "mapping_proposed") keepPullRequest(this.#progress, news);
    this.#progress.save({ dueAt: this.#deps.now() });
    this.#deps.rearm();
  }

  /** {@link pull}, when it is time for it. */
  async run(): Promise<void> {
    const at = this.nextAt;
    if (at !== null && at <= this.#deps.now()) await this.pull();
  }

  async idle(): Promise<void> {
    await this.#pulling;
  }

  /** Asks every place that is followed, and answers what was proposed. */
  pull(): Promise<readonly Pulled[]> {
    const pulled = this.#pulling.then(() => this.#pull());
    this.#pulling = pulled.catch(() => undefined);
    return pulled;
  }

  /** Whether the place can be read, and how it is spelled there. */
  find(wanted: WantedPlace): Promise<Result<MappingPlace, OperatorFailure>> {
    return findPlace(this.#deps.host(), wanted);
  }

  /** Takes a follower on, who gets what the next pull finds. Asked twice, it is done once. */
  enlist(place: MappingPlace, desk: DeskId): void {
    this.#progress.enlist(place, desk);
  }

  drop(desk: DeskId): void {
    this.#progress.drop(desk);
  }

  /** What keeps a follower from its mapping, in a sentence. */
  trouble(place: MappingPlace, desk: DeskId): string | null {
    if (this.#deps.host() === null) return NO_HOST.message;
    if (!this.#progress.isFollowing(desk, place))
      return `The account that reads ${place.repository} doesn't know that this one follows it: \`tierline mapping pull\` tells it.`;
    return this.#progress.at(place)?.trouble?.detail ?? null;
  }

  async #pull(): Promise<readonly Pulled[]> {
    const { now, every } = this.#deps;
    const progress = this.#progress;
    const review = this.#review;
    const host = this.#deps.host();
    const { followers } = progress;
    if (host === null || followers.length === 0) return [];
    this.#running = true;
    try {
      const again = after(now(), RETRY);
      progress.save({ dueAt: again });
      const pulled: Pulled[] = [];
      for (const place of placesOf(followers)) {
        const one = await new PlacePull({ ...this.#deps, progress, review }, host, place, followers).run();
        this.#deps.report(one);
        pulled.push(one);
      }
      const answered = await answerPullRequests(progress, review, host, followers);
      const through = answered && pulled.every(({ outcome }) => outcome !== "failed");
      // Told of something meanwhile, it is due before that.
      if (through && progress.dueAt === again) progress.save({ dueAt: every === null ? null : after(now(), every) });
      return pulled;
    } finally {
      this.#running = false;
      this.#deps.rearm();
    }
  }
}

/** Whether it is of the branch that was pushed, or would be changed. */
const concerns = (news: MappingNews, place: MappingPlace): boolean =>
  place.repository.toLowerCase() === news.repository.toLowerCase() &&
  place.branch === (news.kind === "mapping_pushed" ? news.branch : news.base);
