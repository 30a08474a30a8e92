import type { Result } from "./result.ts";
import type { Duration } from "./time.ts";

/** One bound of a promise. `elapsed` runs 24x7; `business` consumes open time; `business_days` follow the day rule. */
export type Measure =
  | { readonly kind: "elapsed"; readonly length: Duration }
  | { readonly kind: "business"; readonly length: Duration }
  | { readonly kind: "business_days"; readonly days: number };

/** A first-response target in the contract's own words, understood. */
export interface Target {
  /** The contract's words, as they stand in the policy. */
  readonly words: string;
  /** The lower bound of a range: what the team works towards. Equal to `promise` when there is no range. */
  readonly aim: Measure;
  /** The upper bound: what the customer was promised; the due date is its instant. */
  readonly promise: Measure;
  /** "Under N": met only before the instant; otherwise at or before. */
  readonly strict: boolean;
}

/** Why a phrase was refused, and what would have been accepted. */
export interface TargetRefusal {
  readonly reason: "empty" | "not_understood" | "range_reversed" | "mixed_units" | "zero" | "too_long";
  readonly message: string;
  readonly accepted: readonly string[];
}

/** Reads a contract phrase such as "6 hours, 24x7" or "1 – 2 business days". Never guesses. */
export declare function parseTarget(words: string): Result<Target, TargetRefusal>;
