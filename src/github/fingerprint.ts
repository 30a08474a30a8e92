import type { Severity } from "../core/policy.ts";
import type { Instant } from "../core/time.ts";
import type { Hashing } from "../http/hashing.ts";

/** The parts of an issue that a decision is made from and that a list of issues tells, too. */
export interface Facts {
  readonly title: string;
  readonly form: Severity | null;
  readonly state: string;
  readonly stateReason: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly comments: number;
  readonly isPrivate: boolean;
  /** By this alone the list tells that a comment was edited, ours too, or one deleted and another written. */
  readonly updatedAt: Instant;
}

/** Names an issue by what a decision is made from. */
export type Fingerprint = (facts: Facts) => Promise<string>;

/**
 * After a write it is made of what the parts must be by our own changes, so that whatever somebody else did meanwhile
 * is found by the sweep. A hash: nothing of the issue can be read from it.
 */
export function createFingerprint(hashing: Hashing): Fingerprint {
  const sorted = (names: readonly string[]) => names.map((name) => name.toLowerCase()).sort();
  return async ({ title, form, state, stateReason, labels, assignees, comments, isPrivate, updatedAt }) => {
    const parts = [title, form, state, stateReason, sorted(labels), sorted(assignees), comments, isPrivate, updatedAt];
    return (await hashing.sha256(new TextEncoder().encode(JSON.stringify(parts)))).slice(0, 24);
  };
}
