import type { Foreseen, Taken } from "../admin/mapping-from-git.ts";
import type { MappingInGitShown } from "../api/policy.ts";
import type { DeskId } from "../core/id.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import type { Result } from "../core/result.ts";
import type { Owner } from "../desk/owner.ts";
import type { BundledMapping, MappingBundle } from "../git-mapping/bundle.ts";
import type { OperatorFailure } from "./answers.ts";

/** What accounts ask of each other about a mapping in git; plain values, since another account may live elsewhere. */
export interface MappingPeer {
  /** Asked of a follower. */
  takeMapping(bundle: MappingBundle): Promise<TakenAt>;
  /** Asked of a follower. `null`: it follows another place, or none. */
  foreseeMapping(place: MappingPlace, mapping: BundledMapping): Promise<ForeseenAt | null>;
  /** Asked of the account whose App reads the repository. */
  findMapping(wanted: WantedPlace): Promise<Result<MappingPlace, OperatorFailure>>;
  enlistFollower(place: MappingPlace, follower: DeskId): Promise<void>;
  unfollowMapping(follower: DeskId): Promise<void>;
  pullMapping(): Promise<readonly Pulled[]>;
  /** What keeps it from reading the place; `null`: nothing does. */
  mappingTrouble(place: MappingPlace, follower: DeskId): Promise<string | null>;
}

/** An account of this server; `null` when nobody connected one. */
export type FindPeer = (id: DeskId) => Promise<MappingPeer | null>;

export type TakenAt = Taken & { readonly account: string };
export type ForeseenAt = Foreseen & { readonly account: string };

/** A place as a person names it. */
export interface WantedPlace {
  readonly repository: string;
  /** `null`: the repository's default branch. */
  readonly branch: string | null;
  readonly folder: string;
}

/** Who owns an account's mapping. */
export interface MappingStatus {
  readonly owner: Owner;
  readonly git: MappingInGitShown | null;
  /** What keeps the repository from being read; `null`: nothing, or git doesn't own it. */
  readonly trouble: string | null;
}

/** What a pull came to at one place. */
export interface Pulled {
  readonly place: MappingPlace;
  readonly commit: string | null;
  /** `same`: it was dealt with before. */
  readonly outcome: "same" | "applied" | "refused" | "failed";
  readonly detail: string;
}
