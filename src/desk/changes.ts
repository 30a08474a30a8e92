import { inverse, type MappingEdit } from "../core/mapping-edit.ts";
import type { Policy } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import { after, hours, type Instant } from "../core/time.ts";
import type { Actor, NewAuditEntry } from "./audit.ts";
import type { AuditAction } from "./audit-action.ts";
import { recordWith } from "./audit-record.ts";
import { feedAlso } from "./change-feed.ts";
import {
  type ChangeFailure,
  type Outdated,
  outdated,
  ownedByAnother,
  Refused,
  type Side,
  unlessRefused,
  whyNot,
} from "./change-refusal.ts";
import { type Change, editsOf, findChange, insertChange, markApplied, markUndone, setPaused } from "./change-store.ts";
import type { Facts } from "./facts.ts";
import { ticketsWithoutFacts } from "./facts-rows.ts";
import { applyEdits } from "./mapping.ts";
import { addPolicyVersion } from "./policy-versions.ts";
import { type Preview, preview } from "./preview.ts";
import { writeSetting } from "./settings.ts";
import type { Sql } from "./sql.ts";

/** For so long a change can be taken back. */
export const UNDO_WITHIN = hours(30 * 24);
/** Rows of a change that the audit trail tells; the change itself has them all. */
const MOST_TOLD = 1_000;

export interface ChangesDeps {
  readonly sql: Sql;
  readonly facts: Facts;
  readonly now: () => Instant;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;
  /** Makes a policy of a document that was checked when it was proposed. */
  readonly compile: (document: string) => Policy;
  /** The policy in force, and the document it was made of. */
  readonly inForce: () => { readonly policy: Policy; readonly document: string };
  /** After a change was applied: the Desk goes on with the policy that is in force now. */
  readonly applied: () => void;
}

export interface Alterations {
  readonly edits: readonly MappingEdit[];
  /** The whole document of a new policy, checked; `null` leaves the policy as it is. */
  readonly policy: string | null;
  readonly note: string;
}

/** As what a change is told, and what is stored with it. */
export interface Occasion {
  readonly side: Side;
  readonly action: AuditAction;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Within the change's own transaction. */
  readonly store: (change: number) => void;
}

const BY_HAND: Occasion = { side: "admin", action: "change.applied", detail: {}, store: () => undefined };

/**
 * The one way to alter the mapping or the policy: proposed with what it would do, applied, and for thirty days taken
 * back. Whatever alters something is in the audit trail, in the same transaction as what it tells of.
 */
export class Changes {
  readonly #deps: ChangesDeps;
  /** One is applied after the other: what the second does is worked out with the first in force. */
  #applying: Promise<unknown> = Promise.resolve();

  constructor(deps: ChangesDeps) {
    this.#deps = deps;
  }

  /** Stores a proposal and says what it would do. Alters nothing else. */
  async propose(
    { edits, policy, note }: Alterations,
    proposedBy: Actor,
    undoes: number | null = null,
    side: Side = "admin",
  ): Promise<Result<Change, ChangeFailure>> {
    const { sql, now, inForce } = this.#deps;
    const owned = ownedByAnother(sql, side);
    if (owned !== null) return err(owned);
    const { document } = inForce();
    const changed = policy === document ? null : policy;
    const seen = await this.#preview(edits, changed);
    const policyBefore = changed === null ? null : document;
    const proposal = {
      proposedAt: now(),
      proposedBy,
      note,
      undoes,
      policy: changed,
      policyBefore,
      edits,
      preview: seen,
    };
    return ok(sql.transaction(() => insertChange(sql, proposal)));
  }

  /** What it would do, without storing anything. */
  preview({ edits, policy }: Pick<Alterations, "edits" | "policy">): Promise<Preview> {
    return this.#preview(edits, policy);
  }

  /** Makes the change. What it does to the tickets is worked out anew: more may have come since it was proposed. */
  apply(id: number, actor: Actor, occasion: Occasion = BY_HAND): Promise<Result<Change, ChangeFailure>> {
    const applied = this.#applying.then(() => this.#apply(id, actor, occasion));
    this.#applying = applied.catch(() => undefined);
    return applied;
  }

