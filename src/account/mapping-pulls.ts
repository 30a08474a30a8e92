import type { CheckedFiles } from "../../mappings/mapping-files.ts";
import { prefixOf } from "../../mappings/mapping-path.ts";
import type { DeskId } from "../core/id.ts";
import { type MappingCommit, type MappingPlace, placeWords, samePlace } from "../core/mapping-place.ts";
import { err, ok, type Result } from "../core/result.ts";
import { after, type Duration, type Instant, minutes } from "../core/time.ts";
import type { Sql } from "../desk/sql.ts";
import { bundled, type MappingBundle } from "../git-mapping/bundle.ts";
import type { MappingHost, MappingNews } from "../git-mapping/host.ts";
import type { OperatorFailure } from "./answers.ts";
import {
  type Follower,
  type PlaceState,
  type Proposed,
  type Pulls,
  placesOf,
  readFollowers,
  readPulls,
  saveFollowers,
  savePulls,
} from "./mapping-ledger.ts";
import type { FindPeer, Pulled, TakenAt, WantedPlace } from "./mapping-peers.ts";
import { askPeer, type CheckMapping, MappingReview } from "./mapping-review.ts";

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
const MOST_PROPOSED = 50;
const MOST_ATTEMPTS = 5;

/**
 * Reads mapping files from repositories, for whichever accounts follow them. Level-driven: what a branch points to now
 * is asked, whatever an event said, and every follower has dealt with it or it is asked again. One pull at a time, each
 * from the newest commit there is, so that none is applied out of order.
 */
export class MappingPulls {
  readonly #deps: MappingPullsDeps;
  #pulling: Promise<unknown> = Promise.resolve();
  readonly #review: MappingReview;
  #running = false;
  #dueAt: Instant | null;

  constructor(deps: MappingPullsDeps) {
    this.#deps = deps;
    this.#review = new MappingReview(deps);
    this.#dueAt = null;
  }

  /** Takes up where it was left. */
  open(): void {
    this.#dueAt = readPulls(this.#deps.sql).dueAt;
  }

  /** When to run; `null`: when something is told. */
  get nextAt(): Instant | null {
    return this.#running || this.#deps.host() === null ? null : this.#dueAt;
  }

