import * as z from "zod";
import type { DeskId } from "../core/id.ts";
import { type MappingPlace, samePlace } from "../core/mapping-place.ts";
import { type Instant, instant } from "../core/time.ts";
import { readSetting, writeSetting } from "../desk/settings.ts";
import type { Sql } from "../desk/sql.ts";

/** An account that takes its mapping from a place in git. */
export interface Follower {
  readonly desk: DeskId;
  readonly place: MappingPlace;
}

/** How far it has come with one place. */
export interface PlaceState {
  readonly place: MappingPlace;
  /** The commit that was read last; `null`: none yet. */
  readonly newest: string | null;
  /** Whether every follower has dealt with it. */
  readonly done: boolean;
  readonly trouble: { readonly detail: string; readonly since: Instant } | null;
}

/** A pull request that is to be answered. */
export interface Proposed {
  readonly repository: string;
  readonly pullRequest: number;
  readonly base: string;
  readonly commit: string;
  readonly attempts: number;
}

export interface Pulls {
  /** When to ask next; `null`: when something is told. */
  readonly dueAt: Instant | null;
  /** Of the bundle that was made last. */
  readonly order: number;
  readonly places: readonly PlaceState[];
  readonly proposed: readonly Proposed[];
}

const NO_PULLS: Pulls = { dueAt: null, order: 0, places: [], proposed: [] };

const placeSchema = z.object({ repository: z.string(), branch: z.string(), folder: z.string() });
const deskSchema = z.string().transform((id) => id as DeskId);
const instantSchema = z.number().transform(instant);
const followersSchema = z.array(z.object({ desk: deskSchema, place: placeSchema }));
const pullsSchema = z.object({
  dueAt: instantSchema.nullable(),
  order: z.number(),
  places: z.array(
    z.object({
      place: placeSchema,
      newest: z.string().nullable(),
      done: z.boolean(),
      trouble: z.object({ detail: z.string(), since: instantSchema }).nullable(),
    }),
  ),
  proposed: z.array(
    z.object({
      repository: z.string(),
      pullRequest: z.number(),
      base: z.string(),
      commit: z.string(),
      attempts: z.number(),
    }),
  ),
});

export function readFollowers(sql: Sql): readonly Follower[] {
  const text = readSetting(sql, "mapping_followers");
  return text === null ? [] : followersSchema.parse(JSON.parse(text));
}

export function saveFollowers(sql: Sql, followers: readonly Follower[]): void {
  writeSetting(sql, "mapping_followers", followers.length === 0 ? null : JSON.stringify(followers));
}

export function readPulls(sql: Sql): Pulls {
  const text = readSetting(sql, "mapping_pulls");
  return text === null ? NO_PULLS : pullsSchema.parse(JSON.parse(text));
}

export function savePulls(sql: Sql, pulls: Pulls): void {
  writeSetting(sql, "mapping_pulls", JSON.stringify(pulls));
}

/** The places that anybody follows, each once. */
export function placesOf(followers: readonly Follower[]): readonly MappingPlace[] {
  const places: MappingPlace[] = [];
  for (const { place } of followers) if (!places.some((one) => samePlace(one, place))) places.push(place);
  return places;
}
