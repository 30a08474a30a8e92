import type { MappingEdit } from "../core/mapping-edit.ts";
import { err, ok, type Result } from "../core/result.ts";
import { type Change, findChange } from "./change-store.ts";
import { outdatedEdits } from "./mapping.ts";
import { type Owner, readOwner } from "./owner.ts";
import { currentPolicy } from "./policy-versions.ts";
import type { Sql } from "./sql.ts";

export type ChangeFailure =
  | { readonly reason: "no_change" }
  /** Somebody else owns what would be altered. */
  | { readonly reason: "owned"; readonly by: Owner }
  | { readonly reason: "already"; readonly state: Change["state"] }
  /** Somebody else altered these rows, or the policy, since. */
  | { readonly reason: "outdated"; readonly rows: readonly number[]; readonly policy: boolean }
  | { readonly reason: "too_late" };

/** Who makes a change: administrators by hand, or the repository that owns the mapping. */
export type Side = Exclude<Owner, "files">;

export type Outdated = Extract<ChangeFailure, { reason: "outdated" }>;

/** Why a proposal can't be applied as things are; `null`: nothing keeps it. */
export function whyNot(sql: Sql, id: number, edits: readonly MappingEdit[], side: Side): ChangeFailure | null {
  const change = findChange(sql, id);
  if (change === null) return { reason: "no_change" };
  if (change.state !== "proposed") return { reason: "already", state: change.state };
  return ownedByAnother(sql, side) ?? outdated(sql, edits, change.policyBefore);
}

export function ownedByAnother(sql: Sql, side: Side): ChangeFailure | null {
  const owner = readOwner(sql);
  return owner === side ? null : { reason: "owned", by: owner };
}

/**
 * What others have changed meanwhile; `null` when the edits still fit.
 * @param document what the policy has to be still; `null` where it doesn't matter
 */
export function outdated(sql: Sql, edits: readonly MappingEdit[], document: string | null): Outdated | null {
  const rows = outdatedEdits(sql, edits).map(({ row }) => row);
  const now = currentPolicy(sql)?.document ?? null;
  const policy = document !== null && now !== null && now !== document;
  return rows.length > 0 || policy ? { reason: "outdated", rows, policy } : null;
}

/** Carries a refusal out of a transaction, which it undoes. */
export class Refused extends Error {
  readonly failure: ChangeFailure;
  constructor(failure: ChangeFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** @param record may throw {@link Refused}: then nothing of it is stored */
export async function unlessRefused(record: () => Promise<void>): Promise<Result<null, ChangeFailure>> {
  try {
    await record();
    return ok(null);
  } catch (error) {
    if (error instanceof Refused) return err(error.failure);
    throw error;
  }
}
