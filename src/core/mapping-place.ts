/** Where in git the mapping files stand. */
export interface MappingPlace {
  /** The repository's full name, e.g. `acme/support-contracts`. */
  readonly repository: string;
  readonly branch: string;
  /** Within the repository; empty for its root. */
  readonly folder: string;
}

/** One commit: what the mapping files say at one moment, and who said so. */
export interface MappingCommit {
  readonly sha: string;
  /** As the commit names its author, who may be anybody: git proves nothing. */
  readonly author: string;
  /** Their account on the host, where it knows one. */
  readonly login: string | null;
  /** The first line of the commit's message. */
  readonly subject: string;
  /** Where the host shows it to people; `null` where it doesn't say. */
  readonly url: string | null;
}

export const samePlace = (one: MappingPlace, other: MappingPlace): boolean =>
  one.repository.toLowerCase() === other.repository.toLowerCase() &&
  one.branch === other.branch &&
  one.folder === other.folder;

/** `acme/support-contracts, branch main`, with the folder where there is one. */
export const placeWords = ({ repository, branch, folder }: MappingPlace): string =>
  `${repository}, branch ${branch}${folder === "" ? "" : `, folder ${folder}`}`;

/** `Mara Lind (mara)`. */
export const authorWords = ({ author, login }: Pick<MappingCommit, "author" | "login">): string =>
  login === null || login === author ? author : `${author} (${login})`;

/** A commit's id as people write it. */
export const shortSha = (sha: string): string => sha.slice(0, 7);