  /** Something that may concern a place was pushed or proposed. Stored at once; done by {@link run}. */
  told(news: MappingNews): void {
    const { sql, now } = this.#deps;
    const about = readFollowers(sql).filter(
      ({ place }) =>
        place.repository.toLowerCase() === news.repository.toLowerCase() &&
        place.branch === (news.kind === "mapping_pushed" ? news.branch : news.base),
    );
    if (about.length === 0) return;
    const { proposed } = readPulls(sql);
    const { repository } = news;
    if (news.kind === "mapping_proposed") {
      const { pullRequest, base, commit } = news;
      const others = proposed.filter((one) => one.repository !== repository || one.pullRequest !== pullRequest);
      const all = [...others, { repository, pullRequest, base, commit, attempts: 0 }];
      this.#save({ proposed: all.slice(-MOST_PROPOSED) });
    }
    this.#save({ dueAt: now() });
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
  async find({ repository, branch, folder }: WantedPlace): Promise<Result<MappingPlace, OperatorFailure>> {
    const host = this.#deps.host();
    if (host === null) return err(NO_HOST);
    const found = await host.find(repository);
    if (found.kind !== "told") return err(unreadable(found.detail));
    const { name, defaultBranch } = found.value;
    const place = { repository: name, branch: branch ?? defaultBranch, folder: prefixOf(folder).slice(0, -1) };
    const head = await host.head(place);
    return head.kind === "told" ? ok(place) : err(unreadable(head.detail));
  }

  /** Takes a follower on, who gets what the next pull finds. Asked twice, it is done once. */
  enlist({ repository, branch, folder }: MappingPlace, desk: DeskId): void {
    const { sql } = this.#deps;
    const place = { repository, branch, folder };
    const followers = readFollowers(sql);
    if (followers.some((one) => one.desk === desk && samePlace(one.place, place))) return;
    sql.transaction(() => {
      saveFollowers(sql, [...followers.filter((one) => one.desk !== desk), { desk, place }]);
      this.#savePlace(place, { done: false });
    });
  }

  drop(desk: DeskId): void {
    const { sql } = this.#deps;
    const followers = readFollowers(sql).filter((one) => one.desk !== desk);
    const places = placesOf(followers);
    sql.transaction(() => {
      saveFollowers(sql, followers);
      const kept = readPulls(sql).places.filter(({ place }) => places.some((one) => samePlace(one, place)));
      this.#save({ places: kept, ...(followers.length === 0 ? { dueAt: null, proposed: [] } : {}) });
    });
  }

  /** It may follow another place since this one was asked. */
  #forget(desk: DeskId, place: MappingPlace): void {
    const known = readFollowers(this.#deps.sql).find((one) => one.desk === desk);
    if (known !== undefined && samePlace(known.place, place)) this.drop(desk);
  }

  /** What keeps a follower from its mapping, in a sentence. */
  trouble(place: MappingPlace, desk: DeskId): string | null {
    const { sql, host } = this.#deps;
    if (host() === null) return NO_HOST.message;
    const known = readFollowers(sql).some((one) => one.desk === desk && samePlace(one.place, place));
    if (!known)
      return `The account that reads ${place.repository} doesn't know that this one follows it: \`tierline mapping pull\` tells it.`;
    return readPulls(sql).places.find((one) => samePlace(one.place, place))?.trouble?.detail ?? null;
  }

  async #pull(): Promise<readonly Pulled[]> {
    const { sql, now, every } = this.#deps;
    const host = this.#deps.host();
    const followers = readFollowers(sql);
    if (host === null || followers.length === 0) return [];
    this.#running = true;
    const again = after(now(), RETRY);
    this.#save({ dueAt: again });
    try {
      const pulled: Pulled[] = [];
      for (const place of placesOf(followers)) {
        const those = followers.filter((one) => samePlace(one.place, place));
        const one = await this.#pullPlace(host, place, those);
        this.#deps.report(one);
        pulled.push(one);
      }
      const answered = await this.#answerProposed(host, followers);
      const through = answered && pulled.every(({ outcome }) => outcome !== "failed");
      // Told of something meanwhile, it is due before that.
      if (through && this.#dueAt === again) this.#save({ dueAt: every === null ? null : after(now(), every) });
      return pulled;
    } finally {
      this.#running = false;
      this.#deps.rearm();
    }
  }

  async #pullPlace(host: MappingHost, place: MappingPlace, followers: readonly Follower[]): Promise<Pulled> {
    const { sql } = this.#deps;
    const head = await host.head(place);
    if (head.kind !== "told") return this.#failed(place, null, head.detail);
    const commit = head.value;
    const known = readPulls(sql).places.find((one) => samePlace(one.place, place));
    if (known?.newest === commit.sha && known.done) {
      if (known.trouble !== null) this.#savePlace(place, { trouble: null });
      return { place, commit: commit.sha, outcome: "same", detail: "" };
    }
    const files = await host.files(place, commit.sha);
    if (files.kind !== "told") return this.#failed(place, commit.sha, files.detail);
    const checked = await this.#deps.check(files.value, place.folder);
    this.#savePlace(place, { newest: commit.sha, done: false });
    const foreseen = await this.#review.foresee(place, checked, followers);
    const taken = await this.#handOut(this.#bundle(place, commit, checked), followers);
    const open = taken.filter((one) => one === null || one.kind === "failed");
    if (open.length > 0) {
      const [failure] = open;
      const detail = failure?.kind === "failed" ? failure.message : "An account that follows it can't be reached.";
      return this.#failed(place, commit.sha, detail);
    }
    const news = checked.kind === "sound" ? appliedWords(taken) : "Nothing of this commit was taken.";
    const said = await this.#review.say(host, { place, commit: commit.sha, base: null }, checked, foreseen, news);
    this.#savePlace(place, {
      done: (said === null || said.final) && !this.#hasOthers(place, followers),
      trouble: said === null ? null : this.#since(place, said.detail),
    });
    const outcome = checked.kind === "sound" ? "applied" : "refused";
    return { place, commit: commit.sha, outcome, detail: news };
  }

  /** Somebody who came too late for this pull is served by the next. */
  #hasOthers(place: MappingPlace, followers: readonly Follower[]): boolean {
    return readFollowers(this.#deps.sql).some(
      (one) => samePlace(one.place, place) && !followers.some(({ desk }) => desk === one.desk),
    );
  }

  #bundle(place: MappingPlace, commit: MappingCommit, checked: CheckedFiles): MappingBundle {
    const order = Math.max(this.#deps.now(), readPulls(this.#deps.sql).order + 1);
    this.#save({ order });
    return { place, commit, order, says: bundled(checked) };
  }

  /** What each has done with it; `null` for one that can't be reached. */
  async #handOut(bundle: MappingBundle, followers: readonly Follower[]): Promise<readonly (TakenAt | null)[]> {
    const taken: (TakenAt | null)[] = [];
    for (const { desk } of followers) {
      const one = await askPeer(this.#deps.peer, desk, (peer) => peer.takeMapping(bundle));
      if (one?.kind === "not_following") this.#forget(desk, bundle.place);
      else taken.push(one);
    }
    return taken;
  }

  async #answerProposed(host: MappingHost, followers: readonly Follower[]): Promise<boolean> {
    let through = true;
    for (const proposed of readPulls(this.#deps.sql).proposed) {
      const answered = await this.#review.answer(host, proposed, followers);
      const isSame = (one: Proposed) =>
        one.repository === proposed.repository &&
        one.pullRequest === proposed.pullRequest &&
        one.commit === proposed.commit;
      const given = answered || proposed.attempts + 1 >= MOST_ATTEMPTS;
      if (!given) through = false;
      const now = readPulls(this.#deps.sql).proposed;
      this.#save({
        proposed: given
          ? now.filter((one) => !isSame(one))
          : now.map((one) => (isSame(one) ? { ...one, attempts: one.attempts + 1 } : one)),
      });
    }
    return through;
  }

  #failed(place: MappingPlace, commit: string | null, why: string): Pulled {
    const detail = `${placeWords(place)}: ${why}`;
    this.#savePlace(place, { trouble: this.#since(place, detail) });
    return { place, commit, outcome: "failed", detail };
  }

  #since(place: MappingPlace, detail: string): PlaceState["trouble"] {
    const known = readPulls(this.#deps.sql).places.find((one) => samePlace(one.place, place))?.trouble;
    return { detail, since: known?.since ?? this.#deps.now() };
  }

  #savePlace(place: MappingPlace, change: Partial<PlaceState>): void {
    const { places } = readPulls(this.#deps.sql);
    const known = places.find((one) => samePlace(one.place, place));
    const state = { place, newest: null, done: false, trouble: null, ...known, ...change };
    this.#save({ places: [...places.filter((one) => one !== known), state] });
  }

  #save(change: Partial<Pulls>): void {
    const { sql } = this.#deps;
    savePulls(sql, { ...readPulls(sql), ...change });
    if (change.dueAt !== undefined) this.#dueAt = change.dueAt;
  }
}

function appliedWords(taken: readonly (TakenAt | null)[]): string {
  const names = taken.flatMap((one) => (one === null ? [] : [one.account]));
  return names.length === 0 ? "No account follows this." : `In force for ${names.join(", ")}.`;
}

const NO_HOST: OperatorFailure = {
  reason: "no_repositories",
  message: "The GitHub account whose App reads the repository is not connected here.",
  mend: "Connect it: npm run tierline -- connect github --owner …",
};

const unreadable = (detail: string): OperatorFailure => ({
  reason: "unreadable_repository",
  message: `The mapping can't be read there: ${detail}.`,
  mend: "Check the spelling, and that the App is installed on this repository with contents: read.",
});
