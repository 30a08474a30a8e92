/** One thing that `connect` did, found, or would do; for people to read in order. */
export interface Step {
  readonly kind: "checked" | "kept" | "repaired" | "would_repair" | "warning" | "left";
  readonly what: string;
  readonly id: string | null;
  readonly detail: string;
}