  async #apply(id: number, actor: Actor, occasion: Occasion): Promise<Result<Change, ChangeFailure>> {
    const { sql, facts, now, sha256 } = this.#deps;
    const change = findChange(sql, id);
    if (change === null) return err({ reason: "no_change" });
    const edits = editsOf(sql, id);
    // Told early where nothing would come of it; asked again inside the transaction.
    const { side, action } = occasion;
    const failure = whyNot(sql, id, edits, side);
    if (failure !== null) return err(failure);
    // Tickets that are decided while the others are previewed are decided by what is in force until now.
    const watch = facts.watch();
    try {
      const seen = await this.#preview(edits, change.policy);
      const at = now();
      const told = { note: change.note, undoes: change.undoes, rows: edits.length, edits: edits.slice(0, MOST_TOLD) };
      const policy = change.policy === null ? {} : { policy: { before: change.policyBefore, after: change.policy } };
      const subject = `change ${id}`;
      const entry: NewAuditEntry = { at, actor, action, subject, detail: { ...occasion.detail, ...told, ...policy } };
      const outcome = await unlessRefused(() =>
        recordWith(sql, sha256, entry, () => {
          const refusal = whyNot(sql, id, edits, side);
          if (refusal !== null) throw new Refused(refusal);
          this.#make(change, edits, seen, actor, at);
          occasion.store(id);
          feedAlso(sql, id, [...watch.seen, ...ticketsWithoutFacts(sql)]);
        }),
      );
      if (!outcome.ok) return outcome;
    } finally {
      watch.end();
    }
    this.#deps.applied();
    return this.#find(id);
  }

  #make(change: Change, edits: readonly MappingEdit[], seen: Preview, actor: Actor, at: Instant): void {
    const { sql, compile } = this.#deps;
    const { id, note, policy, undoes } = change;
    applyEdits(sql, edits);
    if (policy !== null) {
      const { version } = compile(policy);
      // The Desk is not to look at every ticket because of it: those that differ are fed to it.
      writeSetting(sql, "policy_version", version);
      addPolicyVersion(sql, { version, document: policy, author: actor.name, note, since: at, changeId: id });
    }
    markApplied(sql, id, seen, edits.length, at);
    if (undoes !== null) markUndone(sql, undoes);
  }

  /** Proposes the opposite of a change that was applied: it is previewed and applied like any other. */
  async undo(id: number, actor: Actor): Promise<Result<Change, ChangeFailure>> {
    const { sql, now } = this.#deps;
    const change = findChange(sql, id);
    if (change === null) return err({ reason: "no_change" });
    if (change.state !== "applied" || change.appliedAt === null) return err({ reason: "already", state: change.state });
    if (after(change.appliedAt, UNDO_WITHIN) < now()) return err({ reason: "too_late" });
    const edits = editsOf(sql, id).map(inverse);
    const stale = outdated(sql, edits, change.policyBefore === null ? null : change.policy);
    if (stale !== null) return err(stale);
    return this.propose({ edits, policy: change.policyBefore, note: `Undo of change ${id}` }, actor, id);
  }

  /** Holds back the tickets that haven't been brought up to date yet, or lets them go on. */
  async pause(id: number, paused: boolean, actor: Actor): Promise<Result<Change, ChangeFailure>> {
    const { sql, now, sha256 } = this.#deps;
    const change = findChange(sql, id);
    if (change === null) return err({ reason: "no_change" });
    if (change.state !== "applied") return err({ reason: "already", state: change.state });
    const action = paused ? "change.paused" : "change.resumed";
    const entry: NewAuditEntry = { at: now(), actor, action, subject: `change ${id}`, detail: {} };
    await recordWith(sql, sha256, entry, () => setPaused(sql, id, paused));
    this.#deps.applied();
    return this.#find(id);
  }

  #find(id: number): Result<Change, ChangeFailure> {
    const change = findChange(this.#deps.sql, id);
    return change === null ? err({ reason: "no_change" }) : ok(change);
  }

  #preview(edits: readonly MappingEdit[], document: string | null): Promise<Preview> {
    const { sql, facts, now, compile, inForce } = this.#deps;
    const from = inForce().policy;
    return preview(sql, facts, { edits, from, to: document === null ? from : compile(document) }, now());
  }

  /** What others have changed since it was proposed; `null` when it still fits. */
  outdated(change: Change): Outdated | null {
    const { sql } = this.#deps;
    return change.state === "proposed" ? outdated(sql, editsOf(sql, change.id), change.policyBefore) : null;
  }
}
