import { formatInstant, type Instant } from "../core/time.ts";

/** What a kind of failure means to whoever sets an account up. */
export interface Meaning<Reason> {
  readonly reason: Reason;
  /** What happened, for failures that don't say. */
  readonly told?: string;
  /** What a person can do about it; `{until}` stands for the time before which nothing may be sent. */
  readonly mend: string;
}

interface Failed<Kind> {
  readonly kind: Kind;
  readonly detail?: string;
  readonly until?: Instant;
}

interface Explained<Reason> {
  readonly reason: Reason;
  readonly message: string;
  readonly mend: string;
}

/** Makes what tells a failed call as a sentence and a way out. */
export const explaining =
  <Kind extends string, Reason>(meanings: Readonly<Record<Kind, Meaning<Reason>>>) =>
  (doing: string, { kind, detail, until }: Failed<Kind>): Explained<Reason> => {
    const { reason, told, mend } = meanings[kind];
    const message = `Could not ${doing}: ${detail ?? told ?? kind}`;
    return { reason, message, mend: until === undefined ? mend : mend.replace("{until}", formatInstant(until)) };
  };
