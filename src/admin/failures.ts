import { type MappingPlace, placeWords } from "../core/mapping-place.ts";
import { assertNever } from "../core/result.ts";
import type { ChangeFailure } from "../desk/change-refusal.ts";
import { readFollowed } from "../desk/followed-repository.ts";
import type { Owner } from "../desk/owner.ts";
import type { Sql } from "../desk/sql.ts";
import type { AdminFailure } from "./deps.ts";

export const NO_SUCH_ROW: AdminFailure = {
  kind: "missing",
  reason: "no_organization",
  message: "The mapping has no such row.",
  mend: "It may have been removed: see the list.",
};

export const NO_SUCH_CHANGE: AdminFailure = {
  kind: "missing",
  reason: "no_change",
  message: "There is no such change.",
  mend: "See the list of changes.",
};

export const NO_SUCH_VERSION: AdminFailure = {
  kind: "missing",
  reason: "no_version",
  message: "There is no such version of the policy.",
  mend: "See the list of versions.",
};

export const STALE_ROW: AdminFailure = {
  kind: "stale",
  reason: "stale",
  message: "Somebody changed this row since it was read.",
  mend: "Read it again, and make the change to what is there now.",
};

const OWNED_BY_FILES: AdminFailure = {
  kind: "conflict",
  reason: "owned_by_files",
  message: "The mapping files own the mapping and the policy: here they are read-only.",
  mend: "Edit mappings/ and deploy, or take over: an administrator can own them instead.",
};

const OWNED_BY_ADMIN: AdminFailure = {
  kind: "conflict",
  reason: "owned_by_admin",
  message: "Administrators own the mapping and the policy: nothing else changes them.",
  mend: "Put them in git first: tierline mapping git --repository …",
};

const ownedByGit = (place: MappingPlace | null): AdminFailure => ({
  kind: "conflict",
  reason: "owned_by_git",
  message: `${place === null ? "A repository" : placeWords(place)} owns the mapping and the policy: here they are read-only.`,
  mend: "Change the files there, or take over: an administrator can own them instead.",
});

/** Why an owner's mapping is not to be changed by anybody else. */
export function ownedBy(sql: Sql, owner: Owner): AdminFailure {
  switch (owner) {
    case "files":
      return OWNED_BY_FILES;
    case "admin":
      return OWNED_BY_ADMIN;
    case "git":
      return ownedByGit(readFollowed(sql));
    default:
      return assertNever(owner);
  }
}

export const NOTHING_DIFFERS: AdminFailure = {
  kind: "invalid",
  reason: "nothing_differs",
  message: "Nothing would be another than it is.",
  mend: "Change something first.",
};

export const NO_DOCUMENT: AdminFailure = {
  kind: "conflict",
  reason: "no_document",
  message: "This server was started with a policy that was put together from options, which can't be edited.",
  mend: "Start it with the policy's file alone.",
};

export const invalid = (problems: NonNullable<AdminFailure["problems"]>): AdminFailure => ({
  kind: "invalid",
  reason: "invalid",
  message: problems.length === 1 ? "One thing is wrong." : `${problems.length} things are wrong.`,
  mend: "Correct what is named under problems.",
  problems: problems.slice(0, 100),
});

/** Why a change was not made, in words. */
export function refusedChange(sql: Sql, failure: ChangeFailure): AdminFailure {
  switch (failure.reason) {
    case "no_change":
      return NO_SUCH_CHANGE;
    case "owned":
      return ownedBy(sql, failure.by);
    case "already":
      return {
        kind: "conflict",
        reason: "already",
        message: `The change is ${failure.state} already, or not yet applied.`,
        mend: "Read it again.",
      };
    case "outdated":
      return {
        kind: "conflict",
        reason: "outdated",
        message: failure.policy
          ? "Somebody changed the policy since this was proposed."
          : `Somebody changed ${failure.rows.length === 1 ? "a row" : `${failure.rows.length} rows`} of it since this was proposed.`,
        mend: "Propose it anew, from what is there now.",
        problems: failure.rows.slice(0, 100).map((row) => ({ where: String(row), message: "was changed meanwhile" })),
      };
    case "too_late":
      return {
        kind: "conflict",
        reason: "too_late",
        message: "A change can be undone for 30 days.",
        mend: "Make a new change that says what should be.",
      };
  }
}
