import { err, ok, type Result } from "../core/result.ts";
import type { Call, ZendeskClient } from "./client.ts";
import type { Piece } from "./connection.ts";
import { explain, type SetupFailure } from "./explain.ts";

/** One thing that `connect` or `disconnect` did, found, or would do; for people to read in order. */
export interface Step {
  readonly kind:
    | "checked"
    | "created"
    | "adopted"
    | "kept"
    | "repaired"
    | "would_create"
    | "would_repair"
    | "removed"
    | "would_remove"
    | "already_gone"
    | "left"
    | "warning";
  readonly what: string;
  readonly id: string | null;
  readonly detail: string;
}

/** Stands in the description of everything that Tierline creates, so a run that broke off still knows its own work. */
const SIGNATURE = "Created by Tierline.";
export const signed = (description: string): string => `${description} ${SIGNATURE}`;
export const isSigned = (description: string | null | undefined): boolean => description?.includes(SIGNATURE) ?? false;

/** Something in the account that Tierline needs, and how to find, make and mend it. */
export interface Wanted<Found extends { readonly id: string }> {
  readonly what: string;
  readonly found: Found | null;
  /** What was known of it before this run. */
  readonly previous: Piece | null;
  /** Whether it bears our signature. */
  readonly ours: (found: Found) => boolean;
  /** Why something of that name can't be used, with what to do; `null` when it can. */
  readonly unfit: (found: Found) => SetupFailure | null;
  /** What has to be mended about it, and the call that does; `null` when it is right. */
  readonly repair: (found: Found) => { readonly detail: string; readonly call: Call<unknown> } | null;
  readonly create: () => Call<Found>;
}

/** Where the steps of a run are noted down, and whether it may change anything. */
export interface Run {
  readonly client: ZendeskClient;
  readonly dryRun: boolean;
  readonly steps: Step[];
}

/** Stands for what a dry run doesn't create. */
const PLANNED: Piece = { id: "planned", origin: "created" };

/** Finds it among what the account has, or makes it; run again, it changes nothing. */
export async function ensure<Found extends { readonly id: string }>(
  { client, dryRun, steps }: Run,
  wanted: Wanted<Found>,
): Promise<Result<Piece, SetupFailure>> {
  const { what, found, previous } = wanted;
  if (found === null) {
    if (dryRun) {
      steps.push({ kind: "would_create", what, id: null, detail: "does not exist yet" });
      return ok(PLANNED);
    }
    const created = await client.call(wanted.create());
    if (created.kind !== "ok") return err(explain(`create the ${what}`, created));
    const { id } = created.value;
    steps.push({ kind: "created", what, id, detail: "did not exist" });
    return ok({ id, origin: "created" });
  }

  const unfit = wanted.unfit(found);
  if (unfit !== null) return err(unfit);
  const { id } = found;
  const known = previous?.id === id ? previous.origin : null;
  const origin = known ?? (wanted.ours(found) ? "created" : "adopted");
  const repair = wanted.repair(found);
  if (repair === null) {
    const kind = known === null && origin === "adopted" ? "adopted" : "kept";
    steps.push({ kind, what, id, detail: "was there and is right" });
    return ok({ id, origin });
  }
  if (!dryRun) {
    const repaired = await client.call(repair.call);
    if (repaired.kind !== "ok") return err(explain(`repair the ${what}`, repaired));
  }
  steps.push({ kind: dryRun ? "would_repair" : "repaired", what, id, detail: repair.detail });
  return ok({ id, origin });
}

export interface Removal {
  readonly what: string;
  readonly piece: Piece;
  readonly call: Call<unknown>;
  /** What becomes of it, in words. */
  readonly how: string;
}

/** Takes back what `connect` created; what it found there stays. */
export async function remove(
  { client, dryRun, steps }: Run,
  { what, piece: { id, origin }, call, how }: Removal,
): Promise<Result<null, SetupFailure>> {
  const note = (kind: Step["kind"], detail: string) => {
    steps.push({ kind, what, id, detail });
    return ok(null);
  };
  if (origin === "adopted") return note("left", "was there before Tierline");
  if (dryRun) return note("would_remove", how);
  const outcome = await client.call(call);
  if (outcome.kind === "ok") return note("removed", how);
  if (outcome.kind === "not_found") return note("already_gone", "was removed before");
  return err(explain(`remove the ${what}`, outcome));
}
