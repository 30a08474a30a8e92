import type { MappingCommit, MappingPlace } from "../core/mapping-place.ts";
import type { FoundAtCommit } from "./said-at-commit.ts";

/** Where repositories are, as far as mapping files are concerned. */
export interface MappingHost {
  /** Whose repositories can be read, as the host spells it. */
  readonly owner: string;
  find(repository: string): Promise<Told<HostedRepository>>;
  /** The commit that the place's branch points to. */
  head(place: MappingPlace): Promise<Told<MappingCommit>>;
  /** The texts of the mapping files at one commit, by path. */
  files(place: MappingPlace, commit: string): Promise<Told<ReadonlyMap<string, string>>>;
  /** The paths that a pull request touches. */
  changedPaths(repository: string, pullRequest: number): Promise<Told<readonly string[]>>;
  /** Says at a commit what its files would do, once: said again, it takes the place of what was said. */
  check(repository: string, commit: string, found: FoundAtCommit): Promise<Told<null>>;
}

/** Something that was done in a repository, as its host tells of it; what is so now is asked. */
export type MappingNews =
  | { readonly kind: "mapping_pushed"; readonly repository: string; readonly branch: string }
  | {
      readonly kind: "mapping_proposed";
      readonly repository: string;
      readonly pullRequest: number;
      /** The branch that it would change. */
      readonly base: string;
      /** Its newest commit. */
      readonly commit: string;
    };

export interface HostedRepository {
  /** Its full name, as the host spells it. */
  readonly name: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
}

export type Told<Value> =
  | { readonly kind: "told"; readonly value: Value }
  /** There is no such thing, or it is not for us to see: only a person can mend that. */
  | { readonly kind: "missing"; readonly detail: string }
  /** It is to be asked again. */
  | { readonly kind: "trouble"; readonly detail: string };
