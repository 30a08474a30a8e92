import type { Instant } from "../core/time.ts";
import type { AuditAction } from "./audit-action.ts";

/** Who did something: a person by their id in the helpdesk, a program by its token, or who runs the server. */
export interface Actor {
  readonly kind: "admin" | "automation" | "operator" | "system";
  /** `null` where nobody in particular is known. */
  readonly id: string | null;
  readonly name: string;
}

/** One thing that was done. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: Actor;
  /** What was done: an {@link AuditAction}, or a word of a newer version that was here before a rollback. */
  readonly action: string;
  /** To what, e.g. `change 7`. */
  readonly subject: string;
  /** Before and after, or whatever else tells it; plain values. */
  readonly detail: unknown;
  /** The hash of the entry before; of the first, {@link GENESIS}. */
  readonly previous: string;
  /** SHA-256 in hex over this entry without its hash: see {@link sealedText}. */
  readonly hash: string;
}

export interface NewAuditEntry extends Omit<AuditEntry, "seq" | "previous" | "hash"> {
  readonly action: AuditAction;
}

/** Before the first entry. */
export const GENESIS = "0".repeat(64);

export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;

export type AuditVerdict =
  | { readonly kind: "whole"; readonly entries: number; readonly head: string }
  /** The first entry that is not what was written, or is missing. */
  | { readonly kind: "broken"; readonly seq: number; readonly detail: string };

/**
 * Whether the trail is what was written: every entry hashed anew, each naming the one before. Whoever keeps the hash of
 * the newest entry elsewhere also notices a trail that was cut short or written anew from the beginning.
 */
export async function verifyAudit(entries: Iterable<AuditEntry>, sha256: Sha256): Promise<AuditVerdict> {
  let [seq, previous] = [0, GENESIS];
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) return { kind: "broken", seq, detail: `entry ${seq} is missing` };
    if (entry.previous !== previous)
      return { kind: "broken", seq, detail: `entry ${seq} doesn't follow the one before` };
    if ((await hashOf(sha256, entry)) !== entry.hash) {
      return { kind: "broken", seq, detail: `entry ${seq} was altered` };
    }
    previous = entry.hash;
  }
  return { kind: "whole", entries: seq, head: previous };
}

/** What an entry's hash is taken over: a JSON array in a fixed order, so that anybody can compute it again. */
export function sealedText({ seq, at, actor, action, subject, detail, previous }: Omit<AuditEntry, "hash">): string {
  return JSON.stringify([seq, at, [actor.kind, actor.id, actor.name], action, subject, detail, previous]);
}

export async function hashOf(sha256: Sha256, entry: Omit<AuditEntry, "hash">): Promise<string> {
  return sha256(new TextEncoder().encode(sealedText(entry)));
}
