import type { CheckedFiles } from "../../mappings/mapping-files.ts";
import { isMappingFile } from "../../mappings/mapping-path.ts";
import type { DeskId } from "../core/id.ts";
import { type MappingPlace, samePlace } from "../core/mapping-place.ts";
import type { BundledMapping } from "../git-mapping/bundle.ts";
import type { MappingHost } from "../git-mapping/host.ts";
import { type Follower, type Proposed, placesOf } from "./mapping-ledger.ts";
import type { FindPeer, ForeseenAt, MappingPeer } from "./mapping-peers.ts";

/** Checks the mapping files of a folder; later, since what reads them is loaded when it is needed. */
export type CheckMapping = (files: ReadonlyMap<string, string>, folder: string) => Promise<CheckedFiles>;

export interface ReviewDeps {
  readonly check: CheckMapping;
  readonly peer: FindPeer;
}

/** Says at a commit what its mapping files would change, or what is wrong with them. */
export class MappingReview {
  readonly #deps: ReviewDeps;

  constructor(deps: ReviewDeps) {
    this.#deps = deps;
  }

  /** What its mapping would change at each account that follows the place and can be reached. */
  async foresee(
    place: MappingPlace,
    checked: CheckedFiles,
    followers: readonly Follower[],
  ): Promise<readonly ForeseenAt[]> {
    if (checked.kind === "refused") return [];
    const { document, contracts } = checked.mapping;
    const mapping: BundledMapping = { kind: "mapping", document, contracts };
    const foreseen: ForeseenAt[] = [];
    for (const { desk } of followers) {
      const one = await askPeer(this.#deps.peer, desk, (peer) => peer.foreseeMapping(place, mapping));
      if (one !== null) foreseen.push(one);
    }
    return foreseen;
  }

  /** Whether there is nothing left to be said to a pull request. */
  async answer(host: MappingHost, proposed: Proposed, followers: readonly Follower[]): Promise<boolean> {
    const { repository, pullRequest, base, commit } = proposed;
    const concerned = followers.filter(
      ({ place }) => place.repository.toLowerCase() === repository.toLowerCase() && place.branch === base,
    );
    if (concerned.length === 0) return true;
    const paths = await host.changedPaths(repository, pullRequest);
    if (paths.kind !== "told") return paths.kind === "missing";
    for (const place of placesOf(concerned)) {
      if (!paths.value.some((path) => isMappingFile(path, place.folder))) continue;
      const files = await host.files(place, commit);
      if (files.kind !== "told") return files.kind === "missing";
      const checked = await this.#deps.check(files.value, place.folder);
      const those = concerned.filter((one) => samePlace(one.place, place));
      const foreseen = await this.foresee(place, checked, those);
      const said = await this.say(host, { place, commit, base }, checked, foreseen, "");
      // There is one check run a commit: of several folders that are followed, it speaks of the first.
      return said === null || said.final;
    }
    return true;
  }

  /** `null` when it was said; `final`: only a person can mend why not. */
  async say(
    host: MappingHost,
    { place, commit, base }: { readonly place: MappingPlace; readonly commit: string; readonly base: string | null },
    checked: CheckedFiles,
    foreseen: readonly ForeseenAt[],
    news: string,
  ): Promise<{ readonly detail: string; readonly final: boolean } | null> {
    const repository = await host.find(place.repository);
    // Until it is known to be private, it counts as public.
    const isPrivate = repository.kind === "told" && repository.value.isPrivate;
    const inPublic = isPrivate ? null : { base: base === null ? null : await this.#checkAt(host, place, base) };
    const found = { after: checked, foreseen, saying: { inPublic, news } };
    const said = await host.check(place.repository, commit, found);
    if (said.kind === "told") return null;
    return { detail: `The check run of ${commit} can't be written: ${said.detail}.`, final: said.kind === "missing" };
  }

  /** The files as they are on a branch; `null` when they can't be read. */
  async #checkAt(host: MappingHost, place: MappingPlace, branch: string): Promise<CheckedFiles | null> {
    const files = await host.files(place, branch);
    return files.kind === "told" ? this.#deps.check(files.value, place.folder) : null;
  }
}

/** `null` when it isn't there, or fails. */
export async function askPeer<Answer>(
  find: FindPeer,
  desk: DeskId,
  question: (peer: MappingPeer) => Promise<Answer>,
): Promise<Answer | null> {
  try {
    const peer = await find(desk);
    return peer === null ? null : await question(peer);
  } catch {
    return null;
  }
}
