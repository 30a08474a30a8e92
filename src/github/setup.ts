import { assertNever } from "../core/result.ts";
import { formatInstant } from "../core/time.ts";
import type { CallFailure } from "./outcome.ts";

/** One thing that `connect` did, found, or would do; for people to read in order. */
export interface Step {
  readonly kind: "checked" | "kept" | "repaired" | "would_repair" | "warning" | "left";
  readonly what: string;
  readonly id: string | null;
  readonly detail: string;
}

/** Why setting an App up stopped. */
export interface SetupFailure {
  readonly reason:
    | "bad_key"
    | "unauthorized"
    | "not_installed"
    | "forbidden"
    | "mismatch"
    | "refused"
    | "throttled"
    | "unavailable";
  readonly message: string;
  /** What a person can do about it. */
  readonly mend: string;
}

/** A failed call as a sentence and a way out. */
export function explain(doing: string, failure: CallFailure): SetupFailure {
  const message = (detail: string) => `Could not ${doing}: ${detail}`;
  switch (failure.kind) {
    case "unauthorized":
      return {
        reason: "unauthorized",
        message: message(failure.detail),
        mend: "Check the App's id and its private key: both stand in the App's settings, under General.",
      };
    case "forbidden":
      return {
        reason: "forbidden",
        message: message(failure.detail),
        mend: "Grant the App the permissions that the documentation names, and accept them in the installation.",
      };
    case "unprocessable":
    case "read_only":
      return {
        reason: "refused",
        message: message(failure.detail),
        mend: "GitHub names the reason above; mend it there, and run connect again.",
      };
    case "throttled":
      return {
        reason: "throttled",
        message: message("the App's rate limit is used up"),
        mend: `Run it again after ${formatInstant(failure.until)}.`,
      };
    case "unavailable":
    case "ambiguous":
    case "unreadable":
      return { reason: "unavailable", message: message(failure.detail), mend: "Run it again." };
    case "not_found":
    case "moved":
      return {
        reason: "mismatch",
        message: message(`GitHub answered ${failure.kind}`),
        mend: "Check the owner's name and the App's id: the App has to be installed for that owner.",
      };
    default:
      return assertNever(failure);
  }
}
