import { createHash } from "node:crypto";
import type { Facts } from "../../emulator/records/ticket.ts";
import type { HelpdeskKind } from "../../src/desk-id.ts";
import type { GithubHappening } from "./github/happening.ts";
import type { Claim } from "./mail.ts";

/** A ticket as it stood around a write of ours. */
export interface Standing {
  readonly facts: Facts;
  readonly comments: number;
  readonly publicComments: number;
}

/** What happened between the system and its world, each with its virtual time. Everything that is checked is one of these. */
export type Happening =
  | { readonly kind: "began"; readonly life: number; readonly terms: number }
  | { readonly kind: "died"; readonly life: number }
  | { readonly kind: "mapped"; readonly life: number | null; readonly terms: number }
  | { readonly kind: "jumped"; readonly skewMs: number }
  | { readonly kind: "mode"; readonly mode: "shadow" | "live" }
  | { readonly kind: "acted"; readonly who: string; readonly what: string; readonly ticket: number | string | null }
  | {
      readonly kind: "sent";
      readonly call: number;
      readonly life: number;
      readonly method: string;
      readonly path: string;
      /** The one ticket that the call is about. */
      readonly ticket: number | null;
      /** All that it is about: one, or many, or none. */
      readonly tickets: readonly number[];
    }
  /** A write of ours took effect, whether or not we shall be told. */
  | {
      readonly kind: "effect";
      readonly call: number;
      readonly life: number;
      readonly ticket: number;
      /** The number of the terms in force in that life when the ticket was last read. */
      readonly terms: number;
      readonly before: Standing;
      readonly after: Standing;
      readonly notes: readonly string[];
      /** A property was left out on the way. */
      readonly tampered: boolean;
    }
  /** A job of ours came to a ticket and could not write it. */
  | { readonly kind: "left"; readonly call: number; readonly ticket: number }
  | {
      readonly kind: "answered";
      readonly call: number;
      readonly life: number;
      readonly ticket: number | null;
      /** `null`: the connection broke, or the caller gave up. */
      readonly status: number | null;
      readonly retryAfter: string | null;
      readonly fault: string | null;
    }
  | {
      readonly kind: "received";
      readonly life: number;
      readonly digest: string;
      readonly claim: Claim;
      /** The ticket that it tells of, and whether of nothing but a write of ours. */
      readonly ticket: number | string | null;
      readonly own: boolean;
      readonly status: number;
      readonly said: string | null;
      /** Whether it was on disk before it came, and when it was answered. */
      readonly before: boolean;
      readonly stored: boolean;
    }
  | { readonly kind: "looked"; readonly life: number; readonly ticket: number; readonly outcome: string }
  /** An account has stored what became of a commit of the mapping. */
  | {
      readonly kind: "mapping taken";
      readonly life: number;
      readonly account: HelpdeskKind;
      readonly sha: string;
      readonly outcome: "applied" | "refused";
      readonly inForce: string | null;
    }
  /** One account called where another is at home. */
  | { readonly kind: "strayed"; readonly from: string; readonly to: string }
  | GithubHappening
  /** An exception where none should be. */
  | { readonly kind: "threw"; readonly life: number; readonly where: string; readonly error: string };

export type Told = Happening & { readonly at: number };

/** Everything that happened, as one number that two runs of the same seed share, and the last of it in full. */
export class History {
  readonly #hash = createHash("sha256");
  readonly #lines: string[] | null;
  #length = 0;

  /** @param keep whether every line is kept, to be printed */
  constructor(keep: boolean) {
    this.#lines = keep ? [] : null;
  }

  add(told: Told): void {
    const line = JSON.stringify(told, plain);
    this.#hash.update(line);
    this.#lines?.push(line);
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  get lines(): readonly string[] {
    return this.#lines ?? [];
  }

  digest(): string {
    return this.#hash.copy().digest("hex").slice(0, 16);
  }
}

const plain = (_key: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
