import { stamp } from "../stamp.ts";
import type { Happening } from "./events.ts";
import type { Account, App, Issue, Repository, State } from "./state.ts";

/** What is read but never changed by a request, and GitHub itself. */
export interface World {
  /** Where the REST API is, without a trailing slash: `https://api.github.com`. */
  readonly apiOrigin: string;
  /** Where the pages are, without a trailing slash: `https://github.com`. */
  readonly webOrigin: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly delay: (ms: number, run: () => void) => void;
  readonly state: State;
  /** Whether JWTs and tokens expire. */
  readonly expiry: boolean;
  /** Hands what happened to the webhooks. */
  readonly publish: (happening: Happening) => void;
}

/** Who acts: a person, or an App as its bot. */
export interface Actor {
  readonly user: Account;
  readonly app: App | null;
}

/** The time stamp of this moment, in whole seconds. */
export function stampNow(world: World): string {
  return stamp(world.now());
}

export function accountNamed(world: World, login: string): Account | undefined {
  return world.state.accounts.get(login.toLowerCase());
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** The repository that is called so today; names are compared without case. */
export function repositoryNamed(world: World, name: string): Repository | undefined {
  const wanted = name.toLowerCase();
  return [...world.state.repositories.values()].find((one) => fullName(one).toLowerCase() === wanted);
}

/** The repository that was called so, when nothing else is today. */
export function repositoryFormerly(world: World, name: string): Repository | undefined {
  return [...world.state.repositories.values()].find((one) => one.formerNames.has(name.toLowerCase()));
}

/** `owner/name#12`. */
export function issueRefOf({ repository, number }: Issue): string {
  return `${fullName(repository)}#${number}`;
}
