import type { Terms } from "../../../src/account/deps.ts";
import type { HelpdeskKind } from "../../../src/desk-id.ts";
import { Weather } from "../weather.ts";
import type { Wording } from "./files.ts";
import { MAPPING_FAULTS, type MappingFault } from "./weather.ts";

/** A commit as those know it who made it. */
export interface Pushed {
  readonly sha: string;
  readonly wording: Wording;
  /** What has to be in force by it; `null` for one of which nothing may be taken. */
  readonly terms: Terms | null;
  readonly fault: MappingFault | null;
}

/** What the branch pointed to, from then until the next. */
export interface Head {
  readonly pushed: Pushed;
  readonly forced: boolean;
  readonly at: number;
}

/** How an account came to deal with a commit. */
export interface Taking {
  readonly sha: string;
  readonly outcome: "applied" | "refused";
}

/** What an account has done with the commits, as its database said each time. */
export interface Following {
  /** The place among the heads of the newest one that it dealt with; -1 before the first. */
  at: number;
  inForce: Pushed | null;
  readonly takings: Taking[];
}

/** The history of the branch that owns the mapping, and how far each account has come with it. */
export class MappingBook {
  readonly heads: Head[] = [];
  readonly weather: Weather<MappingFault>;
  readonly random: () => number;
  readonly #followings = new Map<HelpdeskKind, Following>();
  readonly #told = new Set<string>();

  /** @param concern a generator for each concern */
  constructor(concern: (number: number) => () => number) {
    this.random = concern(13);
    this.weather = new Weather(concern(14), MAPPING_FAULTS);
  }

  of(account: HelpdeskKind): Following {
    const known = this.#followings.get(account) ?? { at: -1, inForce: null, takings: [] };
    this.#followings.set(account, known);
    return known;
  }

  get head(): Head {
    const head = this.heads.at(-1);
    if (head === undefined) throw new Error("nobody has pushed yet");
    return head;
  }

  pushed(sha: string): Pushed | null {
    return this.heads.find((head) => head.pushed.sha === sha)?.pushed ?? null;
  }

  /** The place of this commit among the heads that this account has not come to yet; -1: it has none. */
  placeOf(account: HelpdeskKind, sha: string): number {
    const { at } = this.of(account);
    return this.heads.findIndex(({ pushed }, place) => place > at && pushed.sha === sha);
  }

  /** An account has stored what became of a commit. */
  took(account: HelpdeskKind, { sha, outcome }: Taking): void {
    const { weather } = this;
    const following = this.of(account);
    const place = this.placeOf(account, sha);
    const head = this.heads[place];
    if (head === undefined) return;
    if (head.pushed.fault !== null) weather.effective(head.pushed.fault);
    if (head.forced) weather.effective("mapping: branch forced back");
    const passed = this.heads.slice(following.at + 1, place);
    if (passed.some(({ at }) => head.at - at < 1000)) weather.effective("mapping: several commits within a second");
    following.at = place;
    following.takings.push({ sha, outcome });
    if (outcome === "applied") following.inForce = head.pushed;
  }

  /** How often an account has dealt with a commit. */
  get taken(): number {
    return [...this.#followings.values()].reduce((sum, { takings }) => sum + takings.length, 0);
  }

  /** A push event comes to the process; whether it came before, and whether it tells of what is there now. */
  told(sha: string): { readonly again: boolean; readonly newest: boolean } {
    const again = this.#told.has(sha);
    this.#told.add(sha);
    return { again, newest: this.head.pushed.sha === sha };
  }

  wasTold(sha: string): boolean {
    return this.#told.has(sha);
  }
}
