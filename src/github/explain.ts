import { explaining } from "../http/explain.ts";
import type { CallFailure } from "./outcome.ts";

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

const AGAIN = { reason: "unavailable", mend: "Run it again." } as const;
const REFUSED = {
  reason: "refused",
  mend: "GitHub names the reason above; mend it there, and run connect again.",
} as const;
const ELSEWHERE = {
  reason: "mismatch",
  mend: "Check the owner's name and the App's id: the App has to be installed for that owner.",
} as const;

/** A failed call as a sentence and a way out. */
export const explain: (doing: string, failure: CallFailure) => SetupFailure = explaining<
  CallFailure["kind"],
  SetupFailure["reason"]
>({
  unauthorized: {
    reason: "unauthorized",
    mend: "Check the App's id and its private key: both stand in the App's settings, under General.",
  },
  forbidden: {
    reason: "forbidden",
    mend: "Grant the App the permissions that the documentation names, and accept them in the installation.",
  },
  unprocessable: REFUSED,
  read_only: REFUSED,
  throttled: { reason: "throttled", told: "the App's rate limit is used up", mend: "Run it again after {until}." },
  unavailable: AGAIN,
  ambiguous: AGAIN,
  unreadable: AGAIN,
  not_found: { ...ELSEWHERE, told: "GitHub answered not_found" },
  moved: { ...ELSEWHERE, told: "GitHub answered moved" },
});
