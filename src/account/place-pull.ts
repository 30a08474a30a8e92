import type { CheckedFiles } from "../../mappings/mapping-files.ts";
import { type MappingCommit, type MappingPlace, placeWords, samePlace } from "../core/mapping-place.ts";
import type { Instant } from "../core/time.ts";
import { bundled, type MappingBundle } from "../git-mapping/bundle.ts";
import type { MappingHost } from "../git-mapping/host.ts";
import type { Follower } from "./mapping-ledger.ts";
import type { FindPeer, Pulled, TakenAt } from "./mapping-peers.ts";
import type { MappingProgress } from "./mapping-progress.ts";
import { askPeer, type CheckMapping, type MappingReview } from "./mapping-review.ts";

export interface PlacePullDeps {
  readonly now: () => Instant;
  readonly check: CheckMapping;
  readonly peer: FindPeer;
  readonly progress: MappingProgress;
  readonly review: MappingReview;
}

/** Reads the newest commit of one place and hands it to those who follow it, unless all have dealt with it before. */
export class PlacePull {
  readonly #deps: PlacePullDeps;
  readonly #host: MappingHost;
  readonly #place: MappingPlace;
  readonly #followers: readonly Follower[];

  constructor(deps: PlacePullDeps, host: MappingHost, place: MappingPlace, followers: readonly Follower[]) {
    this.#deps = deps;
    this.#host = host;
    this.#place = place;
    this.#followers = followers.filter((one) => samePlace(one.place, place));
  }

  async run(): Promise<Pulled> {
    const { check, progress, review } = this.#deps;
    const place = this.#place;
    const head = await this.#host.head(place);
    if (head.kind !== "told") return this.#failed(null, head.detail);
    const { sha } = head.value;
    const known = progress.at(place);
    if (known?.newest === sha && known.done) {
      if (known.trouble !== null) progress.saveAt(place, { trouble: null });
      return { place, commit: sha, outcome: "same", detail: "" };
    }
    const files = await this.#host.files(place, sha);
    if (files.kind !== "told") return this.#failed(sha, files.detail);
    const checked = await check(files.value, place.folder);
    progress.saveAt(place, { newest: sha, done: false });
    const foreseen = await review.foresee(place, checked, this.#followers);
    const taken = await this.#handOut(this.#bundle(head.value, checked));
    const notTaken = whyNotTaken(taken);
    if (notTaken !== null) return this.#failed(sha, notTaken);
    const detail = checked.kind === "sound" ? appliedWords(taken) : "Nothing of this commit was taken.";
    const said = await review.say(this.#host, { place, commit: sha, base: null }, checked, foreseen, detail);
    progress.saveAt(place, {
      done: (said === null || said.final) && !this.#hasOthers(),
      trouble: said === null ? null : progress.troubleAt(place, said.detail, this.#deps.now()),
    });
    return { place, commit: sha, outcome: checked.kind === "sound" ? "applied" : "refused", detail };
  }

  /** Somebody who came too late for this pull is served by the next. */
  #hasOthers(): boolean {
    return this.#deps.progress.followers.some(
      (one) => samePlace(one.place, this.#place) && !this.#followers.some(({ desk }) => desk === one.desk),
    );
  }

  #bundle(commit: MappingCommit, checked: CheckedFiles): MappingBundle {
    const { progress, now } = this.#deps;
    return { place: this.#place, commit, order: progress.nextOrder(now()), says: bundled(checked) };
  }

  /** What each has done with it; `null` for one that can't be reached. */
  async #handOut(bundle: MappingBundle): Promise<readonly (TakenAt | null)[]> {
    const { peer, progress } = this.#deps;
    const taken: (TakenAt | null)[] = [];
    for (const { desk } of this.#followers) {
      const one = await askPeer(peer, desk, (asked) => asked.takeMapping(bundle));
      if (one?.kind !== "not_following") taken.push(one);
      // It may follow another place since this one was asked.
      else if (progress.isFollowing(desk, this.#place)) progress.drop(desk);
    }
    return taken;
  }

  #failed(commit: string | null, why: string): Pulled {
    const { progress, now } = this.#deps;
    const detail = `${placeWords(this.#place)}: ${why}`;
    progress.saveAt(this.#place, { trouble: progress.troubleAt(this.#place, detail, now()) });
    return { place: this.#place, commit, outcome: "failed", detail };
  }
}

/** `null`: everybody has dealt with it. */
function whyNotTaken(taken: readonly (TakenAt | null)[]): string | null {
  const open = taken.find((one) => one === null || one.kind === "failed");
  if (open === undefined) return null;
  return open?.kind === "failed" ? open.message : "An account that follows it can't be reached.";
}

function appliedWords(taken: readonly (TakenAt | null)[]): string {
  const names = taken.flatMap((one) => (one === null ? [] : [one.account]));
  return names.length === 0 ? "No account follows this." : `In force for ${names.join(", ")}.`;
}
