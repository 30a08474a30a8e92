import { matchContracts } from "../../mappings/match-contracts.ts";
import type { MappingInGitShown } from "../api/policy.ts";
import type { MappingEdit } from "../core/mapping-edit.ts";
import { authorWords, type MappingCommit, type MappingPlace, samePlace, shortSha } from "../core/mapping-place.ts";
import type { Contract } from "../core/organization.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import type { Actor, NewAuditEntry } from "../desk/audit.ts";
import { recordWith } from "../desk/audit-record.ts";
import { countsOf } from "../desk/change-store.ts";
import type { Occasion } from "../desk/changes.ts";
import { type FollowedRepository, readFollowed } from "../desk/followed-repository.ts";
import { newRows } from "../desk/mapping.ts";
import { everyOrganization } from "../desk/organizations.ts";
import { readOwner } from "../desk/owner.ts";
import { readTaken, saveTaken, type TakenCommits } from "../desk/taken-commit.ts";
import type { BundledMapping, MappingBundle, RefusedMapping } from "../git-mapping/bundle.ts";
import type { MappingInForce } from "../git-mapping/report.ts";
import type { TicketEffect } from "../git-mapping/tickets-section.ts";
import { showDifference } from "./change-view.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { refusedChange } from "./failures.ts";

/** What became of a commit at one account. */
export type Taken =
  /** `change` is `null` where its mapping was in force already. */
  | { readonly kind: "applied"; readonly change: number | null }
  | { readonly kind: "refused" }
  /** It, or a later one, was dealt with before. */
  | { readonly kind: "known" }
  /** The account's mapping is no longer owned by this place. */
  | { readonly kind: "not_following" }
  /** It is to be tried again. */
  | { readonly kind: "failed"; readonly message: string };

/** What a mapping would change at one account. */
export interface Foreseen {
  readonly before: MappingInForce;
  readonly tickets: TicketEffect;
}

/** Tickets that are told of; the rest is counted. */
const MOST_TICKETS = 50;

/** The side of an account that takes its mapping from a repository, commit by commit. */
export class MappingFromGit {
  readonly #deps: AdminDeps;
  /** One commit after the other: what a later one alters is worked out with the earlier in force. */
  #taking: Promise<unknown> = Promise.resolve();

  constructor(deps: AdminDeps) {
    this.#deps = deps;
  }

  /** Applies what a commit says as one change, or keeps why not. Asked twice, it is done once. */
  take(bundle: MappingBundle): Promise<Taken> {
    const taken = this.#taking.then(() => this.#take(bundle));
    this.#taking = taken.catch(() => undefined);
    return taken;
  }

