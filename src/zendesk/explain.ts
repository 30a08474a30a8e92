import { assertNever } from "../core/result.ts";
import { formatInstant } from "../core/time.ts";
import type { CallFailure } from "./outcome.ts";

/** Why setting an account up stopped. */
export interface SetupFailure {
  readonly reason: "unauthorized" | "not_admin" | "forbidden" | "mismatch" | "refused" | "throttled" | "unavailable";
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
        mend: "Check the OAuth client's identifier and secret in Admin Center → Apps and integrations → OAuth clients.",
      };
    case "forbidden":
      return {
        reason: "forbidden",
        message: message(failure.detail),
        mend: "The integration user has to be an administrator, and the OAuth client needs the scopes read and write.",
      };
    case "unprocessable":
      return {
        reason: "refused",
        message: message(failure.detail),
        mend: "Zendesk names the reason above; mend it there, or send it to Tierline's maintainers, and run connect again.",
      };
    case "throttled":
      return {
        reason: "throttled",
        message: message("the account's rate limit is used up"),
        mend: `Run it again after ${formatInstant(failure.until)}: what is done is kept.`,
      };
    case "unavailable":
    case "ambiguous":
    case "unreadable":
      return {
        reason: "unavailable",
        message: message(failure.detail),
        mend: "Run it again: what is done is found and kept.",
      };
    case "not_found":
    case "conflict":
      return {
        reason: "unavailable",
        message: message(`Zendesk answered ${failure.kind}`),
        mend: "Check the subdomain and the account's plan, and run it again: what is done is found and kept.",
      };
    default:
      return assertNever(failure);
  }
}
