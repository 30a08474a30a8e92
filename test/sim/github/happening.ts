import type { Standing } from "./helpdesk.ts";

/** What happens between Tierline and GitHub. Issues go by their names of the moment, or by an id that stays. */
export type GithubHappening =
  | {
      readonly kind: "github sent";
      readonly call: number;
      readonly life: number;
      readonly method: string;
      readonly path: string;
      readonly issue: string | null;
      readonly id: number | null;
    }
  | {
      readonly kind: "github answered";
      readonly call: number;
      readonly life: number;
      readonly status: number | null;
      /** What a refusal for the rate asks to wait, in seconds; `null`: nothing, or the answer is none. */
      readonly wait: number | null;
      readonly fault: string | null;
    }
  /** Tierline got an issue, as GitHub says it is. */
  | { readonly kind: "github read"; readonly life: number; readonly issue: string; readonly says: string }
  /** A write of ours took effect, whether or not we shall be told. */
  | {
      readonly kind: "github effect";
      readonly call: number;
      readonly life: number;
      readonly method: string;
      readonly path: string;
      readonly id: number;
      /** The number of the terms in force when the issue was last read. */
      readonly terms: number;
      /** People changed nothing since then. */
      readonly undisturbed: boolean;
      /** It came after we had given it up. */
      readonly late: boolean;
      readonly before: Standing;
      readonly after: Standing;
      /** The comments of ours that were there when the call was sent. */
      readonly known: readonly number[];
    }
  /** An event of a push comes to the process: once more, or of what is no longer the newest. */
  | { readonly kind: "push told"; readonly sha: string; readonly again: boolean; readonly newest: boolean }
  | { readonly kind: "github looked"; readonly life: number; readonly issue: string; readonly outcome: string }
  | { readonly kind: "github mode"; readonly mode: "shadow" | "live" };