  /** What this mapping would change here; nothing is stored. `null` where the account doesn't follow the place. */
  async foresee(place: MappingPlace, mapping: BundledMapping): Promise<Foreseen | null> {
    const { sql, changes, inForce } = this.#deps;
    if (this.#followed(place) === null) return null;
    const rows = [...everyOrganization(sql)];
    const { edits } = editsTo(mapping.contracts, rows, (count) =>
      Array.from({ length: count }, (_, index) => -1 - index),
    );
    const policy = mapping.document === inForce.document ? null : mapping.document;
    const before = { document: inForce.document, contracts: rows.map(({ contract }) => contract) };
    const preview = await changes.preview({ edits, policy });
    const tickets = preview.differences
      .toSorted((one, other) => Number(other.turnsLate) - Number(one.turnsLate))
      .slice(0, MOST_TICKETS)
      .map(showDifference);
    return { before, tickets: { counts: countsOf(preview, edits.length), tickets } };
  }

  /** The repository and its commits, for people; `null` where git doesn't own the mapping. */
  shown(): MappingInGitShown | null {
    return mappingInGit(this.#deps.sql);
  }

  async #take(bundle: MappingBundle): Promise<Taken> {
    const { sql } = this.#deps;
    if (this.#followed(bundle.place) === null) return { kind: "not_following" };
    const before = readTaken(sql);
    if (before !== null && (before.newest === bundle.commit.sha || before.order >= bundle.order)) {
      return { kind: "known" };
    }
    const { says } = bundle;
    return says.kind === "refused" ? this.#refuse(bundle, says, before) : this.#apply(bundle, says);
  }

  async #refuse(bundle: MappingBundle, says: RefusedMapping, before: TakenCommits | null): Promise<Taken> {
    const { sql, now, hashing } = this.#deps;
    const { commit, order } = bundle;
    const at = now();
    const { problems, problemCount } = says;
    const refused = { ...commit, at, problems, problemCount };
    const subject = `commit ${shortSha(commit.sha)}`;
    const entry: NewAuditEntry = {
      ...{ at, actor: actorOf(commit), action: "mapping.refused", subject },
      detail: { ...told(bundle), problemCount, problems },
    };
    await recordWith(sql, hashing.sha256, entry, () =>
      saveTaken(sql, { order, newest: commit.sha, inForce: before?.inForce ?? null, refused }),
    );
    return { kind: "refused" };
  }

  async #apply(bundle: MappingBundle, mapping: BundledMapping): Promise<Taken> {
    const { sql, now, hashing, inForce, changes } = this.#deps;
    const { commit, order, place } = bundle;
    const fresh = (count: number) => newRows(sql, count);
    const { edits, counts } = editsTo(mapping.contracts, [...everyOrganization(sql)], fresh);
    const policy = mapping.document === inForce.document ? null : mapping.document;
    const actor = actorOf(commit);
    const detail = { ...told(bundle), organizations: counts };
    const store = (at: Instant) =>
      saveTaken(sql, { order, newest: commit.sha, inForce: { ...commit, at }, refused: null });
    if (edits.length === 0 && policy === null) {
      const at = now();
      const subject = `commit ${shortSha(commit.sha)}`;
      const entry: NewAuditEntry = { at, actor, action: "mapping.pulled", subject, detail };
      await recordWith(sql, hashing.sha256, entry, () => store(at));
      return { kind: "applied", change: null };
    }
    const note = `${place.repository}@${shortSha(commit.sha)}: ${commit.subject}`;
    const proposed = await changes.propose({ edits, policy, note }, actor, null, "git");
    if (!proposed.ok) return this.#failed(refusedChange(sql, proposed.failure));
    const { id, counts: tickets } = proposed.value;
    const occasion: Occasion = {
      ...{ side: "git", action: "mapping.pulled", detail: { ...detail, tickets } },
      store: () => store(now()),
    };
    const applied = await changes.apply(id, actor, occasion);
    return applied.ok ? { kind: "applied", change: id } : this.#failed(refusedChange(sql, applied.failure));
  }

  #failed({ message }: AdminFailure): Taken {
    return { kind: "failed", message };
  }

  #followed(place: MappingPlace): FollowedRepository | null {
    const { sql } = this.#deps;
    const followed = readOwner(sql) === "git" ? readFollowed(sql) : null;
    return followed !== null && samePlace(followed, place) ? followed : null;
  }
}

/** For the policy as it is shown, and for health. */
export function mappingInGit(sql: AdminDeps["sql"]): MappingInGitShown | null {
  const followed = readOwner(sql) === "git" ? readFollowed(sql) : null;
  if (followed === null) return null;
  const { repository, branch, folder } = followed;
  const { inForce = null, refused = null } = readTaken(sql) ?? {};
  return {
    ...{ repository, branch, folder },
    inForce: inForce === null ? null : { ...inForce, at: formatInstant(inForce.at) },
    refused: refused === null ? null : { ...refused, at: formatInstant(refused.at), problems: [...refused.problems] },
  };
}

/** A person whom git names, and Tierline in their place: a commit's author is whoever it says. */
const actorOf = (commit: MappingCommit): Actor => ({
  kind: "system",
  id: commit.sha,
  name: `${authorWords(commit)}, by git`,
});

const told = ({ place, commit }: MappingBundle) => ({ ...place, commit });

interface Row {
  readonly row: number;
  readonly contract: Contract;
}

/** The edits after which the mapping is these contracts and no others. */
function editsTo(
  contracts: readonly Contract[],
  rows: readonly Row[],
  fresh: (count: number) => readonly number[],
): {
  readonly edits: readonly MappingEdit[];
  readonly counts: { readonly added: number; readonly altered: number; readonly removed: number };
} {
  const { altered, added, left } = matchContracts(rows, contracts);
  const numbers = added.length === 0 ? [] : fresh(added.length);
  return {
    edits: [
      ...altered.map(({ row, after }) => ({ row: row.row, before: row.contract, after })),
      ...added.map((after, index) => ({ row: numbers[index] ?? 0, before: null, after })),
      ...left.map(({ row, contract }) => ({ row, before: contract, after: null })),
    ],
    counts: { added: added.length, altered: altered.length, removed: left.length },
  };
}
