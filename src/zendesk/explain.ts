import { explaining } from "../http/explain.ts";
import type { CallFailure } from "./outcome.ts";

/** Why setting an account up stopped. */
export interface SetupFailure {
  readonly reason: "unauthorized" | "not_admin" | "forbidden" | "mismatch" | "refused" | "throttled" | "unavailable";
  readonly message: string;
  /** What a person can do about it. */
  readonly mend: string;
}

const AGAIN = { reason: "unavailable", mend: "Run it again: what is done is found and kept." } as const;
const ELSEWHERE = {
  reason: "unavailable",
  mend: "Check the subdomain and the account's plan, and run it again: what is done is found and kept.",
} as const;

/** A failed call as a sentence and a way out. */
export const explain: (doing: string, failure: CallFailure) => SetupFailure = explaining<
  CallFailure["kind"],
  SetupFailure["reason"]
>({
  unauthorized: {
    reason: "unauthorized",
    mend: "Check the OAuth client's identifier and secret in Admin Center → Apps and integrations → OAuth clients.",
  },
  forbidden: {
    reason: "forbidden",
    mend: "The integration user has to be an administrator, and the OAuth client needs the scopes read and write.",
  },
  unprocessable: {
    reason: "refused",
    mend: "Zendesk names the reason above; mend it there, or send it to Tierline's maintainers, and run connect again.",
  },
  throttled: {
    reason: "throttled",
    told: "the account's rate limit is used up",
    mend: "Run it again after {until}: what is done is kept.",
  },
  unavailable: AGAIN,
  ambiguous: AGAIN,
  unreadable: AGAIN,
  not_found: { ...ELSEWHERE, told: "Zendesk answered not_found" },
  conflict: { ...ELSEWHERE, told: "Zendesk answered conflict" },
});
