import type { DeskId } from "../core/id.ts";
import { type MappingPlace, samePlace } from "../core/mapping-place.ts";
import type { Instant } from "../core/time.ts";
import type { Sql } from "../desk/sql.ts";
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

/** Who follows which places, and how far the account that reads them has come. */
export class MappingProgress {
  readonly #sql: Sql;
  #dueAt: Instant | null = null;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Takes up where it was left. */
  open(): void {
    this.#dueAt = readPulls(this.#sql).dueAt;
  }

  /** When to ask next; `null`: when something is told. */
  get dueAt(): Instant | null {
    return this.#dueAt;
  }

  get followers(): readonly Follower[] {
    return readFollowers(this.#sql);
  }

  get proposed(): readonly Proposed[] {
    return readPulls(this.#sql).proposed;
  }

  /** `null`: nothing is known of it yet. */
  at(place: MappingPlace): PlaceState | null {
    return readPulls(this.#sql).places.find((one) => samePlace(one.place, place)) ?? null;
  }

  save(change: Partial<Pulls>): void {
    // Known also where the database fails: it is not asked again at once, and told of nothing in vain.
    if (change.dueAt !== undefined) this.#dueAt = change.dueAt;
    savePulls(this.#sql, { ...readPulls(this.#sql), ...change });
  }

  saveAt(place: MappingPlace, change: Partial<PlaceState>): void {
    const { places } = readPulls(this.#sql);
    const known = places.find((one) => samePlace(one.place, place));
    const state = { place, newest: null, done: false, trouble: null, ...known, ...change };
    this.save({ places: [...places.filter((one) => one !== known), state] });
  }

  /** What is wrong at a place, for as long as anything has been. */
  troubleAt(place: MappingPlace, detail: string, now: Instant): NonNullable<PlaceState["trouble"]> {
    return { detail, since: this.at(place)?.trouble?.since ?? now };
  }

  /** The next bundle's place among all that are made here; by the clock, and never less than the one before. */
  nextOrder(now: Instant): number {
    const order = Math.max(now, readPulls(this.#sql).order + 1);
    this.save({ order });
    return order;
  }

  isFollowing(desk: DeskId, place: MappingPlace): boolean {
    return this.followers.some((one) => one.desk === desk && samePlace(one.place, place));
  }

  /** Takes a follower on, who gets what the next pull finds. Asked twice, it is done once. */
  enlist({ repository, branch, folder }: MappingPlace, desk: DeskId): void {
    const place = { repository, branch, folder };
    if (this.isFollowing(desk, place)) return;
    this.#sql.transaction(() => {
      saveFollowers(this.#sql, [...this.followers.filter((one) => one.desk !== desk), { desk, place }]);
      this.saveAt(place, { done: false });
    });
  }

  drop(desk: DeskId): void {
    const followers = this.followers.filter((one) => one.desk !== desk);
    const places = placesOf(followers);
    this.#sql.transaction(() => {
      saveFollowers(this.#sql, followers);
      const kept = readPulls(this.#sql).places.filter(({ place }) => places.some((one) => samePlace(one, place)));
      this.save({ places: kept, ...(followers.length === 0 ? { dueAt: null, proposed: [] } : {}) });
    });
  }
}
