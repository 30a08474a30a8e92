import type { AdminDeps } from "../admin/deps.ts";
import { actorOf } from "../admin/deps.ts";
import { MappingFromGit } from "../admin/mapping-from-git.ts";
import { putInGit } from "../admin/ownership.ts";
import type { DeskId } from "../core/id.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { Desk } from "../desk/desk.ts";
import { readFollowed } from "../desk/followed-repository.ts";
import type { BundledMapping, MappingBundle } from "../git-mapping/bundle.ts";
import type { MappingNews } from "../git-mapping/host.ts";
import type { Accountable } from "../identity.ts";
import type { OperatorFailure } from "./answers.ts";
import type { AccountDeps } from "./deps.ts";
import type { ForeseenAt, MappingPeer, MappingStatus, Pulled, TakenAt, WantedPlace } from "./mapping-peers.ts";
import { MappingPulls } from "./mapping-pulls.ts";
import type { Outfitter } from "./outfitter.ts";
import type { Source } from "./source.ts";

export interface GitMappingsDeps extends AccountDeps {
  readonly desk: Desk;
  readonly source: Source;
  readonly outfitter: Outfitter;
  readonly admin: AdminDeps;
}

/** An account's two parts in a mapping that stands in git: it may follow a repository, and may read some for others. */
export class GitMappings {
  readonly pulls: MappingPulls;
  readonly #deps: GitMappingsDeps;
  readonly #follower: MappingFromGit;

  constructor(deps: GitMappingsDeps) {
    const { desk, source, sweepEvery, checkMapping } = deps;
    this.#deps = deps;
    this.#follower = new MappingFromGit(deps.admin);
    this.pulls = new MappingPulls({
      ...deps,
      every: sweepEvery,
      host: () => source.mappingHost,
      check: checkMapping,
      peer: (id) => this.#peer(id),
      report: (pulled) => deps.onPull?.(pulled),
      rearm: () => desk.carryOn(),
    });
  }

  open(): void {
    this.pulls.open();
  }

  get nextAt(): Instant | null {
    return this.pulls.nextAt;
  }

  run(): Promise<void> {
    return this.pulls.run();
  }

  told(news: MappingNews): void {
    this.pulls.told(news);
  }

  async take(bundle: MappingBundle): Promise<TakenAt> {
    return { ...(await this.#follower.take(bundle)), account: this.#name };
  }

  async foresee(place: MappingPlace, mapping: BundledMapping): Promise<ForeseenAt | null> {
    const foreseen = await this.#follower.foresee(place, mapping);
    return foreseen === null ? null : { ...foreseen, account: this.#name };
  }

  async follow(reader: DeskId, wanted: WantedPlace, by: Accountable): Promise<Result<MappingStatus, OperatorFailure>> {
    const { id, sql, admin, outfitter } = this.#deps;
    const peer = await this.#peer(reader);
    if (peer === null) return err(noReader(wanted));
    const found = await peer.findMapping(wanted);
    if (!found.ok) return found;
    const before = readFollowed(sql)?.githubAccount ?? null;
    const done = await putInGit(admin, { ...found.value, githubAccount: reader }, actorOf(by));
    if (!done.ok) return done;
    outfitter.goOn();
    if (before !== null && before !== reader) await this.#leave(before);
    await peer.enlistFollower(found.value, id);
    await peer.pullMapping();
    return ok(await this.status());
  }

  async status(): Promise<MappingStatus> {
    const { id, sql, admin } = this.#deps;
    const git = this.#follower.shown();
    const followed = readFollowed(sql);
    if (git === null || followed === null) return { owner: admin.inForce.owner, git: null, trouble: null };
    const peer = await this.#peer(followed.githubAccount).catch(() => null);
    const trouble = peer === null ? noReader(followed).message : await peer.mappingTrouble(git, id);
    return { owner: "git", git, trouble };
  }

  /** Of the place that this account follows; without one, of those that it reads. */
  async refresh(): Promise<readonly Pulled[]> {
    const { id, sql } = this.#deps;
    const followed = this.#follower.shown() === null ? null : readFollowed(sql);
    const peer = await this.#peer(followed?.githubAccount ?? id);
    if (peer === null) return [];
    // It may have lost its list, with its disk.
    if (followed !== null) await peer.enlistFollower(followed, id);
    return peer.pullMapping();
  }

  async #leave(reader: DeskId): Promise<void> {
    const peer = await this.#peer(reader).catch(() => null);
    // One that can't be reached learns it when it hands the next commit out.
    await peer?.unfollowMapping(this.#deps.id).catch(() => undefined);
  }

  async #peer(id: DeskId): Promise<MappingPeer | null> {
    return id === this.#deps.id ? this.#itself() : this.#deps.peer(id);
  }

  #itself(): MappingPeer {
    return {
      takeMapping: (bundle) => this.take(bundle),
      foreseeMapping: (place, mapping) => this.foresee(place, mapping),
      findMapping: (wanted) => this.pulls.find(wanted),
      enlistFollower: async (place, follower) => this.pulls.enlist(place, follower),
      unfollowMapping: async (follower) => this.pulls.drop(follower),
      pullMapping: () => this.pulls.pull(),
      mappingTrouble: async (place, follower) => this.pulls.trouble(place, follower),
    };
  }

  get #name(): string {
    return this.#deps.source.name ?? "an account that isn't connected";
  }
}

const noReader = ({ repository }: { readonly repository: string }): OperatorFailure => ({
  reason: "no_github_account",
  message: `${repository.slice(0, 140)} belongs to an owner whose GitHub account is not connected here.`,
  mend: `Connect it first: npm run tierline -- connect github --owner ${repository.split("/")[0]?.slice(0, 40) ?? "…"}`,
});
